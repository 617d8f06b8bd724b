"""What an invoice is found by: its number, and the name that it was made out to."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.languages import SOURCE
from wego.core.search import SearchKind
from wego.finance.models import Invoice
from wego.finance.queries.invoices import invoices_visible_to

INVOICE = SearchKind(
    code="invoice",
    model=Invoice,
    label=_("Invoices"),
    titles=lambda invoice: {SOURCE: f"{invoice.number} · {invoice.debtor_name}"},
    visible_to=invoices_visible_to,
    reads=("number", "debtor_name"),
    key="number",
    address=lambda entry: reverse("finance:invoice", args=[entry.key]),
    office_address=lambda entry: reverse("office_finance:invoice", args=[entry.key]),
)
