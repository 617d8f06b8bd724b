"""The lists of money: invoices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, TypedChoiceFilter

from wego.core.listings import Column, ListFilters, Listing
from wego.core.money import Money
from wego.finance.models import Invoice
from wego.finance.permissions import can_keep_books
from wego.finance.presentation import state_of
from wego.finance.queries.invoices import (
    currencies_invoiced,
    invoices_visible_to,
    select_invoices,
    with_state,
    years_invoiced,
)
from wego.members.models import Organisation, Region

STATES = [
    ("open", pgettext_lazy("invoice", "open")),
    ("overdue", pgettext_lazy("invoice", "overdue")),
    ("settled", pgettext_lazy("invoice", "settled")),
]


def regions_of_organisations() -> list[tuple[str, str]]:
    return [(region.code, str(region)) for region in Region.objects.order_by("scheme", "order")]


class InvoiceFilters(ListFilters):
    """By whom they are owed, for which year, and how they stand."""

    q = CharFilter(label=_("Number or organisation"), method="narrow", max_length=100)
    year = TypedChoiceFilter(
        label=_("For the year"), choices=lambda: [(year, str(year)) for year in years_invoiced()], coerce=int
    )
    state = ChoiceFilter(label=_("State"), choices=STATES, method="narrow")
    kind = ChoiceFilter(label=_("Kind"), choices=Organisation.Kind.choices, method="narrow")
    region = ChoiceFilter(label=_("Region"), choices=regions_of_organisations, method="narrow")
    currency = ChoiceFilter(label=_("Currency"), choices=lambda: [(code, code) for code in currencies_invoiced()])

    def narrow(self, invoices: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        narrowed: dict[str, Any] = {"words" if name == "q" else name: value}
        return select_invoices(invoices, today=timezone.localdate(), **narrowed)


def _state(invoice: Invoice) -> str:
    return state_of(invoice, timezone.localdate()).word


def _left_open(invoice: Invoice) -> Money:
    return Money(invoice.balance.open, invoice.currency)


def _page_of(invoice: Any) -> str:
    return reverse("office_finance:invoice", args=[invoice.number])


INVOICES = Listing(
    name="invoices",
    title=_("Invoices"),
    icon="doc-full",
    address="office_finance:invoice_list",
    above=lambda: [(reverse("office_finance:overview"), _("Money"))],
    allowed=can_keep_books,
    rows=invoices_visible_to,
    on_page=with_state,
    filters=InvoiceFilters,
    link=_page_of,
    counted=ngettext_lazy("%(number)s invoice", "%(number)s invoices", "count"),
    empty=_("No invoice fits. Widen the filter; invoices are issued by the yearly run of dues."),
    currency="currency",
    columns=[
        Column("number", _("Number"), sort=("series_year", "sequence")),
        Column("kind"),
        Column("owed_by", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("year", _("For the year"), kind="year", sort="year"),
        Column("organisation", value="organisation.slug"),
        Column("name", value="organisation.name.source"),
        Column("organisation_kind", value="organisation.kind"),
        Column("region", value="organisation.region.code"),
        Column("country", value="organisation.country"),
        Column("issued_on", _("Issued"), kind="day", sort="issued_on"),
        Column("due_on", pgettext_lazy("invoice", "Due"), kind="day", sort="due_on"),
        Column("total", _("Amount"), shown="money", kind="money", sort="total", total="total"),
        Column(
            "open",
            pgettext_lazy("invoice", "Open"),
            "balance.open",
            shown=_left_open,
            kind="money",
            sort="balance__open",
            total="balance__open",
        ),
        Column("currency"),
        Column("settled_on", value="balance.settled_on"),
        Column("reference"),
        Column("cause", value="cause_label"),
        Column("state", _("State"), shown=_state, in_files=False),
        Column("is_made_up", value="is_demonstration"),
    ],
)
