"""What the pictures of the printed report are drawn from: shares of an axis between 0 and 1, and the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from wego.cityindex.models import Element, Unit
from wego.cityindex.queries.rankings import RankingRow, correlation
from wego.core import projection
from wego.core.charts import ACCENT, REGION_COLOURS
from wego.core.formats import figure
from wego.core.maps import Dot

LAND = Path(projection.__file__).with_name("static") / "core" / "world-land.svg"
LAND_COLOUR = "#dfe3ea"
BINS = 20  # of a distribution, over the whole axis


def colour_of(unit: Unit) -> str:
    """A region's colour, the same on every picture."""
    return REGION_COLOURS.get(unit.region.code, ACCENT)


def strip(unit: Unit, places: int) -> dict[str, Any]:
    """Where a rank and its intervals lie on the axis of all ranks."""

    def at(rank: float | None) -> float:
        return ((rank or 1) - 0.5) / places

    return {
        "low": at(unit.rank_low),
        "q5": at(unit.rank_q5),
        "rank": at(unit.rank),
        "q95": at(unit.rank_q95),
        "high": at(unit.rank_high),
        "colour": colour_of(unit),
    }


def world_svg(units: Iterable[Unit]) -> str:
    """The ranked cities as dots on the land, the best drawn last so that no other hides it."""
    placed = sorted(units, key=lambda unit: -(unit.rank or 0))
    dots = "".join(
        f'<circle cx="{dot.x}" cy="{dot.y}" r="11" fill="{colour_of(unit)}" stroke="#ffffff" stroke-width="3"/>'
        for unit, dot in ((unit, Dot(unit.place.latitude, unit.place.longitude, "", "")) for unit in placed)
    )
    return LAND.read_text(encoding="utf-8").replace("currentColor", LAND_COLOUR).replace("</svg>", f"{dots}</svg>")


def regions_of(rows: Sequence[RankingRow], pillars: Sequence[Element]) -> list[dict[str, Any]]:
    """Each region's ranked cities on one axis of the overall score, with medians; the order is that of the scheme."""
    by_region: dict[int, list[RankingRow]] = {}
    for row in rows:
        by_region.setdefault(row.unit.region_id, []).append(row)
    found = sorted(by_region.values(), key=lambda own: (own[0].unit.region.order, own[0].unit.region.code))
    return [
        {
            "name": own[0].unit.region.name,
            "colour": colour_of(own[0].unit),
            "count": figure(len(own)),
            "points": [row.score for row in own],
            "median": median(row.score for row in own),
            "median_text": figure(median(row.score for row in own), 1),
            "best": own[0].unit.name,
            "best_rank": figure(own[0].unit.rank),
            "pillars": [figure(_middle(row.points(pillar) for row in own), 1) for pillar in pillars],
        }
        for own in found
    ]


def _middle(points: Iterable[float | None]) -> float | None:
    known = [point for point in points if point is not None]
    return median(known) if known else None


def axis_of_points(points: Iterable[float | None]) -> dict[str, Any]:
    """An axis on which all these points lie: 0 to 100 where they do, else from the lowest to the highest."""
    known = [point for point in points if point is not None]
    low, high = min(known, default=0.0), max(known, default=100.0)
    if low >= 0 and high <= 100:
        low, high = 0.0, 100.0
    elif low == high:
        low, high = low - 0.5, high + 0.5
    ticks = [low + (high - low) * step / 4 for step in range(5)]
    return {"low": low, "high": high, "ticks": [{"at": step / 4, "text": figure(t, 0)} for step, t in enumerate(ticks)]}


def distribution(points: Iterable[float | None], axis: dict[str, Any]) -> list[int]:
    """How many cities lie in each of the equal parts of the axis."""
    counts = [0] * BINS
    for point in points:
        if point is not None:
            share = (point - axis["low"]) / (axis["high"] - axis["low"])
            counts[min(int(share * BINS), BINS - 1)] += 1
    return counts


def correlations(rows: Sequence[RankingRow], parts: Sequence[Element]) -> list[dict[str, Any]]:
    """Every two parts once: how closely they go together over the cities that have both."""
    found = []
    for number, first in enumerate(parts):
        for second in parts[:number]:
            both = correlation(rows, first, second)
            is_known = both.pearson == both.pearson
            found.append(
                {
                    "first": first.code,
                    "second": second.code,
                    "names": [first.name, second.name],
                    "value": both.pearson if is_known else None,
                    "text": figure(both.pearson, 2),
                }
            )
    return found


def tree(elements: Sequence[Element]) -> list[dict[str, Any]]:
    """The tree of the index as nested blocks: how deep, from where to where on an axis of weights, whose colour."""
    children: dict[int | None, list[Element]] = {}
    for element in elements:
        children.setdefault(element.parent_id, []).append(element)
    blocks: list[dict[str, Any]] = []

    def lay(element: Element, depth: int, start: float, pillar: int) -> None:
        below = children.get(element.pk, [])
        share = element.effective_weight
        blocks.append(
            {"name": element.name, "depth": depth, "start": start, "share": share, "pillar": pillar}
            | {"is_leaf": not below, "percent": figure(100 * share, 1 if not below else 0)}
        )
        for number, child in enumerate(below):
            lay(child, depth + 1, start, number if depth == 0 else pillar)
            start += child.effective_weight

    lay(elements[0], 0, 0.0, -1)
    return blocks
