"""The list of an organisation's documents."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from wego.core.formats import short_day
from wego.core.listings import Column, ListFilters, Listing
from wego.records.acts import document_address
from wego.records.forms import language_name
from wego.records.models import Evidence
from wego.records.queries.evidence import uses_of


class EvidenceFilters(ListFilters):
    q = CharFilter(label=_("Title"), field_name="title", lookup_expr="icontains", max_length=100)
    kind = ChoiceFilter(label=_("Kind of document"), choices=Evidence.Kind.choices)
    readers = ChoiceFilter(label=_("Who may read it"), choices=Evidence.Readers.choices)


def _valid_until(one: Evidence) -> Any:
    if one.valid_until is None:
        return None
    day = short_day(one.valid_until)
    if one.is_valid_on(timezone.localdate()):
        return day
    return format_html('{} <span class="badge warn">{}</span>', day, gettext("expired"))


def _note_uses(documents: list[Any]) -> None:
    found = uses_of(documents)
    for one in documents:
        one.use_count = len(found.get(one.pk, []))


def _on_page(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return rows.select_related("organisation")


MY_DOCUMENTS = Listing(
    name="my_documents",
    title=_("Documents"),
    is_office=False,
    template="records/documents.html",
    filters=EvidenceFilters,
    order=["-uploaded_at", "-pk"],
    link=document_address,
    on_page=_on_page,
    complete=_note_uses,
    counted=ngettext_lazy("%(number)s document", "%(number)s documents", "count"),
    empty=_("No documents yet. What you attach to an answer or an application appears here too."),
    columns=[
        Column("title", _("Title"), sort="title"),
        Column("kind", _("Kind of document"), shown="get_kind_display", sort="kind"),
        Column("issuer", _("Issued by"), sort="issuer"),
        Column("language", value=lambda one: one.language),
        Column("language_name", _("Language"), lambda one: language_name(one.language), in_files=False),
        Column("issued_on", kind="day"),
        Column("valid_until", _("Valid until"), kind="day", shown=_valid_until, sort="valid_until"),
        Column("readers", _("Who may read it"), shown="get_readers_display", sort="readers"),
        Column("keep_until", kind="day"),
        Column("uses", _("Used"), "use_count", kind="number"),
        Column("uploaded_at", pgettext_lazy("of a file", "Added"), kind="moment", sort="uploaded_at"),
        Column("size", kind="number"),
        Column("sha256"),
    ],
)
