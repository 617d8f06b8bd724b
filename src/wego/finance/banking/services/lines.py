"""What becomes of bank lines: matched to invoices, set aside, taken up again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.finance.banking.matching import LineShare, Match, OpenInvoice, match, payment_of
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import charges_limits, open_invoice, open_invoice_rows, open_line, payments_of
from wego.finance.models import Invoice, Payment
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.payments import cancel_payment, record_payment


class LineRefused(RuleError):
    """The line cannot be settled so."""


class LineSettled(LineRefused):
    """Somebody else was first."""


def certain_matches() -> tuple[Match, ...]:
    """Every waiting line whose invoice is certain, with that invoice."""
    lines = list(BankLine.objects.filter(status=BankLine.Status.OPEN).order_by("pk"))
    return match([open_line(line) for line in lines], open_invoice_rows(), charges_limits=charges_limits()).certain


def match_all(matches: Iterable[Match], *, by: User | None, at: datetime) -> int:
    """Match lines as was found, in the caller's transaction; how many were. What is refused stays in the queue."""
    count = 0
    for one in matches:
        try:
            match_line(line_id=one.line, invoice_ids=[share.invoice for share in one.shares], by=by, at=at)
        except RuleError:
            continue
        count += 1
    return count


@transaction.atomic
def match_line(
    *, line_id: int, invoice_ids: Sequence[int], by: User | None, at: datetime, organisation_id: int | None = None
) -> BankLine:
    """Record the line as payment of invoices, in that order; what is left over is their member's credit.

    Without invoices it is all credit of the organisation. Of two who settle the same line at once, one is first.
    """
    line = _payable(line_id)
    invoices = _invoices(line, invoice_ids)
    if not invoices and organisation_id is None:
        raise LineRefused(_("Choose an invoice, or the organisation to be credited."))
    if invoices:
        paid = payment_of(open_line(line), invoices, charges_limit=charges_limits().get(line.currency, Decimal(0)))
        if len(paid.shares) < len(invoices):
            raise LineRefused(_("The amount does not cover all of these invoices. Choose fewer."))
        _record(line, paid.shares, paid.rest, by, at)
    else:
        _record_payment(line, organisation_id, line.money.amount, Decimal(0), 1, by, at)
    settle(line, BankLine.Status.MATCHED, "", by, at)
    after = {"invoices": list(invoice_ids), "organisation": organisation_id}
    audit.record("bank_line.matched", line, by=by, at=at, after=after)
    return line


@transaction.atomic
def unmatch_line(*, line_id: int, reason: str, by: User | None, at: datetime) -> BankLine:
    """Undo a match: its payments are cancelled, the invoices open again, the line waits again."""
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    state.move(line, BankLine.Status.OPEN)
    if not reason.strip():
        raise LineRefused(_("Enter a reason."))
    for payment in payments_of(line):
        cancel_payment(payment_id=payment.pk, reason=reason, by=by, at=at)
    reopen(line)
    audit.record("bank_line.unmatched", line, by=by, at=at, after={"reason": reason})
    return line


@transaction.atomic
def set_aside_line(*, line_id: int, reason: str, by: User | None, at: datetime) -> BankLine:
    """Take a line out of the queue that pays no invoice (interest, a refund of a supplier), with the reason."""
    line = locked(line_id)
    if not reason.strip():
        raise LineRefused(_("Enter a reason."))
    settle(line, BankLine.Status.SET_ASIDE, reason.strip()[:300], by, at)
    audit.record("bank_line.set_aside", line, by=by, at=at, after={"reason": line.reason})
    return line


@transaction.atomic
def exclude_line(*, line_id: int, reason: str, by: User | None, at: datetime) -> BankLine:
    """Take back what a line did, if it did something, and take it out of the queue, with the reason."""
    if BankLine.objects.filter(pk=line_id, status=BankLine.Status.MATCHED).exists():
        unmatch_line(line_id=line_id, reason=reason, by=by, at=at)
    return set_aside_line(line_id=line_id, reason=reason, by=by, at=at)


