"""Ladders: how an answer to one question becomes points, and what the next rung up would be.

All arithmetic is exact (fractions), so that a score of 60 is 60 and meets the threshold of 60.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol, TypeAlias

from wego.engines.scoring.bands import BENCHMARK_BANDS, PointBand, band_at

Answer: TypeAlias = str | bool | int | float | list[str] | dict[str, str] | list[dict[str, Any]] | None
Figure: TypeAlias = Answer | Fraction  # an answer, or what was calculated from several

DONT_KNOW = "dont_know"
NOT_APPLICABLE = "not_applicable"


class Ladder(Protocol):
    """Points rise from rung to rung. `points` and `rung` give None for what is no answer on this ladder."""

    @property
    def top(self) -> Fraction:
        """The most points that an answer can earn."""

    @property
    def rungs(self) -> int:
        """The number of the highest rung."""

    def rung(self, answer: Figure) -> int | None:
        """The rung that the answer stands on."""

    def points(self, answer: Figure) -> Fraction | None:
        """The points that the answer earns."""

    def next_up(self, answer: Figure) -> Answer:
        """The smallest better answer; None on the top rung."""


def exact(number: float | Fraction) -> Fraction:
    """The number as it is written: 0.1 is one tenth."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def is_number(answer: Figure) -> bool:
    return isinstance(answer, int | float | Fraction) and not isinstance(answer, bool) and math.isfinite(answer)


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

    def rung(self, answer: Figure) -> int | None:
        return self.codes.index(answer) if isinstance(answer, str) and answer in self.codes else None

    def points(self, answer: Figure) -> Fraction | None:
        rung = self.rung(answer)
        return None if rung is None else self.shares[rung]

    def next_up(self, answer: Figure) -> Answer:
        rung = self.rung(answer)
        return None if rung is None or rung == self.rungs else self.codes[rung + 1]


@dataclass(frozen=True)
class YesLadder:
    """Yes earns the top, no the bottom; one point and none unless bands say otherwise."""

    top: Fraction = Fraction(1)
    rungs: int = 1
    bottom: Fraction = Fraction(0)

    @classmethod
    def worth(cls, top: Fraction, bottom: Fraction) -> YesLadder:
        return cls(top=top, bottom=bottom)

    def rung(self, answer: Figure) -> int | None:
        return int(answer) if isinstance(answer, bool) else None

    def points(self, answer: Figure) -> Fraction | None:
        if not isinstance(answer, bool):
            return None
        return self.top if answer else self.bottom

    def next_up(self, answer: Figure) -> Answer:
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

    def rung(self, answer: Figure) -> int | None:
        if not isinstance(answer, list) or not answer or not self.exclusive.issuperset(set(answer) - set(self.codes)):
            return None
        return min(len(set(answer) & set(self.codes)), self.full)

    def points(self, answer: Figure) -> Fraction | None:
        rung = self.rung(answer)
        return None if rung is None else Fraction(rung, self.full)

    def next_up(self, answer: Figure) -> Answer:
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

    def rung(self, answer: Figure) -> int | None:
        if not is_number(answer):
            return None
        value = exact(answer) * self.direction  # type: ignore[arg-type]
        return sum(value >= threshold * self.direction for threshold in self.thresholds)

    def points(self, answer: Figure) -> Fraction | None:
        rung = self.rung(answer)
        return None if rung is None else Fraction(rung, self.rungs)

    def next_up(self, answer: Figure) -> Answer:
        rung = self.rung(answer)
        return None if rung is None or rung == self.rungs else plain(self.thresholds[rung])


@dataclass(frozen=True)
class BenchmarkLadder:
    """A number against a benchmark: points by band (U4SSC, bands.py). Performance is the value in per cent of the
    benchmark, or, where less is better, the benchmark in per cent of the value (nothing at all is best). Without a
    benchmark nothing stands on the ladder."""

    benchmark: Fraction | None
    direction: int = 1
    decimals: int = 0
    bands: tuple[PointBand, ...] = BENCHMARK_BANDS

    @property
    def top(self) -> Fraction:
        return self.bands[-1].points

    @property
    def rungs(self) -> int:
        return len(self.bands)

    def performance(self, answer: Figure) -> Fraction | None:
        """The value in per cent of the benchmark; None, where less is better, for a value of 0 or below."""
        value, benchmark = exact(answer), self.benchmark  # type: ignore[arg-type]
        if benchmark is None or (self.direction < 0 and value <= 0):
            return None
        return 100 * (value / benchmark if self.direction > 0 else benchmark / value)

    def rung(self, answer: Figure) -> int | None:
        if self.benchmark is None or not is_number(answer):
            return None
        performance = self.performance(answer)
        return self.rungs if performance is None else 1 + max(band_at(self.bands, performance), 0)

    def points(self, answer: Figure) -> Fraction | None:
        rung = self.rung(answer)
        return None if rung is None else self.bands[rung - 1].points

    def next_up(self, answer: Figure) -> Answer:
        rung = self.rung(answer)
        if rung is None or rung == self.rungs or self.benchmark is None:
            return None
        start = self.bands[rung].start
        unit = Fraction(1, 10**self.decimals)
        if self.direction > 0:
            return plain(math.ceil(self.benchmark * start / 100 / unit) * unit)
        return plain(math.floor(self.benchmark * 100 / start / unit) * unit)


@dataclass(frozen=True)
class RangeLadder:
    """A number between a fixed worst and best value (EU DESI: (x - minimum) / (maximum - minimum), cut off at 0 and 1).
    Where less is better, `best` is the lower. The rungs are tenths of the way."""

    worst: Fraction
    best: Fraction
    decimals: int = 0
    top: Fraction = Fraction(1)
    rungs: int = 10

    def points(self, answer: Figure) -> Fraction | None:
        if not is_number(answer):
            return None
        share = (exact(answer) - self.worst) / (self.best - self.worst)  # type: ignore[arg-type]
        return min(max(share, Fraction(0)), Fraction(1))

    def rung(self, answer: Figure) -> int | None:
        points = self.points(answer)
        return None if points is None else math.floor(points * self.rungs)

    def next_up(self, answer: Figure) -> Answer:
        rung = self.rung(answer)
        if rung is None or rung == self.rungs:
            return None
        needed = (self.worst + (self.best - self.worst) * Fraction(rung + 1, self.rungs)) * 10**self.decimals
        rounded = math.ceil(needed) if self.best > self.worst else math.floor(needed)
        return plain(Fraction(rounded, 10**self.decimals))


@dataclass(frozen=True)
class AnsweredLadder:
    """Any answer at all is one point, whatever it says."""

    top: Fraction = Fraction(1)
    rungs: int = 1

    def rung(self, answer: Figure) -> int | None:
        return None if answer is None or answer in (DONT_KNOW, NOT_APPLICABLE) else 1

    def points(self, answer: Figure) -> Fraction | None:
        return None if self.rung(answer) is None else Fraction(1)

    def next_up(self, answer: Figure) -> Answer:
        return None
