"""Using payments for invoices, and undoing that; in two currencies by the recorded rate of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from babel.numbers import get_currency_precision
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.money import Money
from wego.core.rules import RuleError
from wego.finance.models import Account, Allocation, Invoice, InvoiceBalance, JournalEntry, Payment, Rate
from wego.finance.queries.payments import rate_on
from wego.finance.services.balances import lessen, lock_balance, restore
from wego.finance.services.booking_dates import check_day
from wego.finance.services.books import Booking, Move, book


class AllocationRefused(RuleError):
    """The payment cannot be used so; the message says why."""


class AlreadyPaid(AllocationRefused):
    """Nothing of the invoice is open: a double payment stays the member's credit."""


@transaction.atomic
def record_rate(*, base: str, quote: str, on: date, rate: Decimal, source: str, by: Actor | None, at: datetime) -> Rate:
    """Record what one unit of `base` was worth in `quote` on a day. A rate once recorded stands."""
    known = Rate.objects.filter(base=base, quote=quote, on=on).first()
    if known and (known.rate, known.source) == (rate, source):
        return known
    try:
        Money(rate, base), Money(rate, quote)
    except ValueError as error:
        raise AllocationRefused(str(error)) from error
    check_day(on)
    if known or rate <= 0 or base == quote or not source.strip():
        raise AllocationRefused(_("A rate must be above zero and have a source. There is one rate per day."))
    made = Rate.objects.create(base=base, quote=quote, on=on, rate=rate, source=source)
    audit.record("rate.recorded", made, by=by, at=at, after={"rate": rate, "source": source})
    return made


@transaction.atomic
def allocate_payment(
    *, payment_id: int, invoice_id: int, by: Actor | None, at: datetime, amount: Decimal | None = None
) -> Allocation:
    """Use a payment for an invoice: `amount` in the invoice's currency, or as much as there is and as is open.

    What is left of the payment stays the member's credit. It counts from the day on which the money arrived.
    """
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    balance = lock_balance(invoice_id)
    invoice = balance.invoice
    if payment.organisation_id != invoice.organisation_id:
        raise AllocationRefused(_("The payment and the invoice belong to different organisations."))
    if not balance.open:
        raise AlreadyPaid(
            _("Invoice %(number)s has no unpaid amount: the payment remains as credit.") % {"number": invoice.number}
        )
    if not payment.unapplied:
        raise AllocationRefused(_("This payment is fully used."))
    rate = _rate_between(payment, invoice)
    amount, paid = _amounts(payment, balance, rate, amount)
    counts_from = max(payment.received_on, invoice.issued_on)
    allocation = _allocate(payment, balance, amount, paid, rate, counts_from, at)
    after = {"payment": payment.pk, "invoice": invoice.number, "amount": amount, "paid": paid}
    audit.record("payment.allocated", allocation, by=by, at=at, after=after)
    return allocation


@transaction.atomic
def apply_credit(*, invoice_id: int, by: Actor | None, at: datetime, currency: str = "") -> list[Allocation]:
    """Use the member's credit in a currency for an invoice, the oldest payment first; empty where there is none.

    Where no currency is said it is the invoice's. Each payment in another counts by the rate of its own day.
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    credits_ = Payment.objects.filter(
        organisation=invoice.organisation_id, currency=currency or invoice.currency, unapplied__gt=0
    ).order_by("received_on", "pk")
    made = []
    for payment in credits_:
        made.append(allocate_payment(payment_id=payment.pk, invoice_id=invoice_id, by=by, at=at))
        if not InvoiceBalance.objects.get(pk=invoice_id).open:
            break
    return made


@transaction.atomic
def reverse_allocation(*, allocation_id: int, reason: str, by: Actor | None, at: datetime) -> Allocation:
    """Undo the use of a payment for an invoice: the money is credit again, the invoice is open again."""
    allocation = Allocation.objects.get(pk=allocation_id)
    payment = Payment.objects.select_for_update().get(pk=allocation.payment_id)
    if allocation.reverses_id or Allocation.objects.filter(reverses=allocation).exists():
        raise AllocationRefused(_("This has already been reversed."))
    if not reason.strip():
        raise AllocationRefused(_("Enter a reason."))
    return reverse_locked(allocation, payment, reason=reason, by=by, at=at)


def live_allocations(**of: Payment | Invoice) -> QuerySet[Allocation]:
    """Those that no reversal has undone, in the order in which they were made."""
    return Allocation.objects.filter(**of, reverses=None, reversed_by=None).order_by("pk")


def reverse_locked(
    allocation: Allocation,
    payment: Payment,
    *,
    reason: str,
    by: Actor | None,
    at: datetime,
) -> Allocation:
    """Undo an allocation of a payment that the caller has locked; nobody is told if the caller settles it again."""
    balance = lock_balance(allocation.invoice_id)
    invoice = balance.invoice
    today = timezone.localdate(at)
    reversal = Allocation.objects.create(
        payment=payment,
        invoice=invoice,
        amount=-allocation.amount,
        paid=-allocation.paid,
        rate=allocation.rate,
        allocated_on=today,
        made_at=at,
        reverses=allocation,
        reason=reason[:300],
    )
    payment.unapplied += allocation.paid
    payment.save(update_fields=["unapplied"])
    restore(balance, allocation.amount)
    moves = [
        Move(move.credit, move.debit, move.amount, move.currency, move.organisation, move.invoice)
        for move in _moves(payment, invoice, allocation.amount, allocation.paid)
    ]
    book(Booking(JournalEntry.Act.REVERSAL, reversal, moves, today, reason), at=at)
    after = {"invoice": invoice.number, "amount": allocation.amount, "reason": reason}
    audit.record("allocation.reversed", reversal, by=by, at=at, after=after)
    return reversal


def release(balance: InvoiceBalance, amount: Decimal, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Take an amount of what was paid for an invoice back into the member's credit, the last payment first.

    The caller has locked the invoice's payments and then its balance. An allocation of which only a part is released
    is reversed and its rest allocated anew.
    """
    needed = amount
    for allocation in live_allocations(invoice=balance.invoice).select_related("payment", "rate").reverse():
        if needed <= 0:
            break
        payment = Payment.objects.get(pk=allocation.payment_id)
        reverse_locked(allocation, payment, reason=reason, by=by, at=at)
        balance.refresh_from_db(fields=["open", "settled_on"])
        rest = allocation.amount - needed
        needed -= allocation.amount
        if rest > 0:
            paid = (
                rest
                if allocation.rate is None
                else _rounded(allocation.paid * rest / allocation.amount, payment.currency)
            )
            if paid > 0:
                _allocate(payment, balance, rest, paid, allocation.rate, timezone.localdate(at), at)


