"""The public lists of the index: what moved since the edition before."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext, pgettext_lazy

from wego.cityindex import wording
from wego.cityindex.models import Unit
from wego.cityindex.ranking_rows import interval_of
from wego.core.formats import figure, signed
from wego.core.listings import Column, Listing


def _rank(unit: Unit) -> SafeString:
    return format_html('{}<br><small class="muted">{}</small>', figure(unit.rank), interval_of(unit))


def _moved(change: Any) -> SafeString:
    way = (change.places > 0) - (change.places < 0)
    moved = format_html('<span class="shift" data-way="{}">{}</span>', way, wording.shift(change.places))
    if not change.is_clear:
        return moved
    return format_html('{} <span class="badge accent">{}</span>', moved, pgettext("a move", "clear"))


def _cause(name: str, label: Any) -> Column:
    return Column(
        name, label, shown=lambda change: signed(getattr(change, name), 1), sort=name, kind="number", holds=float | None
    )


def _score(name: str, label: Any) -> Column:
    return Column(
        name, label, shown=lambda change: figure(getattr(change, name), 1), sort=name, kind="number", holds=float
    )


# One declaration of a record: page, files, workbook and open API read it.
CHANGES = Listing(
    name="index_changes",
    title=_("Cities and reasons"),
    is_office=False,
    template="cityindex/changes.html",
    address="cityindex:changes",
    link=lambda change: f"{reverse('cityindex:unit', args=[change.edition_code, change.unit.slug])}#moved",
    counted=ngettext_lazy("%(number)s city", "%(number)s cities", "count"),
    empty=_("No city is ranked in both editions."),
    columns=[
        Column("unit", value="unit.slug", holds=str),
        Column("name", _("City"), "unit.name", sort="name", holds=str),
        Column("country", _("Country or area"), "unit.country", kind="country", sort="country", holds=str),
        Column("region", value="unit.region.code", holds=str),
        Column(
            "rank_before",
            pgettext_lazy("an edition", "Before"),
            "before.rank",
            lambda change: _rank(change.before),
            sort="rank_before",
            kind="number",
            holds=int,
        ),
        Column("rank_before_q5", value="before.rank_q5", holds=float),
        Column("rank_before_q95", value="before.rank_q95", holds=float),
        Column(
            "rank",
            _("Rank"),
            "unit.rank",
            lambda change: _rank(change.unit),
            sort="rank",
            kind="number",
            holds=int,
        ),
        Column("rank_q5", value="unit.rank_q5", holds=float),
        Column("rank_q95", value="unit.rank_q95", holds=float),
        Column("places", _("Moved"), shown=_moved, sort="places", holds=int),
        _cause("places_figures", _("by its figures")),
        _cause("places_method", _("by the method")),
        _cause("places_peers", _("by other cities")),
        _score("score_before", _("Score before")),
        _score("score", _("Score")),
        Column("points_figures", kind="number"),
        Column("points_method", kind="number"),
    ],
)
