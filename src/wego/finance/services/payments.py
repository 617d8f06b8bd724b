"""Payments: recorded, their payer identified, cancelled, given back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.money import Money
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.finance.models import Account, Invoice, JournalEntry, Payment, Refund
from wego.finance.models.fields import pointer
from wego.finance.services.allocations import allocate_payment, live_allocations, reverse_locked
from wego.finance.services.booking_dates import check_day
from wego.finance.services.books import Booking, Move, book
from wego.finance.services.decisions import borne_by
from wego.finance.services.receipts import issue_receipt, void_receipt
from wego.members.models import Organisation

NOTHING = Decimal(0)
LARGEST = Decimal(10) ** 12


class PaymentRefused(RuleError):
    """The payment cannot be recorded, changed or given back so."""


class AlreadyRecorded(PaymentRefused):
    """Somebody has recorded this bank line (or provider's event) as a payment already."""


@transaction.atomic
def record_payment(
    *,
    received_on: date,
    amount: Decimal,
    currency: str,
    by: Actor | None,
    at: datetime,
    organisation_id: int | None = None,
    charges: Decimal = NOTHING,
    method: str = Payment.Method.BANK,
    payer: str = "",
    reference_text: str = "",
    source: Reference | None = None,
    source_part: int = 1,
    is_demonstration: bool = False,
) -> Payment:
    """Record money that arrived: the member's credit until it is allocated, nobody's while the payer is unknown.

    `charges` is what banks kept on the way: the member is credited with it, the network bears it.
    """
    _check_amounts(amount, charges, currency)
    if received_on > timezone.localdate(at):
        raise PaymentRefused(_("The date of receipt cannot be in the future."))
    check_day(received_on)
    payment = Payment(
        organisation_id=organisation_id,
        method=method,
        received_on=received_on,
        amount=amount,
        charges=charges,
        currency=currency,
        unapplied=amount + charges,
        payer=payer[:200],
        reference_text=reference_text[:500],
        source_part=source_part,
        recorded_at=at,
        is_demonstration=is_demonstration,
        **pointer("source", source),
    )
    try:
        with transaction.atomic():
            payment.save()
    except IntegrityError as error:
        if source is None:
            raise
        raise AlreadyRecorded(_("%(source)s is already recorded as a payment.") % {"source": source.label}) from error
    owed_to = Account.PREPAYMENTS if organisation_id else Account.SUSPENSE
    moves = [
        Move(Account.BANK, owed_to, amount, currency, organisation_id),
        Move(Account.BANK_CHARGES, owed_to, charges, currency, organisation_id),
    ]
    book(Booking(JournalEntry.Act.PAYMENT, payment, moves, received_on, payer), at=at)
    if organisation_id:
        issue_receipt(payment, by=by, at=at)
    after = {"organisation": organisation_id, "amount": amount, "charges": charges, "currency": currency}
    audit.record("payment.recorded", payment, by=by, at=at, after=after)
    return payment


@transaction.atomic
def receive_payment(
    *,
    invoice_id: int,
    received_on: date,
    amount: Decimal,
    currency: str,
    by: Actor | None,
    at: datetime,
    charges: Decimal = NOTHING,
    method: str = Payment.Method.BANK,
    payer: str = "",
    reference_text: str = "",
    source: Reference | None = None,
) -> Payment:
    """Record a payment of an invoice's organisation and use it for that invoice, both or neither."""
    invoice = Invoice.objects.get(pk=invoice_id)
    payment = record_payment(
        organisation_id=invoice.organisation_id,
        received_on=received_on,
        amount=amount,
        currency=currency,
        charges=charges,
        method=method,
        payer=payer,
        reference_text=reference_text,
        source=source,
        is_demonstration=invoice.is_demonstration,
        by=by,
        at=at,
    )
    allocate_payment(payment_id=payment.pk, invoice_id=invoice_id, by=by, at=at)
    payment.refresh_from_db()
    return payment


@transaction.atomic
def identify_payment(*, payment_id: int, organisation_id: int, by: Actor | None, at: datetime) -> Payment:
    """Say whose payment it is, once."""
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.organisation_id or payment.cancelled_at:
        raise PaymentRefused(_("The payer of this payment is already known, or the payment is cancelled."))
    payment.organisation = Organisation.objects.get(pk=organisation_id)
    payment.save(update_fields=["organisation"])
    move = Move(Account.SUSPENSE, Account.PREPAYMENTS, payment.unapplied, payment.currency, organisation_id)
    book(Booking(JournalEntry.Act.IDENTIFICATION, payment, [move], payment.received_on), at=at)
    issue_receipt(payment, by=by, at=at)
    audit.record("payment.identified", payment, by=by, at=at, after={"organisation": organisation_id})
    return payment


@transaction.atomic
def cancel_payment(*, payment_id: int, reason: str, by: Actor | None, at: datetime) -> Payment:
    """Undo a payment that never was (typed twice, bounced): its allocations are reversed, its invoices open again."""
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.cancelled_at:
        raise PaymentRefused(_("This payment is already cancelled."))
    if payment.refunds.exists():
        raise PaymentRefused(_("Part of this payment has been refunded, so it can no longer be cancelled."))
    if not reason.strip():
        raise PaymentRefused(_("Enter a reason."))
    for allocation in live_allocations(payment=payment):
        reverse_locked(allocation, payment, reason=reason, by=by, at=at)
    today = timezone.localdate(at)
    owed_to = Account.PREPAYMENTS if payment.organisation_id else Account.SUSPENSE
    moves = [
        Move(owed_to, Account.BANK, payment.amount, payment.currency, payment.organisation_id),
        Move(owed_to, Account.BANK_CHARGES, payment.charges, payment.currency, payment.organisation_id),
    ]
    payment.unapplied, payment.cancelled_at = NOTHING, at
    payment.save(update_fields=["unapplied", "cancelled_at"])
    book(Booking(JournalEntry.Act.CANCELLATION, payment, moves, today, reason), at=at)
    void_receipt(payment, reason=reason, by=by, at=at)
    audit.record("payment.cancelled", payment, by=by, at=at, after={"reason": reason})
    return payment


@transaction.atomic
def refund(
    *,
    payment_id: int,
    amount: Decimal,
    reason: str,
    by: Actor | None,
    at: datetime,
    decision: Reference | None = None,
) -> Refund:
    """Decide that unused credit of a payment goes back; it is owed until it is paid out."""
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    _check_amounts(amount, NOTHING, payment.currency)
    if not payment.organisation_id:
        raise PaymentRefused(_("Identify the payer first."))
    if amount > payment.unapplied:
        raise PaymentRefused(
            _("Only %(credit)s of this payment is unused.") % {"credit": f"{payment.unapplied} {payment.currency}"}
        )
    if not reason.strip():
        raise PaymentRefused(_("Enter a reason."))
    today = timezone.localdate(at)
    kept = borne_by(decision) if decision else None
    made = Refund.objects.create(
        payment=payment, amount=amount, reason=reason[:500], decided_on=today, **pointer("decision", kept)
    )
    payment.unapplied -= amount
    payment.save(update_fields=["unapplied"])
    move = Move(Account.PREPAYMENTS, Account.REFUNDS_PAYABLE, amount, payment.currency, payment.organisation_id)
    book(Booking(JournalEntry.Act.REFUND, made, [move], today, reason), at=at)
    audit.record("refund.decided", made, by=by, at=at, after={"payment": payment_id, "amount": amount})
    return made


@transaction.atomic
def pay_out_refund(*, refund_id: int, paid_out_on: date, by: Actor | None, at: datetime) -> Refund:
    """Record that a refund has left the bank."""
    made = Refund.objects.select_for_update(of=("self",)).select_related("payment").get(pk=refund_id)
    if made.paid_out_on:
        raise PaymentRefused(_("This refund has already been paid out."))
    if not made.decided_on <= paid_out_on <= timezone.localdate(at):
        raise PaymentRefused(_("Enter a date between the day the refund was decided and today."))
    made.paid_out_on = paid_out_on
    made.save(update_fields=["paid_out_on"])
    payment = made.payment
    move = Move(Account.REFUNDS_PAYABLE, Account.BANK, made.amount, payment.currency, payment.organisation_id)
    book(Booking(JournalEntry.Act.PAYOUT, made, [move], paid_out_on), at=at)
    audit.record("refund.paid_out", made, by=by, at=at, after={"paid_out_on": paid_out_on})
    return made


@transaction.atomic
def take_back_payout(*, refund_id: int, returned_on: date, reason: str, by: Actor | None, at: datetime) -> Refund:
    """A refund that was paid out came back: it is owed again, by an entry of its own."""
    made = Refund.objects.select_for_update(of=("self",)).select_related("payment").get(pk=refund_id)
    if not made.paid_out_on:
        raise PaymentRefused(_("This refund has not been paid out."))
    if not made.paid_out_on <= returned_on <= timezone.localdate(at):
        raise PaymentRefused(_("Enter a date between the day the refund was paid out and today."))
    before = made.paid_out_on
    made.paid_out_on = None
    made.save(update_fields=["paid_out_on"])
    payment = made.payment
    move = Move(Account.BANK, Account.REFUNDS_PAYABLE, made.amount, payment.currency, payment.organisation_id)
    book(Booking(JournalEntry.Act.PAYOUT, made, [move], returned_on, reason), at=at)
    audit.record("refund.returned", made, by=by, at=at, before={"paid_out_on": before}, after={"reason": reason})
    return made


def _check_amounts(amount: Decimal, charges: Decimal, currency: str) -> None:
    try:
        is_exact = all(Money(given, currency).rounded().amount == given for given in (amount, charges))
    except (ValueError, TypeError, InvalidOperation) as error:
        raise PaymentRefused(_("“%(code)s” is not a currency.") % {"code": currency}) from error
    if amount <= 0 or charges < 0 or not is_exact:
        raise PaymentRefused(_("Enter an amount above zero with no more decimals than the currency allows."))
    if any(given >= LARGEST or given != round(given, 2) for given in (amount, charges, amount + charges)):
        raise PaymentRefused(_("The books hold at most twelve digits and two decimals; this amount has more."))
