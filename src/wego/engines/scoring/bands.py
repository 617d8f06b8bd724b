"""Bands: half-open ranges of a figure, each with its points. A value on a border belongs to the upper band."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class PointBand:
    """From `start` up to, not including, the next band's start."""

    start: Fraction
    points: Fraction


# UN U4SSC, verification reports: performance to benchmark in per cent, printed 0-33, 33-66, 66-95, 95+ for 1 to 4
# points. The source leaves the borders open; here a border belongs to the band above.
BENCHMARK_BANDS = tuple(
    PointBand(Fraction(start), Fraction(points)) for start, points in ((0, 1), (33, 2), (66, 3), (95, 4))
)


def band_at(bands: tuple[PointBand, ...], value: Fraction) -> int:
    """The place of the band in which a value of 0 or more lies."""
    return sum(value >= band.start for band in bands) - 1
