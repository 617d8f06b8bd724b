"""Pictures of the index: the map of a ranking, the bars of a city's pillars."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wego.cityindex.models import Edition
from wego.cityindex.queries.explanations import Explanation
from wego.cityindex.rows import RankedRow
from wego.core.charts import ACCENT, Chart, render_svg
from wego.core.maps import Dot, WorldMap, world_map
from wego.core.templatetags.ui import figure


def map_of(rows: Iterable[RankedRow]) -> WorldMap:
    """These ranked cities on the map, coloured by region."""
    shown = list(rows)
    regions = {row.unit.region.code: (row.unit.region.order, row.region) for row in shown}
    legend = [(code, name) for code, (_order, name) in sorted(regions.items(), key=lambda entry: entry[1])]
    label = _("%(city)s, rank %(rank)s")
    return world_map(
        title=_("Ranked cities on the map"),
        sentence=_("Each dot is a city of the table below, coloured by region; its size says nothing."),
        dots=(
            Dot(
                row.unit.place.latitude,
                row.unit.place.longitude,
                label % {"city": row.name, "rank": row.rank},
                row.url,
                row.unit.region.code,
            )
            for row in shown
        ),
        legend=legend,
    )


def pillar_chart(edition: Edition, explanation: Explanation) -> Chart:
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
