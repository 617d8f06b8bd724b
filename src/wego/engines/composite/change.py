"""What moved between two editions of an index: each unit's change split into its own figures, the method and its peers.

Each of the three is taken as before or as now, which makes eight worlds; what one of them does is averaged over every
order in which the three can change (the Shapley value), so that the three parts sum to the whole change.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import factorial
from typing import Any

import numpy as np

from .arrays import Array
from .build import Result, build
from .faults import CompositeFaults
from .method import Method
from .panel import Panel
from .ranks import significant

BEFORE, NOW = 0, 1


@dataclass(frozen=True)
class RankChange:
    """The units that both indices rank, in the order of the later, with rank and score before and now; all (units,).

    `places` (units, 3) are the places won (above 0) or lost by the unit's own figures, by the method and by its peers:
    other units' figures, and who is ranked at all. They sum to `rank_before - rank_now`. `points` (units, 2) are the
    points of score won by own figures and by the method. NaN where a unit drops out of a world between the two, or one
    time's figures cannot go through the other's method at all.
    """

    units: tuple[str, ...]
    rank_before: Array
    rank_now: Array
    score_before: Array
    score_now: Array
    places: Array
    points: Array


def change(before: Result, now: Result) -> RankChange:
    """Split the way from one built index to another.

    A score is normalised among the figures of its own time, which matters only where the method has no fixed bounds. An
    indicator that a time has no column for is missing then.
    """
    ranked = [_scores(result) for result in (before, now)]
    units = tuple(unit for unit in now.units if unit in ranked[NOW] and unit in ranked[BEFORE])
    # By whose figures, then by whose method.
    scores = [
        [ranked[BEFORE], _between(before.panel, now.method)],
        [_between(now.panel, before.method), ranked[NOW]],
    ]
    own = np.array([[[found.get(unit, np.nan) for unit in units] for found in row] for row in scores])
    own = significant(own.reshape(2, 2, len(units)))
    field = [[np.sort(significant(np.array(list(found.values())))) for found in row] for row in scores]
    ranks = np.empty((2, 2, 2, len(units)))
    for figures, method, peers in product((BEFORE, NOW), repeat=3):
        ranks[figures, method, peers] = _places(own[figures, method], field[peers][method], own[peers, method])
    return RankChange(
        units,
        ranks[BEFORE, BEFORE, BEFORE],
        ranks[NOW, NOW, NOW],
        np.array([ranked[BEFORE][unit] for unit in units]),
        np.array([ranked[NOW][unit] for unit in units]),
        -_shares(ranks),
        _shares(own),
    )


def _between(panel: Panel, method: Method) -> dict[str, float]:
    """The scores of one time's figures by the other's method; none where they do not go through it."""
    try:
        return _scores(build(_fitted(panel, method), method))
    except CompositeFaults:
        return {}


def _fitted(panel: Panel, method: Method) -> Panel:
    """The panel with just the columns and groupings that a method asks for, empty where there are none."""
    elements = method.tree.elements
    wanted = [*method.tree.indicators, *(one.denominator for one in elements if one.denominator is not None)]
    steps = [method.impute, *(method.uncertainty.impute if method.uncertainty else ())]
    wanted += [code for step in steps for code in step.options.get("on", ())]
    wanted = list(dict.fromkeys(wanted))
    column = {code: number for number, code in enumerate(panel.codes)}
    values = np.full((len(panel.units), len(wanted)), np.nan)
    for number, code in enumerate(wanted):
        if code in column:
            values[:, number] = panel.values[:, column[code]]
    nowhere = (None,) * len(panel.units)
    groups = dict(panel.groups)
    for step in steps:
        if "by" in step.options:
            groups.setdefault(step.options["by"], nowhere)
    return Panel(panel.units, tuple(wanted), values, groups)


def _scores(result: Result) -> dict[str, float]:
    """The score of every unit that has one."""
    found = zip(result.units, result.scores[:, 0].tolist(), strict=True)
    return {unit: score for unit, score in found if not np.isnan(score)}


def _places(own: Array, field: Array, own_in_field: Array) -> Array:
    """The rank of each score among its peers: one more than those above it, the unit itself not counted; (units,)."""
    above = len(field) - np.searchsorted(field, own, side="right")
    itself = own_in_field > own  # a NaN is in no field, and above nothing
    return np.where(np.isnan(own), np.nan, 1.0 + above - itself)


def _shares(worth: Array) -> Array:
    """What each of k things that are as before (0) or as now (1) adds, from `worth` (2, …, 2, units); (units, k).

    L. S. Shapley, A value for n-person games, 1953: a thing's gain averaged over the orders of change.
    """
    count = worth.ndim - 1
    found = []
    for thing in range(count):
        gains: Any = np.take(worth, NOW, axis=thing) - np.take(worth, BEFORE, axis=thing)
        total = np.zeros(worth.shape[-1])
        for others in product((BEFORE, NOW), repeat=count - 1):
            share = factorial(sum(others)) * factorial(count - 1 - sum(others)) / factorial(count)
            total = total + share * gains[others]
        found.append(total)
    return np.stack(found, axis=-1)
