"""The lists of the record: every value of an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wego.core.listings import Column, Listing
from wego.records.models import Indicator, Observation, Source
from wego.records.source_notes import source_note
from wego.records.wording import unit_text, value_text

VALUE = _("Value")


def _plain(one: Observation) -> Decimal:
    """Without trailing zeros, and without an exponent: 1000, not 1E+3."""
    return one.number.normalize() + 0


def _quality(one: Observation) -> str | SafeString:
    quality = one.get_quality_display()
    return format_html("{} · {}", quality, source_note(one.note)) if one.note else quality


def _source(one: Observation) -> SafeString:
    address = f"{reverse('records:figures')}#source-{one.source.code}"
    return format_html('<a href="{}">{}</a>', address, one.source.title)


VALUES = Listing(
    name="values",
    title=_("Values"),
    is_office=False,
    template="records/indicator.html",
    counted=ngettext_lazy("%(number)s value", "%(number)s values", "count"),
    empty=_("There are no values yet."),
    columns=[
        Column(
            "subject",
            _("Source area"),
            "subject_code",
            "subject",
            sort=("country", "organisation__sort_en", "place__name__en"),
        ),
        Column("indicator", value="indicator.code"),
        Column("period", _("Period"), sort="period"),
        Column(
            "value",
            VALUE,
            _plain,
            lambda one: value_text(one.number, one.indicator),
            kind="number",
            sort="value",
            holds=Decimal,
        ),
        Column("unit", value="indicator.unit.source"),
        Column("quality", _("Quality"), shown=_quality, sort="quality"),
        Column("source", _("Source"), "source.code", _source, sort="source__title"),
        Column("page"),
        Column("note"),
    ],
)


def columns_of(indicator: Indicator, sources: Sequence[Source]) -> list[Column]:
    """On the page of an indicator: its unit over the values, and the sources where there are several."""
    labels: dict[str, Any] = {"value": unit_text(indicator) or VALUE} | ({"source": ""} if len(sources) < 2 else {})
    return [
        replace(column, label=labels[column.name]) if column.name in labels else column for column in VALUES.all_columns
    ]
