"""What lessens an invoice without money: credit notes, and write-offs by a decision."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.money import Money
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.finance.models import Account, CreditNote, InvoiceBalance, JournalEntry, NumberSeries, WriteOff
from wego.finance.models.fields import pointer
from wego.finance.services.allocations import lock_payments_of, release
from wego.finance.services.balances import lessen, lock_balance
from wego.finance.services.books import Booking, Move, book
from wego.finance.services.decisions import borne_by
from wego.finance.services.invoicing import INCOME
from wego.finance.services.number_series import number_text, take_numbers


class CreditRefused(RuleError):
    """The invoice cannot be credited or written off so."""


@transaction.atomic
def credit_invoice(
    *,
    invoice_id: int,
    reason: str,
    by: Actor | None,
    at: datetime,
    amount: Decimal | None = None,
    decision: Reference | None = None,
) -> CreditNote:
    """Take back an invoice, or a part of it. What was paid beyond the rest becomes the member's credit."""
    lock_payments_of(invoice_id)
    balance = lock_balance(invoice_id)
    invoice = balance.invoice
    most = creditable(balance)
    amount = most if amount is None else amount
    _check(amount, most, invoice.currency)
    if not reason.strip():
        raise CreditRefused(_("Enter a reason. It is shown on the credit note."))
    if amount > balance.open:
        release(balance, amount - balance.open, reason=reason, by=by, at=at)
    today = timezone.localdate(at)
    kind = NumberSeries.Kind.CREDIT_NOTE
    sequence = take_numbers(kind=kind, year=today.year)[0]
    note = CreditNote.objects.create(
        number=number_text(kind=kind, year=today.year, sequence=sequence),
        series_year=today.year,
        sequence=sequence,
        invoice=invoice,
        amount=amount,
        reason=reason[:500],
        issued_on=today,
        issued_at=at,
        **pointer("decision", borne_by(decision) if decision else None),
    )
    lessen(balance, amount, on=today)
    income = INCOME[invoice.Kind(invoice.kind)]
    move = Move(income, Account.RECEIVABLE, amount, invoice.currency, invoice.organisation_id, invoice)
    book(Booking(JournalEntry.Act.CREDIT_NOTE, note, [move], today, reason), at=at)
    after = {"invoice": invoice.number, "amount": amount, "reason": reason}
    audit.record("invoice.credited", note, by=by, at=at, after=after)
    return note


@transaction.atomic
def write_off(
    *,
    invoice_id: int,
    decision: Reference | None,
    by: Actor | None,
    at: datetime,
    amount: Decimal | None = None,
    reason: str = "",
) -> WriteOff:
    """Give up what is open of an invoice, or a part of it; only by a decision that is in force."""
    kept = borne_by(decision)
    balance = lock_balance(invoice_id)
    invoice = balance.invoice
    amount = balance.open if amount is None else amount
    _check(amount, balance.open, invoice.currency)
    today = timezone.localdate(at)
    made = WriteOff.objects.create(
        invoice=invoice,
        amount=amount,
        written_off_on=today,
        reason=reason[:500],
        made_at=at,
        **pointer("decision", kept),
    )
    lessen(balance, amount, on=today)
    move = Move(Account.WRITE_OFFS, Account.RECEIVABLE, amount, invoice.currency, invoice.organisation_id, invoice)
    book(Booking(JournalEntry.Act.WRITE_OFF, made, [move], today, kept.label), at=at)
    after = {"invoice": invoice.number, "amount": amount, "decision": kept.label}
    audit.record("invoice.written_off", made, by=by, at=at, after=after)
    return made


def creditable(balance: InvoiceBalance) -> Decimal:
    """What was invoiced and neither credited nor written off."""
    invoice = balance.invoice
    credited = sum((note.amount for note in invoice.credit_notes.all()), Decimal(0))
    written_off = sum((one.amount for one in invoice.write_offs.all()), Decimal(0))
    return invoice.total - credited - written_off


def _check(amount: Decimal, most: Decimal, currency: str) -> None:
    if amount <= 0 or amount > most or Money(amount, currency).rounded().amount != amount:
        raise CreditRefused(_("Enter an amount above zero and at most %(most)s.") % {"most": f"{most} {currency}"})
