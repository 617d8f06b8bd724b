"""Ladders: how an answer to one question becomes points, and what the next rung up would be.

All arithmetic is exact (fractions), so that a score of 60 is 60 and meets the threshold of 60.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol, TypeAlias

Answer: TypeAlias = str | bool | int | float | list[str] | dict[str, str] | list[dict[str, Any]] | None

DONT_KNOW = "dont_know"
NOT_APPLICABLE = "not_applicable"

# UN U4SSC: performance to benchmark in per cent, half-open bands [0, 33) 1 point, [33, 66) 2, [66, 95) 3, [95, …) 4.
# The source prints 0-33, 33-66, 66-95, 95+ and leaves the boundaries open; here a boundary belongs to the band above.
BENCHMARK_BANDS = (Fraction(33), Fraction(66), Fraction(95))


class Ladder(Protocol):
    """Points rise from rung to rung. `points` and `rung` give None for what is no answer on this ladder."""

    @property
    def top(self) -> Fraction:
        """The most points that an answer can earn."""

    @property
    def rungs(self) -> int:
        """The number of the highest rung."""

    def rung(self, answer: Answer) -> int | None:
        """The rung that the answer stands on."""

    def points(self, answer: Answer) -> Fraction | None:
        """The points that the answer earns."""

    def next_up(self, answer: Answer) -> Answer:
        """The smallest better answer; None on the top rung."""


def exact(number: float) -> Fraction:
    """The number as it is written: 0.1 is one tenth."""
    return Fraction(str(number))


def plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def is_number(answer: Answer) -> bool:
    return isinstance(answer, int | float) and not isinstance(answer, bool) and math.isfinite(answer)


@dataclass(frozen=True)
class OptionLadder:
    """Ordered options: points are the option's place between the lowest value (0) and the highest (1)."""

    codes: tuple[str, ...]
    shares: tuple[Fraction, ...]
    top: Fraction = Fraction(1)

    @classmethod
    def from_values(cls, codes: Sequence[str], values: Sequence[Fraction]) -> OptionLadder:
        low, high = values[0], values[-1]
        return cls(tuple(codes), tuple((value - low) / (high - low) for value in values))

    @property
    def rungs(self) -> int:
        return len(self.codes) - 1

    def rung(self, answer: Answer) -> int | None:
        return self.codes.index(answer) if isinstance(answer, str) and answer in self.codes else None

    def points(self, answer: Answer) -> Fraction | None:
        rung = self.rung(answer)
        return None if rung is None else self.shares[rung]

    def next_up(self, answer: Answer) -> Answer:
        rung = self.rung(answer)
        return None if rung is None or rung == self.rungs else self.codes[rung + 1]


@dataclass(frozen=True)
class YesLadder:
    """Yes is one point, no is none."""

    top: Fraction = Fraction(1)
    rungs: int = 1

    def rung(self, answer: Answer) -> int | None:
        return int(answer) if isinstance(answer, bool) else None

    def points(self, answer: Answer) -> Fraction | None:
        return Fraction(answer) if isinstance(answer, bool) else None

    def next_up(self, answer: Answer) -> Answer:
        return True if answer is False else None


@dataclass(frozen=True)
class CountLadder:
    """Several options: every one ticked counts the same, up to `full`; an exclusive option counts nothing."""

    codes: tuple[str, ...]
    full: int
    exclusive: frozenset[str] = frozenset()
    top: Fraction = Fraction(1)

    @property
    def rungs(self) -> int:
        return self.full

    def rung(self, answer: Answer) -> int | None:
        if not isinstance(answer, list) or not answer or not self.exclusive.issuperset(set(answer) - set(self.codes)):
            return None
        return min(len(set(answer) & set(self.codes)), self.full)

    def points(self, answer: Answer) -> Fraction | None:
        rung = self.rung(answer)
        return None if rung is None else Fraction(rung, self.full)

    def next_up(self, answer: Answer) -> Answer:
        rung = self.rung(answer)
        if rung is None or rung == self.full or not isinstance(answer, list):
            return None
        added = next(code for code in self.codes if code not in answer)
        return [code for code in self.codes if code in answer or code == added]


@dataclass(frozen=True)
class ThresholdLadder:
    """A number: one rung for each threshold met. `direction` -1: less is better, and a threshold is met from above."""

    thresholds: tuple[Fraction, ...]
    direction: int = 1
    top: Fraction = Fraction(1)

    @property
    def rungs(self) -> int:
        return len(self.thresholds)

    def rung(self, answer: Answer) -> int | None:
        if not is_number(answer):
            return None
        value = exact(answer) * self.direction  # type: ignore[arg-type]
        return sum(value >= threshold * self.direction for threshold in self.thresholds)

    def points(self, answer: Answer) -> Fraction | None:
        rung = self.rung(answer)
        return None if rung is None else Fraction(rung, self.rungs)

    def next_up(self, answer: Answer) -> Answer:
        rung = self.rung(answer)
        return None if rung is None or rung == self.rungs else plain(self.thresholds[rung])


@dataclass(frozen=True)
class BenchmarkLadder:
    """A number against a benchmark: 1 to 4 points by BENCHMARK_BANDS. Performance is the value in per cent of the
    benchmark, or, where less is better, the benchmark in per cent of the value (nothing at all is best)."""

    benchmark: Fraction
    direction: int = 1
    decimals: int = 0
    top: Fraction = Fraction(4)
    rungs: int = 4

    def rung(self, answer: Answer) -> int | None:
        if not is_number(answer):
            return None
        value = exact(answer)  # type: ignore[arg-type]
        if self.direction < 0 and value <= 0:
            return 4
        performance = 100 * (value / self.benchmark if self.direction > 0 else self.benchmark / value)
        return 1 + sum(performance >= band for band in BENCHMARK_BANDS)

    def points(self, answer: Answer) -> Fraction | None:
        rung = self.rung(answer)
        return None if rung is None else Fraction(rung)

    def next_up(self, answer: Answer) -> Answer:
        rung = self.rung(answer)
        if rung is None or rung == 4:
            return None
        band = BENCHMARK_BANDS[rung - 1]
        unit = Fraction(1, 10**self.decimals)
        if self.direction > 0:
            return plain(math.ceil(self.benchmark * band / 100 / unit) * unit)
        return plain(math.floor(self.benchmark * 100 / band / unit) * unit)
