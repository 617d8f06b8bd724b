"""An invoice, a payment and an account in words: what pages, PDFs and mails say alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from wego.core.money import Money
from wego.core.texts import pick
from wego.finance.models import Allocation, BankAccount, Invoice
from wego.finance.queries.invoices import is_written_off, overdue_part, paid_of


@dataclass(frozen=True)
class InvoiceState:
    """How an invoice stands: a code for the colour, the word, and the sentence."""

    code: str
    word: str
    badge: str


@dataclass(frozen=True)
class Event:
    """Something that happened to an invoice; `amount` lessens what is open; a paper of it by its number, if any."""

    on: date
    what: str
    amount: Money
    detail: str = ""
    receipt: str = ""
    credit_note: str = ""


def state_of(invoice: Invoice, today: date) -> InvoiceState:
    """Paid, open, partly paid, overdue or taken back; the same word everywhere."""
    open_ = invoice.balance.open
    if not open_:
        return _settled(invoice)
    since, _overdue = overdue_part(invoice, open_, today)
    if since:
        return InvoiceState("overdue", _("Overdue"), "bad")
    if paid_of(invoice):
        return InvoiceState("partial", _("Partly paid"), "warn")
    return InvoiceState("open", pgettext("invoice", "Open"), "accent")


def _settled(invoice: Invoice) -> InvoiceState:
    if paid_of(invoice):
        return InvoiceState("paid", _("Paid"), "good")
    if is_written_off(invoice):
        return InvoiceState("written_off", _("Written off"), "")
    return InvoiceState("credited", pgettext("invoice", "Cancelled"), "")


def events_of(invoice: Invoice) -> list[Event]:
    """What lessened an invoice, or opened it again, in order of the days."""
    events = []
    for allocation in sorted(invoice.allocations.all(), key=lambda one: one.pk):
        payment = allocation.payment
        what = _("Payment reversed") if allocation.reverses_id else _("Payment")
        receipt = payment.receipt.number if hasattr(payment, "receipt") else ""
        amount = Money(allocation.amount, invoice.currency)
        events.append(Event(allocation.allocated_on, what, amount, detail_of(allocation), receipt))
    for note in invoice.credit_notes.all():
        what = _("Credit note %(number)s") % {"number": note.number}
        amount = Money(note.amount, invoice.currency)
        events.append(Event(note.issued_on, what, amount, note.reason, credit_note=note.number))
    for given_up in invoice.write_offs.all():
        amount = Money(given_up.amount, invoice.currency)
        events.append(Event(given_up.written_off_on, _("Written off"), amount, given_up.decision_label))
    return sorted(events, key=lambda event: event.on)


def detail_of(allocation: Allocation) -> str:
    """Why it was reversed, or at which rate another currency was used."""
    if not allocation.rate:
        return allocation.reason
    return _("%(paid)s at the rate %(rate)s of %(day)s (%(source)s)") % {
        "paid": Money(abs(allocation.paid), allocation.payment.currency).text(get_language() or "en"),
        "rate": f"{allocation.rate.rate.normalize():f}",
        "day": allocation.rate.on.isoformat(),
        "source": allocation.rate.source,
    }


def lines_of(invoice: Invoice, language: str | None = None) -> list[dict[str, Any]]:
    """What is invoiced, in a language."""
    return [
        {
            "description": pick(line.description, language),
            "quantity": line.quantity,
            "price": Money(line.unit_price, invoice.currency),
            "amount": Money(line.amount, invoice.currency),
        }
        for line in invoice.lines.all()
    ]


def ways_to_pay(account: BankAccount | None, invoice: Invoice) -> list[tuple[str, str]]:
    """Where to send the money, as label and value; empty while the secretariat has entered no account."""
    if account is None:
        return []
    rows = [
        (_("Account holder"), account.holder),
        (_("Account number or IBAN"), account.number),
        (_("Bank"), account.bank),
        ("BIC", account.bic),
        (_("Address of the bank"), account.bank_address),
        (_("Reference to quote"), f"{invoice.number} · {invoice.reference}"),
    ]
    return [(label, value) for label, value in rows if value]


def account_awaited() -> str:
    """Said where no account is entered: nothing is made up."""
    return _("The secretariat will send you the account details for this payment.")
