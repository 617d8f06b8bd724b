"""A scored question: which answers it reads, and what they earn."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cached_property

from wego.engines.scoring.ladders import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answer,
    BenchmarkLadder,
    Ladder,
    ThresholdLadder,
    exact,
    is_number,
    plain,
)


class NoPoints(Enum):
    """Why a question brings no points."""

    HIDDEN = "hidden"
    NOT_APPLICABLE = "not_applicable"
    NOT_ANSWERED = "not_answered"
    DONT_KNOW = "dont_know"
    NO_BENCHMARK = "no_benchmark"


# neither counted nor missing
OUT_OF_THE_SUM = frozenset({NoPoints.HIDDEN, NoPoints.NOT_APPLICABLE, NoPoints.NO_BENCHMARK})


@dataclass(frozen=True)
class Item:
    """One scored question: the dimension and the aspect that it belongs to, its weight and its ladder.

    over, per: the question is a numerator; the figure is `per` times it, divided by the answer to `over`.
    to_be: the question on the same scale that asks where one wants to be. benchmark_from: the question that holds the
    benchmark, where the definition names none."""

    question: str
    kind: str
    dimension: str
    aspect: str | None
    weight: Fraction
    ladder: Ladder
    over: str | None = None
    per: Fraction = Fraction(1)
    to_be: str | None = None
    benchmark_from: str | None = None
    decimals: int = 0

    @cached_property
    def full(self) -> Fraction:
        """The most that the question can add."""
        return self.weight * self.ladder.top

    @cached_property
    def has_plain_weight(self) -> bool:
        return self.weight == 1

    @cached_property
    def has_targets(self) -> bool:
        return isinstance(self.ladder, ThresholdLadder)

    def figure(self, answers: Mapping[str, Answer]) -> Answer | Fraction:
        """What stands on the ladder: the answer, or the ratio of two answers."""
        answer = answers.get(self.question)
        if self.over is None:
            return answer
        base = answers.get(self.over)
        if NOT_APPLICABLE in (answer, base):
            return NOT_APPLICABLE
        if DONT_KNOW in (answer, base):
            return DONT_KNOW
        if not is_number(answer) or not is_number(base) or base == 0:
            return None
        return self.per * exact(answer) / exact(base)  # type: ignore[arg-type]

    def ladder_for(self, answers: Mapping[str, Answer]) -> Ladder | None:
        """The ladder; None while its benchmark is not known."""
        if not isinstance(self.ladder, BenchmarkLadder) or self.ladder.benchmark is not None:
            return self.ladder
        given = answers.get(self.benchmark_from) if self.benchmark_from else None
        if not is_number(given) or given <= 0:  # type: ignore[operator]
            return None
        return replace(self.ladder, benchmark=exact(given))  # type: ignore[arg-type]

    def points(self, answers: Mapping[str, Answer], asked: Collection[str]) -> Fraction | NoPoints:
        """The points that the answers earn, without the weight, or why there are none."""
        if self.question not in asked or (self.over is not None and self.over not in asked):
            return NoPoints.HIDDEN
        figure = self.figure(answers)
        if figure == NOT_APPLICABLE:
            return NoPoints.NOT_APPLICABLE
        if figure is None:
            return NoPoints.NOT_ANSWERED
        if figure == DONT_KNOW:
            return NoPoints.DONT_KNOW
        ladder = self.ladder_for(answers)
        if ladder is None:
            return NoPoints.NO_BENCHMARK
        points = ladder.points(figure)
        return NoPoints.NOT_ANSWERED if points is None else points

    def next_up(self, answers: Mapping[str, Answer]) -> Answer:
        """The smallest better answer to the question; None on the top rung, and where there is no usable answer."""
        ladder, figure = self.ladder_for(answers), self.figure(answers)
        better = ladder.next_up(figure) if ladder else None
        if better is None or self.over is None:
            return better
        unit = Fraction(1, 10**self.decimals)
        needed = exact(better) * exact(answers[self.over]) / self.per / unit  # type: ignore[arg-type]
        is_more = exact(better) > figure  # type: ignore[operator, arg-type]
        return plain((math.ceil(needed) if is_more else math.floor(needed)) * unit)
