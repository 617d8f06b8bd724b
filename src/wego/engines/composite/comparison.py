"""Two rankings side by side: what moved, and how alike they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .arrays import Array
from .correlation import kendall, spearman


@dataclass(frozen=True)
class RankingComparison:
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


def compare(first: Mapping[str, float], second: Mapping[str, float]) -> RankingComparison:
    """Compare two rankings (unit -> rank, 1 is best; NaN is not ranked). Units keep the first one's order."""
    ranked_first = {unit: rank for unit, rank in first.items() if not np.isnan(rank)}
    ranked_second = {unit: rank for unit, rank in second.items() if not np.isnan(rank)}
    common = tuple(unit for unit in ranked_first if unit in ranked_second)
    x = np.array([ranked_first[unit] for unit in common])
    y = np.array([ranked_second[unit] for unit in common])
    return RankingComparison(
        units=common,
        first=x,
        second=y,
        only_first=tuple(unit for unit in ranked_first if unit not in ranked_second),
        only_second=tuple(unit for unit in ranked_second if unit not in ranked_first),
        spearman=spearman(x, y),
        kendall=kendall(x, y),
    )
