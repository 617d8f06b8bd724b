"""Pictures of the index: the map of a ranking, the bars of a city's pillars."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from wego.cityindex.models import Edition, Element
from wego.cityindex.queries.changes import Flow
from wego.cityindex.queries.explanations import CityExplanation
from wego.cityindex.queries.rankings import RankingRow
from wego.cityindex.ranking_rows import RankedRow
from wego.core.charts import ACCENT, REGION_COLOURS, Chart, render_svg
from wego.core.formats import figure
from wego.core.map_geometry import WORLD, frame_around
from wego.core.maps import Dot, Opens, WorldMap, frame_asked, world_map

# Colours of lines that rise, stay and fall.
WAYS = {"domain": [1, 0, -1], "range": ["#1f7a63", "#8a94a6", "#a83252"]}


def map_of(rows: Iterable[RankedRow], *, asked: Mapping[str, str], frame: str = "", is_part: bool = False) -> WorldMap:
    """These ranked cities on the map, coloured by region, the better before the others where they are close together.

    `asked` is what the page shows them for, kept in a closer view; `frame` the part of the world that a reader opened.
    `is_part` says that they are a part of all, which is drawn as large as they allow.
    """
    shown = list(rows)
    regions = {row.unit.region.code: (row.unit.region.order, row.region) for row in shown}
    legend = [(code, name) for code, (_order, name) in sorted(regions.items(), key=lambda entry: entry[1])]
    label = _("%(city)s, rank %(rank)s")
    dots = [
        Dot(
            row.unit.place.latitude,
            row.unit.place.longitude,
            label % {"city": row.name, "rank": row.rank},
            row.url,
            row.unit.region.code,
            name=row.name,
            weight=-(row.unit.rank or 0),
        )
        for row in shown
    ]
    closer = frame_asked(frame)
    is_closer = closer is not None and any(closer.holds(*dot.position) for dot in dots)
    around = frame_around([dot.position for dot in dots]) if is_part else WORLD
    return world_map(
        title=_("Ranked cities on the map"),
        sentence=_("Each dot is a city in the table below, coloured by region. Dot size has no meaning."),
        dots=dots,
        legend=legend,
        frame=closer if closer and is_closer else around,
        opens=Opens(asked=asked, anchor="#world-map-title"),
        is_closer=is_closer,
    )


def pillar_chart(edition: Edition, explanation: CityExplanation) -> Chart:
    """A city's pillars as bars on one axis, the middle city as a tick on each."""
    name = explanation.unit.name
    known = [
        (part.element.name, part.score.score, part.element.median or 0.0)
        for part in explanation.root.children
        if part.score is not None
    ]
    rows = [{"pillar": pillar, "city": city, "median": median} for pillar, city, median in known]
    fits = all(0 <= points <= 100 for _pillar, *both in known for points in both)
    domain = {"domain": [0, 100]} if fits else {"zero": True}
    order = [pillar for pillar, _city, _median in known]
    x = {"field": "city", "type": "quantitative", "scale": domain, "title": _("Points")}
    y = {"field": "pillar", "type": "nominal", "sort": order, "axis": {"title": None, "ticks": False, "domain": False}}
    spec = {
        "width": 380,
        "height": {"step": 32},
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "height": 16, "color": ACCENT},
                "encoding": {"y": y, "x": x},
            },
            {
                "mark": {"type": "tick", "thickness": 3, "size": 26, "color": "#b0610a"},
                "encoding": {"y": y, "x": {"field": "median", "type": "quantitative"}},
            },
        ],
    }
    return Chart(
        title=_("%(city)s by pillar") % {"city": name},
        sentence=_("Bars are the city’s points; the tick on each is the median of the ranked cities."),
        columns=[_("Pillar"), name, _("Median")],
        rows=[[pillar, figure(city, 1), figure(median, 1)] for pillar, city, median in known],
        svg=render_svg(spec),
        source=edition.name,
    )


def scatter(edition: Edition, rows: Sequence[RankingRow], x: Element, y: Element, shown: str) -> Chart:
    """Cities by two elements, coloured by region; the one shown bears its name."""
    both = [(row.unit, row.points(x), row.points(y)) for row in rows]
    known = [(unit, left, right) for unit, left, right in both if left is not None and right is not None]
    regions = {unit.region.code: unit.region.name for unit, _left, _right in known}
    data = [
        {"x": left, "y": right, "region": unit.region.name, "name": unit.name if unit.slug == shown else ""}
        for unit, left, right in known
    ]
    colour = {"domain": list(regions.values()), "range": [REGION_COLOURS.get(code, ACCENT) for code in regions]}
    place = {
        axis: {"field": axis, "type": "quantitative", "title": part.name, "scale": {"zero": False, "nice": True}}
        for axis, part in (("x", x), ("y", y))
    }
    chosen = {"filter": "datum.name != ''"}
    spec = {
        "width": 420,
        "height": 320,
        "data": {"values": data},
        "layer": [
            {
                "mark": {"type": "point", "filled": True, "size": 55, "opacity": 0.75},
                "encoding": {
                    **place,
                    "color": {"field": "region", "type": "nominal", "scale": colour, "legend": {"title": None}},
                },
            },
            {
                "transform": [chosen],
                "mark": {"type": "point", "size": 220, "color": "#8a94a6", "strokeWidth": 2.5},
                "encoding": place,
            },
            {
                "transform": [chosen],
                "mark": {"type": "text", "dy": -16, "fontWeight": 600, "fontSize": 13},
                "encoding": {**place, "text": {"field": "name"}},
            },
        ],
    }
    return Chart(
        title=_("%(y)s against %(x)s") % {"x": x.name, "y": y.name},
        sentence=_("Each dot is a ranked city, coloured by region."),
        columns=[_("City"), x.name, y.name],
        rows=[[unit.name, figure(left, 1), figure(right, 1)] for unit, left, right in known],
        svg=render_svg(spec),
        source=edition.name,
        is_large=True,
    )