@transaction.atomic
def take_up_line(*, line_id: int, by: User | None, at: datetime) -> BankLine:
    """Put a line that was set aside back into the queue."""
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    if line.status != BankLine.Status.SET_ASIDE:
        raise LineRefused(_("This transaction is not excluded."))
    reason = line.reason
    state.move(line, BankLine.Status.OPEN)
    reopen(line)
    audit.record("bank_line.taken_up", line, by=by, at=at, before={"reason": reason})
    return line


def locked(line_id: int) -> BankLine:
    """The line while it waits; whoever comes second is told who was first."""
    line = BankLine.objects.select_for_update(of=("self",)).select_related("settled_by").get(pk=line_id)
    if line.status in (BankLine.Status.MATCHED, BankLine.Status.SET_ASIDE):
        facts = {
            "who": str(line.settled_by) if line.settled_by else _("The platform"),
            "state": line.get_status_display(),
        }
        raise LineSettled(_("%(who)s has already processed this transaction: it is “%(state)s”.") % facts)
    if line.status != BankLine.Status.OPEN:
        raise LineRefused(_("Outgoing payments do not pay invoices."))
    return line


def _payable(line_id: int) -> BankLine:
    """The line while it waits, where it can be a payment at all."""
    line = locked(line_id)
    if line.amount < 0:
        raise LineRefused(_("The bank reversed this payment. Choose the payment it undoes."))
    if line.is_reversal:
        raise LineRefused(_("This is our own money returned, not a payment by a member. Exclude the transaction."))
    return line


def _invoices(line: BankLine, invoice_ids: Sequence[int]) -> list[OpenInvoice]:
    chosen = list(dict.fromkeys(invoice_ids))
    found = Invoice.objects.select_related("organisation", "balance").in_bulk(chosen)
    if len(found) < len(chosen):
        raise LineRefused(_("There is no such invoice."))
    for invoice in found.values():
        if invoice.currency != line.currency:
            message = _(
                "Invoice %(number)s is in %(currency)s. Record the transaction as the member's credit, then use "
                "the payment for the invoice at the rate of the day."
            )
            raise LineRefused(message % {"number": invoice.number, "currency": invoice.currency})
        if not invoice.balance.open:
            raise LineRefused(_("Invoice %(number)s has no unpaid amount.") % {"number": invoice.number})
    return [open_invoice(found[pk]) for pk in chosen]


def _record(line: BankLine, shares: Sequence[LineShare], rest: Decimal, by: User | None, at: datetime) -> None:
    """One payment for each member whose invoices are paid; the rest is credit of the last."""
    owners = dict(
        Invoice.objects.filter(pk__in=[share.invoice for share in shares]).values_list("pk", "organisation_id")
    )
    by_owner: dict[int, list[LineShare]] = {}
    for share in shares:
        by_owner.setdefault(owners[share.invoice], []).append(share)
    last = owners[shares[-1].invoice]
    for part, (owner, owned) in enumerate(by_owner.items(), 1):
        amount = sum((share.amount for share in owned), Decimal(0)) + (rest if owner == last else 0)
        charges = sum((share.charges for share in owned), Decimal(0))
        payment = _record_payment(line, owner, amount, charges, part, by, at)
        for share in owned:
            allocate_payment(
                payment_id=payment.pk, invoice_id=share.invoice, amount=share.amount + share.charges, by=by, at=at
            )


def _record_payment(
    line: BankLine,
    organisation_id: int | None,
    amount: Decimal,
    charges: Decimal,
    part: int,
    by: User | None,
    at: datetime,
) -> Payment:
    return record_payment(
        received_on=line.booked_on,
        amount=amount,
        currency=line.currency,
        by=by,
        at=at,
        organisation_id=organisation_id,
        charges=charges,
        payer=line.payer,
        reference_text=line.text,
        source=Reference.to(line),
        source_part=part,
    )


def settle(line: BankLine, status: BankLine.Status, reason: str, by: User | None, at: datetime) -> None:
    state.move(line, status)
    line.settled_at, line.settled_by, line.reason = at, by, reason
    line.save(update_fields=["status", "settled_at", "settled_by", "reason"])


def reopen(line: BankLine) -> None:
    line.settled_at, line.settled_by, line.reason = None, None, ""
    line.save(update_fields=["status", "settled_at", "settled_by", "reason"])
