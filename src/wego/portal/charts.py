"""Pictures of the home page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wego.core.charts import REGION_COLOURS, Chart, render_svg
from wego.portal.queries import Glance


def members_by_region(glance: Glance) -> Chart:
    """Local governments by region, as bars on one axis."""
    rows = [(region.name, count, REGION_COLOURS[region.code]) for region, count in glance.by_region]
    spec = {
        "width": 420,
        "height": {"step": 28},
        "data": {"values": [{"region": name, "count": count, "colour": colour} for name, count, colour in rows]},
        "encoding": {
            "y": {"field": "region", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "count", "type": "quantitative", "title": None, "axis": {"tickCount": 5}},
        },
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 12},
                "encoding": {"text": {"field": "count"}},
            },
        ],
    }
    return Chart(
        title=_("Local governments by region"),
        columns=(_("Region"), _("Local governments")),
        rows=[(name, count) for name, count, _colour in rows],
        svg=render_svg(spec),
        source=_("member list of %(year)s, counted from its rows") % {"year": glance.edition.code},
    )
