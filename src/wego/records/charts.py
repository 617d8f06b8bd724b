"""Pictures of the record."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wego.core.charts import Chart, render_svg
from wego.core.formats import figure as written
from wego.records.models import Observation
from wego.records.queries import LatestFigure

# Fewer points make no line worth drawing.
ENOUGH = 5


def over_time(figure: LatestFigure, subject: str) -> Chart | None:
    """A figure through the years as a line; None where there are too few. The source's own estimates are dashed."""
    if len(figure.history) < ENOUGH or not all(value.period.isdigit() for value in figure.history):
        return None
    points = [
        {
            "year": int(value.period),
            "value": float(value.number),
            "estimate": value.quality == Observation.Quality.ESTIMATE,
        }
        for value in figure.history
    ]
    # The dashed part begins at the last year that is no estimate, so that the line does not break.
    sure = [point for point in points if not point["estimate"]]
    dashed = sure[-1:] + [point for point in points if point["estimate"]]
    encoding = {
        "x": {
            "field": "year",
            "type": "quantitative",
            "title": None,
            "axis": {"format": "d", "tickCount": 5, "grid": False},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": None,
            "axis": {"tickCount": 4},
            "scale": {"zero": False},
        },
    }
    spec = {
        "width": 290,
        "height": 140,
        "layer": [
            {"data": {"values": sure}, "mark": {"type": "line", "strokeWidth": 2}, "encoding": encoding},
            {
                "data": {"values": dashed},
                "mark": {"type": "line", "strokeWidth": 2, "strokeDash": [4, 3]},
                "encoding": encoding,
            },
        ],
    }
    indicator = figure.indicator
    sources = dict.fromkeys(f"{value.source.publisher}, {value.source.title}" for value in reversed(figure.history))
    return Chart(
        title=_("%(indicator)s, %(subject)s") % {"indicator": indicator.name, "subject": subject},
        sentence=_("In %(unit)s. Dashed: the source's own estimates.") % {"unit": indicator.unit}
        if len(dashed) > 1
        else _("In %(unit)s.") % {"unit": indicator.unit},
        columns=(_("Year"), indicator.unit, _("Quality")),
        rows=[
            (value.period, written(value.number, indicator.decimals), value.get_quality_display())
            for value in figure.history
        ],
        svg=render_svg(spec),
        source="; ".join(sources),
    )
