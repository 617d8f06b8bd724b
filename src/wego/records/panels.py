"""What the record shows on a member's profile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wego.core.charts import Chart
from wego.core.countries import country_name
from wego.core.value_strips import value_strip
from wego.members.hooks import ProfilePanel
from wego.members.models import Organisation
from wego.records.charts import over_time
from wego.records.models import Indicator
from wego.records.peers import Compared, compared_figures
from wego.records.queries import LatestFigure, background_of, figures_of
from wego.records.wording import background_fact


def figures_panel(organisation: Organisation, request: HttpRequest) -> ProfilePanel | None:
    """The latest figures of the city itself and, apart from them, of its country; None where nothing is known."""
    figures = [figure for figure in figures_of(organisation) if not figure.indicator.background]
    if not figures:
        return None
    own = [figure for figure in figures if figure.indicator.level == Indicator.Level.CITY]
    country = [figure for figure in figures if figure.indicator.level == Indicator.Level.COUNTRY]
    compared = compared_figures(organisation, figures)
    return ProfilePanel(
        anchor="figures",
        title=_("Figures"),
        template="records/panel.html",
        data={
            "own": own,
            "country": country,
            "organisation": organisation,
            "chart": _picture(own, country, organisation),
            "compared": [_beside(one, organisation) for one in compared],
        },
        lead="records/lead.html" if compared else "",
        lead_title=_("Beside the median of %(region)s") % {"region": organisation.region.name},
        record=[_plain(figure) for figure in figures],
    )


def background_panel(organisation: Organisation, request: HttpRequest) -> ProfilePanel | None:
    """What sources list of the city itself without measuring it for an index; None where they list nothing."""
    known = background_of(organisation)
    if not known:
        return None
    return ProfilePanel(
        anchor="also-known",
        title=_("Also known"),
        template="records/background.html",
        data={"facts": [background_fact(figure) for figure in known]},
        record=[_plain(figure) for figure in known],
    )


def _beside(compared: Compared, organisation: Organisation) -> dict[str, Any]:
    figure, region = compared.figure, organisation.region.code
    is_country = bool(figure.latest.country)
    return {
        "indicator": figure.indicator,
        "value": figure.value,
        "period": figure.latest.period,
        "middle": compared.middle,
        "decimals": compared.decimals,
        "count": compared.count,
        "way": compared.way,
        "source": figure.latest.source,
        "country": country_name(figure.latest.country) if is_country else "",
        "strip": value_strip(compared.values, middle=compared.middle, marked=(float(figure.value),), group=region),
    }


def _picture(own: list[LatestFigure], country: list[LatestFigure], organisation: Organisation) -> Chart | None:
    """The longest story that the record can tell: the city's own if there is one, else its country's."""
    stories = ((own, organisation.name), (country, country_name(organisation.country_in_statistics)))
    for figures, subject in stories:
        if figures and (chart := over_time(max(figures, key=lambda figure: len(figure.history)), subject)):
            return chart
    return None


def _plain(figure: LatestFigure) -> dict[str, str]:
    return {
        "indicator": figure.indicator.code,
        "subject": "country" if figure.latest.country else "city",
        "period": figure.latest.period,
        "value": f"{figure.value.normalize():f}",
        "unit": figure.indicator.unit.source,
        "quality": figure.latest.quality,
        "source": figure.latest.source.code,
    }
