"""The office's lists of facts: the long table in and out, the files that were imported, the rows of one file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from wego.core.formats import figure
from wego.core.listings import Column, ListFilters, Listing
from wego.core.punctuation import bracketed
from wego.records.import_acts import IMPORT_FACTS, page_of_import
from wego.records.models import Observation, Source, StagedFact
from wego.records.permissions import can_see_facts_office
from wego.records.queries.imports import fact_imports_visible_to, table_of_facts
from wego.records.wording import fact_words


def _exactly(name: str) -> Any:
    """A number without trailing zeros and without an exponent."""

    def read(one: Observation) -> Decimal | None:
        value: Decimal | None = getattr(one, name)
        return None if value is None else Decimal(f"{value.normalize():f}")

    return read


def _sources() -> list[tuple[str, str]]:
    return list(Source.objects.order_by("title").values_list("code", "title"))


class FactFilters(ListFilters):
    indicator = CharFilter(label=_("Indicator"), field_name="indicator__code", lookup_expr="istartswith")
    period = CharFilter(label=_("Period"), field_name="period")
    source = ChoiceFilter(label=_("Source"), choices=_sources, field_name="source__code")


def _with_all(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    return rows.select_related("indicator", "organisation", "place", "source")


FACTS = Listing(
    name="facts",
    title=_("Facts"),
    address="office_records:facts",
    allowed=can_see_facts_office,
    rows=table_of_facts,
    on_page=_with_all,
    in_files=_with_all,
    filters=FactFilters,
    page_acts=[IMPORT_FACTS],
    counted=ngettext_lazy("%(number)s fact", "%(number)s facts", "count"),
    empty=_("There are no facts yet."),
    template="records/office/facts.html",
    columns=[
        Column("subject", _("City or country"), "subject_code", "subject"),
        Column("indicator", _("Indicator"), "indicator.code", "indicator.name", sort="indicator__code"),
        Column("period", _("Period"), sort="period"),
        Column("value", _("Value"), _exactly("value"), fact_words),
        Column("numerator", value=_exactly("numerator"), holds=Decimal),
        Column("denominator", value=_exactly("denominator"), holds=Decimal),
        Column("currency"),
        Column("text"),
        Column("unit", value="indicator.unit.source"),
        Column("status"),
        Column("reason"),
        Column("breakdown"),
        Column("boundary"),
        Column("scale"),
        Column("quality"),
        Column("data_quality"),
        Column("origin"),
        Column("origin_name"),
        Column("visibility", _("Who reads it"), shown="get_visibility_display"),
        Column("purpose"),
        Column("source", _("Source"), "source.code", "source.title", sort="source__title"),
        Column("page"),
        Column("note"),
    ],
)

IMPORTS = Listing(
    name="fact_imports",
    title=_("Files of facts"),
    address="office_records:imports",
    allowed=can_see_facts_office,
    rows=lambda user: fact_imports_visible_to(user).select_related("shown_by"),
    order=["-pk"],
    link=page_of_import,
    counted=ngettext_lazy("%(number)s file", "%(number)s files", "count"),
    empty=_("No file has been imported yet."),
    columns=[
        Column("file_name", _("File"), sort="file_name"),
        Column("status", _("State"), shown="get_status_display", sort="status"),
        Column("new", pgettext_lazy("of a row of facts", "New"), "plan.new", kind="number"),
        Column("changed", pgettext_lazy("of a row of facts", "Changed"), "plan.changed", kind="number"),
        Column("unchanged", pgettext_lazy("of a row of facts", "Unchanged"), "plan.unchanged", kind="number"),
        Column("refused", pgettext_lazy("of a row of facts", "Refused"), "plan.refused", kind="number"),
        Column("shown_at", _("Imported"), kind="moment", sort="shown_at"),
    ],
)

# What a row of a file may change, and how the pages call it.
CELLS = {
    "value": _("Value"),
    "text": _("Text"),
    "status": _("Instead of a value"),
    "reason": _("Reason"),
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "currency": _("Currency"),
    "scale": _("Scale"),
    "quality": _("Quality"),
    "data_quality": _("Data quality"),
    "origin": _("Origin"),
    "origin_name": _("Name of the origin"),
    "page": _("Page"),
    "note": _("Note"),
}


def _said(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if value not in (None, "") else "–"


def _what_it_says(row: StagedFact) -> str:
    words = _said(row.value) if row.value is not None else row.text or row.status
    return bracketed(words, row.breakdown) if row.breakdown else words or "–"


def _what_happens(row: StagedFact) -> str | SafeString:
    """Cell by cell: what is refused and why, or what changes from what to what."""
    if row.outcome == StagedFact.Outcome.REFUSED:
        faults = ((cell, f"“{said}”: " if said else "", why) for cell, _column, said, why in row.faults or [])
        return format_html_join(SafeString("<br>"), "<strong>{}</strong> {}{}", faults)
    former = row.former
    if row.outcome != StagedFact.Outcome.CHANGED or former is None:
        return ""
    changes: list[tuple[Any, str, str]] = [
        (label, _said(getattr(former, name)), _said(getattr(row, name)))
        for name, label in CELLS.items()
        if getattr(former, name) != getattr(row, name)
    ]
    if former.source_id != row.source_id:
        changes.append((gettext("Source"), former.source.title, row.source.title if row.source else "–"))
    return format_html_join(SafeString("<br>"), "{}: {} → {}", changes)


def difference(row: StagedFact) -> Decimal | None:
    """By how many percent a value differs from the one that it supersedes."""
    before = row.former.value if row.former else None
    if row.value is None or not before:
        return None
    return (row.value / before - 1) * 100


def _difference(row: StagedFact) -> str:
    found = difference(row)
    return f"{figure(found, 2)} %" if found is not None else ""


class StagedFilters(ListFilters):
    outcome = ChoiceFilter(label=_("Result"), choices=StagedFact.Outcome.choices, field_name="outcome")


STAGED_ROWS = Listing(
    name="staged_facts",
    title=_("Rows of this file"),
    allowed=can_see_facts_office,
    filters=StagedFilters,
    template="records/office/import.html",
    counted=ngettext_lazy("%(number)s row", "%(number)s rows", "count"),
    empty=_("No row has this result."),
    columns=[
        Column("cell", _("Place in the file"), sort="pk"),
        Column("outcome", pgettext_lazy("of a row of facts", "Result"), shown="get_outcome_display", sort="outcome"),
        Column("subject", _("City or country")),
        Column("indicator", _("Indicator"), "indicator.code", "indicator.name"),
        Column("period", _("Period"), sort="period"),
        Column("value", _("Value"), _what_it_says, is_name=False),
        Column("before", _("Before"), lambda row: _said(row.former.value) if row.former else None),
        Column("difference", _("Difference"), difference, _difference, kind="number"),
        Column("happens", _("What happens"), shown=_what_happens, value=_what_happens, is_wide=True),
    ],
)
