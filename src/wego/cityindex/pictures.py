"""Pictures of the index: the strip on which a rank's interval is drawn, the map, the bars of the pillars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from wego.cityindex.models import Edition, Unit
from wego.cityindex.queries.explanations import Explanation
from wego.core.charts import ACCENT, Chart, render_svg
from wego.core.maps import Dot, WorldMap, world_map
from wego.core.templatetags.ui import figure

# The strip is this wide in its own units; it stretches to its column.
STRIP = 1000


@dataclass(frozen=True)
class Strip:
    """Where a unit's ranks stand on the common axis from rank 1 to the last, as SVG writes numbers."""

    rank: str
    q5: str
    q95: str
    low: str
    high: str


def strip_of(unit: Unit, ranked: int) -> Strip:
    """The places of a rank, its interval and its extremes on an axis of `ranked` places."""

    def at(rank: float | None) -> str:
        return f"{STRIP * ((rank or 1) - 0.5) / ranked:.0f}"

    return Strip(at(unit.rank), at(unit.rank_q5), at(unit.rank_q95), at(unit.rank_low), at(unit.rank_high))


def axis_of(ranked: int) -> list[int]:
    """The ranks written at the head of the strips: the first, the middle, the last."""
    return [1, (1 + ranked) // 2, ranked] if ranked > 2 else list(range(1, ranked + 1))


def map_of(edition: Edition, units: Iterable[Unit]) -> WorldMap:
    """These ranked cities on the map, coloured by region."""
    shown = list(units)
    regions = {unit.region.code: (unit.region.order, unit.region.name) for unit in shown}
    legend = [(code, name) for code, (_order, name) in sorted(regions.items(), key=lambda entry: entry[1])]
    return world_map(
        title=_("Ranked cities on the map"),
        sentence=_("Each dot is a city of the table below, coloured by region; its size says nothing."),
        dots=(
            Dot(
                unit.place.latitude,
                unit.place.longitude,
                _("%(city)s, rank %(rank)d") % {"city": unit.name, "rank": unit.rank},
                reverse("cityindex:unit", args=[edition.code, unit.slug]),
                unit.region.code,
            )
            for unit in shown
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
