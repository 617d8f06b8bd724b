"""Lists of an edition's cities on the public site: those that are listed only, and the order of one element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models import Edition, Element, Unit
from wego.cityindex.ranking_rows import ElementRow
from wego.core.countries import country_name
from wego.core.formats import figure
from wego.core.listings import Column, Listing, ListPage


def _city(unit: Unit, base: str) -> SafeString:
    """Name, membership, country and region; made here, as the address is of the edition."""
    member = format_html(' <span class="badge accent">{}</span>', gettext("member")) if unit.is_member else ""
    return format_html(
        '<a href="{}{}/">{}</a>{}<br><small class="muted">{} · {}</small>',
        base, unit.slug, unit.name, member, country_name(unit.country), unit.region.name,
    )  # fmt: skip


LISTED = Listing(
    name="index_listed",
    title=_("Listed, not ranked"),
    is_office=False,
    look="dense",
    mark=lambda unit: "",
    counted=ngettext_lazy("%(number)s listed city", "%(number)s listed cities", "count"),
    empty=_("No listed cities match. Widen the filters."),
    columns=[],  # they say the edition's own words
)


def listed_page(request: HttpRequest, edition: Edition, units: Any, *, count: int | None) -> ListPage:
    """The cities that are not ranked, with the reason; a count that is known is not asked for again."""
    base = reverse("cityindex:ranking", args=[edition.code])
    columns = [
        Column("unit", value="slug"),
        Column("name", _("City"), "name", lambda unit: _city(unit, base), sort="slug"),
        Column("country"),
        Column("region", value="region.code"),
        Column("member", value="is_member"),
        Column(
            "reason",
            _("Why it is not ranked"),
            shown=lambda unit: edition.reason(unit.reason),
            sort="reason",
            is_wide=True,
        ),
        Column("own_values", _("Own values"), "own_count", kind="number", sort="own_count"),
        Column("values", _("Values in all"), "value_count", kind="number", sort="value_count"),
    ]
    facts: dict[str, Any] = {"file_name": f"{edition.code}-listed", "own_columns": columns, "known_count": count}
    return ListPage(LISTED, request, rows=units, **facts)


ELEMENT = Listing(
    name="index_element",
    title=_("Cities in the order of one part of the index"),
    is_office=False,
    look="dense ranking",
    mark=lambda row: "",
    link=lambda row: row.url,
    counted=ngettext_lazy(
        "%(number)s ranked city with a score here", "%(number)s ranked cities with a score here", "count"
    ),
    columns=[],  # an indicator has its value and unit besides
)


def _bar(row: ElementRow) -> SafeString:
    # Made of a number of ours; the points stand beside it.
    return SafeString(
        '<svg viewBox="0 0 100 12" preserveAspectRatio="none" width="100%" height="12" focusable="false"'
        f' aria-hidden="true"><rect class="bar-fill" y="2" width="{row.width}" height="8"/></svg>'
    )


def _whose(row: ElementRow) -> str | SafeString:
    if row.value is None:
        return ""
    return format_html("<strong>{}</strong>", gettext("the city’s")) if row.value.is_own else gettext("its country’s")


def element_page(request: HttpRequest, edition: Edition, element: Element, rows: Sequence[ElementRow]) -> ListPage:
    """The ranked cities by what they earned in one element."""
    columns = [
        Column("rank", _("Rank"), "place", "rank", kind="number", sort="rank", look="rank"),
        Column("unit", value="unit.slug"),
        Column("name", _("City"), sort="name", is_name=True),
        Column("country", _("Country or area"), "unit.country", "country", sort="country"),
        Column("bar", _("Points as a chart"), shown=_bar, look="strip", is_wide=True, in_files=False),
        Column("points", _("Points"), shown="score", kind="number", sort="points"),
    ]
    if element.indicator:
        decimals = element.indicator.decimals
        columns += [
            Column(
                "value",
                element.indicator.unit,
                "value.value",
                lambda row: figure(row.value.value, decimals) if row.value else "",
                kind="number",
                sort="value",
            ),
            Column("level", _("Source area"), "value.level", _whose, sort="level"),
        ]
    columns.append(Column("rank_in_all", _("Overall rank"), "unit.rank", kind="number", sort="rank_in_all"))
    facts: dict[str, Any] = {"file_name": f"{edition.code}-{element.code}", "own_columns": columns}
    return ListPage(ELEMENT, request, rows=rows, title=element.name, **facts)