def flow(edition: Edition, found: Flow, shown: str) -> Chart:
    """Every city's rank from edition to edition; the one shown stands out."""
    years = [one.year for one in found.editions]
    name = next((unit.name for unit, _ranks in found.ranks if unit.slug == shown), "")
    data = []
    for unit, ranks in found.ranks:
        known = [rank for rank in ranks if rank is not None]
        won = known[0] - known[-1]
        told = {"unit": unit.slug, "won": abs(won), "way": (won > 0) - (won < 0), "is_shown": unit.slug == shown}
        for year, rank in zip(years, ranks, strict=True):
            data.append({**told, "edition": year, "rank": rank})
    last = max((rank for _unit, ranks in found.ranks for rank in ranks if rank is not None), default=1)
    x = {
        "field": "edition",
        "type": "ordinal",
        "sort": years,
        "axis": {"title": _("Figures of"), "labelAngle": 0, "grid": True},
    }
    y = {
        "field": "rank",
        "type": "quantitative",
        "title": _("Rank"),
        "scale": {"reverse": True, "domain": [1, last], "nice": False},
    }
    lines = {"x": x, "y": y, "detail": {"field": "unit"}}
    spec = {
        "width": 400,
        "height": 440,
        "data": {"values": data},
        "layer": [
            {
                "transform": [{"filter": "!datum.is_shown"}],
                "mark": {"type": "line", "strokeWidth": 1.5},
                "encoding": {
                    **lines,
                    "color": {"field": "way", "type": "nominal", "scale": WAYS, "legend": None},
                    "opacity": {
                        "field": "won",
                        "type": "quantitative",
                        "scale": {"range": [0.3, 0.95], "zero": True},
                        "legend": None,
                    },
                },
            },
            {
                "transform": [{"filter": "datum.is_shown"}],
                "mark": {"type": "line", "color": "#b0610a", "strokeWidth": 3.5, "point": True},
                "encoding": lines,
            },
            _named_at_its_end(name, f"datum.is_shown && datum.edition == {json.dumps(years[-1])}", lines),
        ],
    }
    sentence = _(
        "Each line is a city; the best rank is at the top. Green lines rise, red lines fall; stronger "
        "colours mean larger moves."
    )
    if name:
        sentence += " " + _("%(city)s is the thick line.") % {"city": name}
    return Chart(
        title=_("Ranks from edition to edition"),
        sentence=sentence,
        columns=[_("City"), *years],
        rows=[[unit.name, *(figure(rank) for rank in ranks)] for unit, ranks in found.ranks],
        svg=render_svg(spec),
        source=edition.name,
        is_large=True,
    )


def parallel(edition: Edition, rows: Sequence[RankingRow], pillars: Sequence[Element], shown: str) -> Chart:
    """Every city as a line over the pillars; the one shown stands out."""
    data: list[dict[str, Any]] = [
        {"unit": row.unit.slug, "pillar": pillar.name, "points": row.points(pillar), "is_shown": row.unit.slug == shown}
        for row in rows
        for pillar in pillars
    ]
    name = next((row.unit.name for row in rows if row.unit.slug == shown), "")
    order = [pillar.name for pillar in pillars]
    x = {"field": "pillar", "type": "nominal", "sort": order, "axis": {"title": None, "labelAngle": 0, "grid": True}}
    y = {"field": "points", "type": "quantitative", "title": _("Points")}
    lines = {"x": x, "y": y, "detail": {"field": "unit"}}
    spec = {
        "width": 420,
        "height": 280,
        "data": {"values": data},
        "layer": [
            {
                "transform": [{"filter": "!datum.is_shown"}],
                "mark": {"type": "line", "color": "#8a94a6", "opacity": 0.35, "strokeWidth": 1},
                "encoding": lines,
            },
            {
                "transform": [{"filter": "datum.is_shown"}],
                "mark": {"type": "line", "color": "#b0610a", "strokeWidth": 3.5, "point": True},
                "encoding": lines,
            },
            _named_at_its_end(name, f"datum.is_shown && datum.pillar == {json.dumps(order[-1])}", lines),
        ],
    }
    sentence = _("Each line is a ranked city; a gap means that there are no data.")
    if name:
        sentence += " " + _("%(city)s is the thick line.") % {"city": name}
    return Chart(
        title=_("All cities by pillar"),
        sentence=sentence,
        columns=[_("City"), *order],
        rows=[[row.unit.name, *(figure(row.points(pillar), 1) for pillar in pillars)] for row in rows],
        svg=render_svg(spec),
        source=edition.name,
        is_large=True,
    )


def _named_at_its_end(name: str, where: str, encoding: dict[str, Any]) -> dict[str, Any]:
    """The name of the line that stands out, right of its last point."""
    places = {axis: encoding[axis] for axis in ("x", "y")}
    mark = {"type": "text", "text": str(name), "align": "left", "dx": 8, "fontWeight": 600, "fontSize": 13}
    return {"transform": [{"filter": where}], "mark": mark, "encoding": places}
