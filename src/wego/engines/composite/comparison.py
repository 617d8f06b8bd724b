"""Two rankings side by side: what moved, and how alike they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .arrays import Array
from .ranks import ascending_ranks


@dataclass(frozen=True)
class Comparison:
    """Ranks of the units that both rankings rank; `change` is positive where a unit is better placed in the second."""

    units: tuple[str, ...]
    first: Array
    second: Array
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    spearman: float
    kendall: float

    @property
    def change(self) -> Array:
        """Places gained from the first to the second; (units,)."""
        return self.first - self.second

    @property
    def mean_change(self) -> float:
        """Mean absolute difference of ranks; NaN without a common unit."""
        return float(np.mean(np.abs(self.change))) if self.units else float("nan")

    def movers(self, most: int) -> tuple[str, ...]:
        """The units that moved furthest, up to `most` of them, furthest first; those that stayed are not among them."""
        order = np.argsort(-np.abs(self.change), kind="stable")[:most]
        return tuple(self.units[row] for row in order if self.change[row] != 0.0)


def compare(first: Mapping[str, float], second: Mapping[str, float]) -> Comparison:
    """Compare two rankings (unit -> rank, 1 is best; NaN is not ranked). Units keep the first one's order."""
    ranked_first = {unit: rank for unit, rank in first.items() if not np.isnan(rank)}
    ranked_second = {unit: rank for unit, rank in second.items() if not np.isnan(rank)}
    common = tuple(unit for unit in ranked_first if unit in ranked_second)
    x = np.array([ranked_first[unit] for unit in common])
    y = np.array([ranked_second[unit] for unit in common])
    return Comparison(
        units=common,
        first=x,
        second=y,
        only_first=tuple(unit for unit in ranked_first if unit not in ranked_second),
        only_second=tuple(unit for unit in ranked_second if unit not in ranked_first),
        spearman=spearman(x, y),
        kendall=kendall(x, y),
    )


def pearson(x: Array, y: Array) -> float:
    """Pearson correlation over the pairs where both are present; NaN below two pairs or without spread."""
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[both], y[both]
    if x.size < 2 or np.all(x == x[0]) or np.all(y == y[0]):
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return float(np.clip(np.sum(dx * dy) / np.sqrt(np.sum(dx * dx) * np.sum(dy * dy)), -1.0, 1.0))


def spearman(x: Array, y: Array) -> float:
    """Spearman's rho: Pearson correlation of the average ranks of the pairs where both are present."""
    both = ~(np.isnan(x) | np.isnan(y))
    if not both.any():
        return float("nan")
    ranked = ascending_ranks(np.column_stack([x[both], y[both]]), "average")
    return pearson(ranked[:, 0], ranked[:, 1])


def kendall(x: Array, y: Array) -> float:
    """Kendall's tau-b over the pairs where both are present; NaN below two pairs or without spread."""
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[both], y[both]
    agree = differ_x = differ_y = 0.0
    for row in range(x.size - 1):  # one unit against the later ones at a time: n numbers in memory, not n squared
        sx, sy = np.sign(x[row + 1 :] - x[row]), np.sign(y[row + 1 :] - y[row])
        agree += float(np.sum(sx * sy))
        differ_x += np.count_nonzero(sx)
        differ_y += np.count_nonzero(sy)
    return agree / float(np.sqrt(differ_x * differ_y)) if differ_x and differ_y else float("nan")
