"""What the index shows on a member's profile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wego.cityindex.exports import SPREAD
from wego.cityindex.interval_bars import axis_of, interval_bar
from wego.cityindex.models import Unit
from wego.cityindex.queries.explanations import latest_unit_of
from wego.members.hooks import ProfilePanel
from wego.members.models import Organisation
from wego.records.models import Indicator


def index_panel(organisation: Organisation, request: HttpRequest) -> ProfilePanel | None:
    """The rank with its interval in the newest edition, or why there is none; None for who stands in no edition."""
    unit = latest_unit_of(organisation.pk)
    if unit is None:
        return None
    edition = unit.edition
    record: dict[str, Any] = {
        "edition": edition.code,
        "status": edition.status,
        "rank": unit.rank,
        "reason": unit.reason or None,
    }
    data: dict[str, Any] = {"unit": unit, "edition": edition}
    if unit.rank is None:
        data |= {"reason": edition.reason(unit.reason), **_missing(unit)}
        record["reason"] = unit.reason
    else:
        data |= {"strip": interval_bar(unit, edition.ranked_count), "axis": axis_of(edition.ranked_count)}
        record |= {"of": edition.ranked_count, "score": unit.overall}  # type: ignore[attr-defined]
        record["rank_interval"] = {name: getattr(unit, f"rank_{name}") for name in SPREAD}
    return ProfilePanel(
        anchor="index",
        title=_("City index"),
        template="cityindex/panel.html",
        data=data,
        record=record,
        lead="cityindex/lead.html",
        lead_title=_("Rank in the city index"),
    )


def _missing(unit: Unit) -> dict[str, Any]:
    """Which figures of its own a city lacks for a rank, and how many it takes; two queries."""
    own = set(unit.values.filter(level=Indicator.Level.CITY).values_list("element_id", flat=True))
    elements = unit.edition.elements.filter(indicator__level=Indicator.Level.CITY).select_related("indicator")
    missing = [element.name for element in elements if element.pk not in own]
    needed = unit.edition.definition["ranked_with"]["own_values"]
    return {"own": len(own), "needed": needed, "missing": missing if len(own) < needed and not unit.measured_in else []}
