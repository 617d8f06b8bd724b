"""What money is found by: invoices by number and debtor, payments by payer, text and amount, their papers by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.formats import money, short_day
from wego.core.languages import SOURCE
from wego.core.search import SearchKind, in_every_language
from wego.core.search.models import SearchEntry
from wego.finance.models import CreditNote, Invoice, Payment, Receipt
from wego.finance.queries.invoices import credit_notes_visible_to, invoices_visible_to
from wego.finance.queries.payments import payments_visible_to, receipts_visible_to
from wego.members.models import Organisation

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


def _payment_titles(payment: Payment) -> Mapping[str, str]:
    whose = payment.organisation.name if payment.organisation else payment.payer
    return in_every_language(
        lambda: " · ".join(filter(None, [str(whose), money(payment.money), short_day(payment.received_on)]))
    )


def _payment_spellings(payment: Payment) -> Iterable[str]:
    names = payment.organisation.name.texts.values() if payment.organisation else ()
    return [*names, payment.payer, payment.reference_text, f"{payment.amount:.2f}"]


PAYMENT = SearchKind(
    code="payment",
    model=Payment,
    label=_("Payments"),
    titles=_payment_titles,
    spellings=_payment_spellings,
    is_found_by_title=False,
    is_found_by_words=True,
    visible_to=payments_visible_to,
    reads=("organisation", "received_on", "amount", "currency", "payer", "reference_text"),
    office_address=lambda entry: reverse("office_finance:payment", args=[entry.thing_id]),
    joined=("organisation",),
    follows={Organisation: "organisation"},
)


def _numbered(number: str, organisation: Organisation | None) -> Mapping[str, str]:
    named = organisation.name.texts if organisation else {SOURCE: ""}
    return {code: " · ".join(filter(None, [number, name])) for code, name in named.items()}


# Papers are found by their number alone: by name one finds what they are about.
RECEIPT = SearchKind(
    code="receipt",
    model=Receipt,
    label=_("Receipts"),
    titles=lambda receipt: _numbered(receipt.number, receipt.payment.organisation),
    spellings=lambda receipt: [receipt.number],
    is_found_by_title=False,
    visible_to=receipts_visible_to,
    reads=("number", "payment"),
    key="payment_id",
    office_address=lambda entry: reverse("office_finance:payment", args=[entry.key]),
    joined=("payment__organisation",),
)


def _invoice_of(entry: SearchEntry) -> str:
    return reverse("office_finance:invoice", args=[entry.key])


CREDIT_NOTE = SearchKind(
    code="credit_note",
    model=CreditNote,
    label=_("Credit notes"),
    titles=lambda note: {SOURCE: f"{note.number} · {note.invoice.debtor_name}"},
    spellings=lambda note: [note.number],
    is_found_by_title=False,
    visible_to=credit_notes_visible_to,
    reads=("number", "invoice"),
    key="invoice.number",
    office_address=_invoice_of,
    joined=("invoice",),
)
