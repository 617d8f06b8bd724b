"""Piles of ballot papers that pass from candidate to candidate, each paper at a value in units of 0.00001."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING

from wego.engines.tally.validity import Box

if TYPE_CHECKING:
    import numpy as np

ONE = 100_000
LARGEST_SUM = 2**62


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers of one value in one candidate's hands: which groups of ballots, and at which choice each stands."""

    value: int
    groups: np.ndarray
    choices: np.ndarray


class Papers:
    """All papers of a box, as arrays; equal ballots are one row with their weight. Nothing here changes in a count.

    Weights are whole numbers of 1 / `scale`, so that fractions of weights stay exact too.
    """

    def __init__(self, box: Box) -> None:
        import numpy as np  # a tenth of a second that only a count pays

        self.np = np
        self.candidates = len(box.candidates)
        self.scale = lcm(*(weight.denominator for weight in box.groups.values())) if box.groups else 1
        scaled = [int(weight * self.scale) for weight in box.groups.values()]
        self.total = sum(scaled)
        self.weights = np.array(scaled, dtype=np.int64 if self.total < LARGEST_SUM else object)
        # The last column, and all after a ballot's last choice, say “nobody”.
        self.prefs = np.full((len(scaled), self.candidates + 1), self.candidates, dtype=np.int16)
        by_length: dict[int, tuple[list[int], list[object]]] = {}
        for row, ranking in enumerate(box.groups):
            rows, rankings = by_length.setdefault(len(ranking), ([], []))
            rows.append(row)
            rankings.append(ranking)
        for length, (rows, rankings) in by_length.items():
            self.prefs[np.array(rows), :length] = np.array(rankings, dtype=np.int16)

    def all_papers(self) -> Parcel:
        np = self.np
        rows = np.arange(len(self.weights), dtype=np.int32)
        return Parcel(ONE, rows, np.full(len(rows), -1, dtype=np.int16))

    def weight(self, parcel: Parcel) -> int:
        return int(self.weights[parcel.groups].sum())

    def sort(self, parcel: Parcel, value: int, continuing: Iterable[int]) -> dict[int, Parcel]:
        """The parcel's papers by the next continuing candidate of each, at their new value; the rest is left out."""
        np = self.np
        stays = np.zeros(self.candidates + 1, dtype=bool)
        stays[[*continuing, self.candidates]] = True
        groups, choices = parcel.groups, parcel.choices + 1
        following = self.prefs[groups, choices]
        while len(passed := np.flatnonzero(~stays[following])):
            choices[passed] += 1
            following[passed] = self.prefs[groups[passed], choices[passed]]
        found = {}
        for one in np.unique(following).tolist():
            if one != self.candidates:
                there = following == one
                found[one] = Parcel(value, groups[there], choices[there])
        return found

    def join(self, parcels: list[Parcel]) -> list[Parcel]:
        """Parcels of one value as one."""
        by_value: dict[int, list[Parcel]] = {}
        for parcel in parcels:
            by_value.setdefault(parcel.value, []).append(parcel)
        concatenate = self.np.concatenate
        return [
            several[0]
            if len(several) == 1
            else Parcel(
                value, concatenate([one.groups for one in several]), concatenate([one.choices for one in several])
            )
            for value, several in by_value.items()
        ]