def lock_payments_of(invoice_id: int) -> Sequence[Payment]:
    """The payments used for an invoice, locked in the one order in which everybody locks them."""
    used = live_allocations(invoice=Invoice(pk=invoice_id)).values("payment")
    return list(Payment.objects.select_for_update().filter(pk__in=used).order_by("pk"))


def _allocate(
    payment: Payment,
    balance: InvoiceBalance,
    amount: Decimal,
    paid: Decimal,
    rate: Rate | None,
    counts_from: date,
    at: datetime,
) -> Allocation:
    invoice = balance.invoice
    lessen(balance, amount, on=counts_from)
    payment.unapplied -= paid
    payment.save(update_fields=["unapplied"])
    allocation = Allocation.objects.create(
        payment=payment,
        invoice=invoice,
        amount=amount,
        paid=paid,
        rate=rate,
        allocated_on=counts_from,
        made_at=at,
    )
    moves = _moves(payment, invoice, amount, paid)
    book(Booking(JournalEntry.Act.ALLOCATION, allocation, moves, counts_from), at=at)
    return allocation


def _moves(payment: Payment, invoice: Invoice, amount: Decimal, paid: Decimal) -> list[Move]:
    owner = invoice.organisation_id
    if payment.currency == invoice.currency:
        return [Move(Account.PREPAYMENTS, Account.RECEIVABLE, amount, invoice.currency, owner, invoice)]
    return [
        Move(Account.PREPAYMENTS, Account.EXCHANGE, paid, payment.currency, owner, invoice),
        Move(Account.EXCHANGE, Account.RECEIVABLE, amount, invoice.currency, owner, invoice),
    ]


def _rate_between(payment: Payment, invoice: Invoice) -> Rate | None:
    if payment.currency == invoice.currency:
        return None
    rate = rate_on(base=payment.currency, quote=invoice.currency, day=payment.received_on)
    if rate is None:
        raise AllocationRefused(
            _("First record the value of 1 %(base)s in %(quote)s on %(day)s.")
            % {"base": payment.currency, "quote": invoice.currency, "day": payment.received_on.isoformat()}
        )
    return rate


def _amounts(
    payment: Payment, balance: InvoiceBalance, rate: Rate | None, wanted: Decimal | None
) -> tuple[Decimal, Decimal]:
    """What it lessens the invoice by, and what it takes of the payment."""
    invoice = balance.invoice
    if wanted is not None and (wanted <= 0 or wanted > balance.open or _rounded(wanted, invoice.currency) != wanted):
        raise AllocationRefused(
            _("Enter an amount above zero and at most the unpaid %(open)s.")
            % {"open": f"{balance.open} {invoice.currency}"}
        )
    if rate is None:
        amount = min(balance.open, payment.unapplied) if wanted is None else wanted
        paid = amount
    else:
        worth = _floored(payment.unapplied * rate.rate, invoice.currency)
        amount = min(balance.open, worth) if wanted is None else wanted
        is_all = wanted is None and amount == worth
        paid = payment.unapplied if is_all else _rounded(amount / rate.rate, payment.currency)
    if paid > payment.unapplied or amount <= 0 or paid <= 0:
        raise AllocationRefused(
            _("Only %(credit)s of this payment is unused.") % {"credit": f"{payment.unapplied} {payment.currency}"}
        )
    return amount, paid


def _rounded(amount: Decimal, currency: str) -> Decimal:
    return Money(amount, currency).rounded().amount


def _floored(amount: Decimal, currency: str) -> Decimal:
    """Down to the coin: a payment is never worth more than it is."""
    return amount.quantize(Decimal(1).scaleb(-get_currency_precision(currency)), ROUND_DOWN)
