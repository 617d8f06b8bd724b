"""Bookings that take earlier ones back: a credit that the bank took back, and a refund of ours that came back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, state
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import payments_of, refunds_that_may_be, taken_back_by
from wego.finance.banking.services.lines import LineRefused, locked, settle
from wego.finance.services.payments import cancel_payment, take_back_payout


@transaction.atomic
def take_back(*, line_id: int, of_line_id: int, by: User | None, at: datetime) -> BankLine:
    """The bank took a credit back: its payment is cancelled, its invoices open again, and both lines are settled.

    The books keep both: nothing is removed, the payment is undone by entries of its own.
    """
    line = locked(line_id)
    if not (line.is_reversal and line.amount < 0):
        raise LineRefused(_("This transaction is not a reversal."))
    credit = (
        BankLine.objects.select_for_update(of=("self",))
        .filter(pk__in=taken_back_by(line).values("pk"))
        .filter(pk=of_line_id)
        .first()
    )
    if credit is None:
        raise LineRefused(_("That transaction does not have this amount, or is already settled."))
    reason = _("Reversed by the bank on %(day)s") % {"day": line.booked_on.isoformat()}
    for payment in payments_of(credit):
        cancel_payment(payment_id=payment.pk, reason=reason, by=by, at=at)
    if credit.status == BankLine.Status.MATCHED:
        state.move(credit, BankLine.Status.OPEN)
    settle(credit, BankLine.Status.SET_ASIDE, reason, by, at)
    said = _("Reverses the payment of %(day)s") % {"day": credit.booked_on.isoformat()}
    settle(line, BankLine.Status.SET_ASIDE, said, by, at)
    audit.record("bank_line.taken_back", line, by=by, at=at, after={"line": credit.pk, "reason": reason})
    return line


@transaction.atomic
def note_refund_returned(*, line_id: int, refund_id: int, by: User | None, at: datetime) -> BankLine:
    """A refund of ours could not be delivered and came back: it is owed again, and the line is settled."""
    line = locked(line_id)
    if not (line.is_reversal and line.amount > 0):
        raise LineRefused(_("This transaction does not return our own money."))
    refund = refunds_that_may_be(line).filter(pk=refund_id).first()
    if refund is None:
        raise LineRefused(_("That refund does not have this amount, or was not paid out before."))
    reason = _("The refund was returned on %(day)s") % {"day": line.booked_on.isoformat()}
    take_back_payout(refund_id=refund.pk, returned_on=line.booked_on, reason=reason, by=by, at=at)
    settle(line, BankLine.Status.SET_ASIDE, reason, by, at)
    audit.record("bank_line.refund_returned", line, by=by, at=at, after={"refund": refund.pk})
    return line
