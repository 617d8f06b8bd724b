"""Pairs of units: how often one is ahead of the other, and who cannot be told apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Array, Mask, Whole


@dataclass(frozen=True)
class Pairs:
    """Units against each other over the draws. `counts` (units, units): in how many draws the unit of the row had the
    better rank than that of the column (a unit with a score is ahead of one without); `rank` is the nominal one."""

    units: tuple[str, ...]
    rank: Array
    draws: int
    counts: Whole

    @property
    def ahead(self) -> Array:
        """Share of the draws in which the row's unit is ahead of the column's, equal ranks counting half.

        (units, units), NaN on the diagonal. The entry and its mirror image sum to 1.
        """
        equal = self.draws - self.counts - self.counts.T
        share = (self.counts + equal / 2.0) / self.draws
        np.fill_diagonal(share, np.nan)
        return share

    def tied(self, *, level: float = 0.9) -> Mask:
        """Whether two units cannot be told apart: neither is ahead of the other in more than (1 + level)/2 of draws.

        With 0.9: each of them is the better one in at least one draw of twenty. (units, units), True on the diagonal.
        """
        most = (1.0 + level) / 2.0
        share = np.where(np.eye(len(self.units), dtype=bool), 0.5, self.ahead)
        return np.asarray((share <= most + 1e-12) & (most + 1e-12 >= share.T))

    def groups(self, *, level: float = 0.9) -> tuple[tuple[str, ...], ...]:
        """Statistically tied groups: the longest runs of units next to each other in the ranking, no two of which can
        be told apart. Groups overlap where "not told apart" is not transitive; a unit told apart from both neighbours
        is a group of its own; units without a rank are in none.

        The underlined runs of multiple comparisons: Duncan, Multiple range and multiple F tests, Biometrics 11 (1955);
        Piepho, An algorithm for a letter-based representation of all-pairwise comparisons, Journal of Computational and
        Graphical Statistics 13 (2004). Why ranks should be read so: Goldstein and Spiegelhalter, League tables and
        their limitations, Journal of the Royal Statistical Society A 159 (1996).
        """
        tied = self.tied(level=level)
        order = [row for row in np.argsort(self.rank, kind="stable") if not np.isnan(self.rank[row])]
        found: list[tuple[str, ...]] = []
        reached = start = 0
        for end in range(1, len(order) + 1):
            while not all(tied[order[end - 1], order[place]] for place in range(start, end - 1)):
                start += 1
            if end == len(order) or not all(tied[order[end], order[place]] for place in range(start, end)):
                if end > reached:
                    found.append(tuple(self.units[row] for row in order[start:end]))
                reached = end
        return tuple(found)
