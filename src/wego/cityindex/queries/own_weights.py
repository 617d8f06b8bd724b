"""An edition ranked by a reader's own weights: everything else stays as the method says."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wego.cityindex.models import Edition, Element, Score, Unit
from wego.lazy_import import lazy_import

if TYPE_CHECKING:
    import numpy as np

    from wego.engines import composite
else:
    np, composite = lazy_import("numpy"), lazy_import("wego.engines.composite")

# The means that a browser computes as well: each is a power mean of this order.
ORDERS = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}


@dataclass(frozen=True)
class Shifted:
    """A city by a reader's weights: its rank and score there, None where there is none, and its rank by the method."""

    unit: Unit
    official: int
    rank: int | None
    score: float | None

    @property
    def shift(self) -> int:
        """Places won (above 0) or lost against the method."""
        return self.official - self.rank if self.rank else 0


@dataclass(frozen=True)
class Scored:
    """The ranked cities of an edition and what each earned in every indicator, `(units, indicators)` by the method's
    order, NaN where nothing could be said."""

    method: composite.Method
    units: list[Unit]
    points: composite.Array

    def scores(self, method: composite.Method) -> composite.Array:
        """The overall score of each city by a method of the same tree; (units,)."""
        slugs = [unit.slug for unit in self.units]
        made = composite.aggregate_all(method.tree, self.points, aggregate=method.aggregate, units=slugs)
        return made[method.tree.aggregates[0]][0]


def scored(edition: Edition) -> Scored:
    """What a reader's weights work on; two queries."""
    method = composite.Method.from_mapping(edition.method)
    column = {code: number for number, code in enumerate(method.tree.indicators)}
    units = list(edition.units.ranked().named().order_by("rank", "slug"))
    row = {unit.pk: number for number, unit in enumerate(units)}
    points = np.full((len(units), len(column)), np.nan)
    earned = Score.objects.filter(unit__edition=edition, element__code__in=column)
    for unit, code, score in earned.values_list("unit_id", "element__code", "score"):
        points[row[unit], column[code]] = score
    return Scored(method, units, points)


def ranked_by(found: Scored, weights: Mapping[str, float]) -> list[Shifted]:
    """The cities in the order of these weights, by element; the weights of elements that are not named stay.

    Ranks by the method are those among the same cities: one that was withdrawn leaves no gap here. Raises
    CompositeFaults where the weights below an element are all 0.
    """
    given = deepcopy(composite.method_mapping(found.method))
    for element in given["element"]:
        if element.get("parent") is not None:
            element["weight"] = weights.get(element["code"], element["weight"])
    method = composite.Method.from_mapping(given)
    scores = found.scores(method)
    columns = zip(
        found.units, composite.ranks(found.scores(found.method)), composite.ranks(scores), scores, strict=True
    )
    rows = [
        Shifted(unit, int(official), None if np.isnan(rank) else int(rank), None if np.isnan(score) else float(score))
        for unit, official, rank, score in columns
    ]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.unit.slug))


def shares(elements: list[Element]) -> dict[str, float]:
    """What the method gives each element below its parent, in per cent of what it gives all of them."""
    sums: dict[int | None, float] = {}
    for element in elements:
        sums[element.parent_id] = sums.get(element.parent_id, 0.0) + element.weight
    return {one.code: 100 * one.weight / sums[one.parent_id] for one in elements if one.parent_id is not None}


def order_of_means(method: composite.Method) -> list[float] | None:
    """The order of the power mean of every level from the indicators up; None where some level is no such mean."""
    height = method.tree.height
    names = [method.aggregate.at(level) for level in range(2, height + 1)]
    own = {**ORDERS, "power": float(method.aggregate.options.get("p", 1.0))}
    return [own[name] for name in names] if all(name in own for name in names) else None
