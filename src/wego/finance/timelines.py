"""What happened to an invoice and to a payment, as one timeline each: the books' acts, mails, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.formats import money, short_day
from wego.core.models import AuditEntry, Mail
from wego.core.money import Money
from wego.core.next_steps import NextStep
from wego.core.outbox.hooks import can_open_mails
from wego.core.outbox.kinds import label_of
from wego.core.outbox.listings import page_of_mail
from wego.core.page_sections import Timeline, TimelineEvent, timeline_of
from wego.core.people_names import names_by_key
from wego.finance.acts.invoices import page_of_invoice
from wego.finance.acts.payments import page_of_payment
from wego.finance.models import Allocation, Invoice, JournalEntry, Payment, Posting
from wego.finance.presentation import detail_of
from wego.finance.queries.invoices import NOTHING
from wego.members.models import Organisation


class AuditActors:
    """By whom things were done and when, of some things: two queries for all of them."""

    def __init__(self, things: Iterable[Model]) -> None:
        wanted = reduce(or_, (Q(kind=one._meta.label, thing_id=str(one.pk)) for one in things), Q(pk=None))
        self._entries = list(AuditEntry.objects.filter(wanted).order_by("pk"))
        self._names = names_by_key(entry.actor_key for entry in self._entries)

    def entries(self, action: str, thing: Model) -> list[AuditEntry]:
        asked = (action, thing._meta.label, str(thing.pk))
        return [one for one in self._entries if (one.action, one.kind, one.thing_id) == asked]

    def by(self, action: str, thing: Model, **facts: Any) -> str:
        """Who did it; empty where the trail does not say, or whoever it was has gone."""
        found = [one for one in self.entries(action, thing) if facts.items() <= one.after.items()]
        return self.name(found[-1]) if found else ""

    def name(self, entry: AuditEntry) -> str:
        if entry.actor_key is None:
            return _("automatically")
        return self._names.get(entry.actor_key, "")


def timeline_of_invoice(invoice: Invoice, reader: Any) -> Timeline:
    """Issued, mailed, reminded, paid, credited, written off, replaced; five queries beside `with_history`."""
    allocations = list(invoice.allocations.all())
    notes, write_offs = list(invoice.credit_notes.all()), list(invoice.write_offs.all())
    actors = AuditActors([invoice, *allocations, *notes, *write_offs])
    receipts = [one.payment.receipt for one in allocations if hasattr(one.payment, "receipt")]
    events = [
        TimelineEvent(
            invoice.issued_on,
            _("Invoice issued"),
            money(invoice.money),
            by=actors.by("invoice.issued", invoice),
        )
    ]
    for notice in sorted(invoice.notices.all(), key=lambda one: one.level):
        action = "invoice.reminded" if notice.level else "invoice.sent"
        label = _("Reminder %(level)s sent") % {"level": notice.level} if notice.level else _("Invoice sent")
        by = actors.by(action, invoice, level=notice.level)
        events.append(TimelineEvent(_day(notice.sent_at), label, by=by))
    events += _mails([invoice, *receipts], reader)
    for allocation in allocations:
        action = "allocation.reversed" if allocation.reverses_id else "payment.allocated"
        events.append(_use(allocation, invoice, actors.by(action, allocation)))
    for note in notes:
        papers = [
            NextStep("PDF", reverse("finance:credit_note_as_pdf", args=[note.number])),
            NextStep("UBL", reverse("finance:credit_note_as_ubl", args=[note.number])),
        ]
        label = _("Credit note %(number)s") % {"number": note.number}
        text = _with_reason(money(Money(note.amount, invoice.currency)), note.reason)
        events.append(TimelineEvent(note.issued_on, label, text, "", actors.by("invoice.credited", note), papers))
    for given_up in write_offs:
        text = _with_reason(money(Money(given_up.amount, invoice.currency)), given_up.decision_label)
        by = actors.by("invoice.written_off", given_up)
        events.append(TimelineEvent(given_up.written_off_on, _("Written off"), text, by=by))
    if (later := getattr(invoice, "superseded_by", None)) is not None:
        label = _("Replaced by invoice %(number)s") % {"number": later.number}
        events.append(TimelineEvent(later.issued_on, label, url=page_of_invoice(later)))
    return timeline_of(reversed(events))


def _use(allocation: Allocation, invoice: Invoice, by: str) -> TimelineEvent:
    """A payment, or a part of it, used for an invoice, or the reversal of that."""
    payment = allocation.payment
    label = _("Payment reversed") if allocation.reverses_id else _("Payment")
    text = _with_reason(money(Money(allocation.amount, invoice.currency)), detail_of(allocation))
    papers = []
    if hasattr(payment, "receipt"):
        number = payment.receipt.number
        papers.append(NextStep(number, reverse("finance:receipt_as_pdf", args=[number])))
    return TimelineEvent(allocation.allocated_on, label, text, page_of_payment(payment), by, papers)


def timeline_of_payment(payment: Payment, reader: Any) -> Timeline:
    """Recorded, its payer identified, used, refunded, cancelled; four queries at most beside `with_uses`."""
    allocations, refunds = list(payment.allocations.all()), list(payment.refunds.all())
    actors = AuditActors([payment, *allocations, *refunds])
    received = _("received on %(day)s") % {"day": short_day(payment.received_on)}
    by = actors.by("payment.recorded", payment)
    events = [
        TimelineEvent(
            _day(payment.recorded_at), _("Payment recorded"), _with_reason(money(payment.money), received), by=by
        )
    ]
    for entry in actors.entries("payment.identified", payment):
        events.append(
            TimelineEvent(_day(entry.at), _("Payer identified"), str(payment.organisation), by=actors.name(entry))
        )
    if hasattr(payment, "receipt"):
        events += _mails([payment.receipt], reader)
    for allocation in allocations:
        action = "allocation.reversed" if allocation.reverses_id else "payment.allocated"
        label = _("No longer used for %(number)s") if allocation.reverses_id else _("Used for %(number)s")
        text = _with_reason(money(Money(abs(allocation.paid), payment.currency)), detail_of(allocation))
        named, address = label % {"number": allocation.invoice.number}, page_of_invoice(allocation.invoice)
        events.append(TimelineEvent(_day(allocation.made_at), named, text, address, actors.by(action, allocation)))
    for refund in refunds:
        sum_of_it = money(Money(refund.amount, payment.currency))
        by = actors.by("refund.decided", refund)
        events.append(
            TimelineEvent(refund.decided_on, _("Refund decided"), _with_reason(sum_of_it, refund.reason), by=by)
        )
        if refund.paid_out_on:
            by = actors.by("refund.paid_out", refund)
            events.append(TimelineEvent(refund.paid_out_on, _("Refund paid out"), sum_of_it, by=by))
    for entry in actors.entries("payment.cancelled", payment):
        reason = entry.after.get("reason", "")
        events.append(TimelineEvent(_day(entry.at), _("Payment cancelled"), reason, by=actors.name(entry)))
    return timeline_of(reversed(events))


# What the books say of a member beside its invoices, which are listed for themselves.
OF_MEMBER = (
    JournalEntry.Act.PAYMENT,
    JournalEntry.Act.CANCELLATION,
    JournalEntry.Act.CREDIT_NOTE,
    JournalEntry.Act.WRITE_OFF,
    JournalEntry.Act.REFUND,
    JournalEntry.Act.PAYOUT,
)


def acts_of_member(organisation: Organisation, *, most: int) -> Iterator[TimelineEvent]:
    """The latest payments, cancellations, credit notes, write-offs and refunds of a member; one query."""
    postings = Posting.objects.filter(organisation=organisation, entry__act__in=OF_MEMBER)
    moved: dict[JournalEntry, list[Posting]] = {}
    for posting in postings.select_related("entry", "invoice").order_by("-entry", "pk")[: 2 * most]:
        moved.setdefault(posting.entry, []).append(posting)
    for entry, several in moved.items():
        amount = money(Money(sum((one.amount for one in several), NOTHING), several[0].currency))
        text, address = amount, ""
        if entry.cause_kind == Payment._meta.label:
            address = reverse("office_finance:payment", args=[entry.cause_id])
        elif several[0].invoice:
            text, address = _with_reason(amount, several[0].invoice.number), page_of_invoice(several[0].invoice)
        yield TimelineEvent(entry.valued_on, str(entry.get_act_display()), text, address)


def _mails(about: list[Any], reader: Any) -> Iterator[TimelineEvent]:
    """Every mail about some things with how it went, the oldest first; one query."""
    wanted = reduce(or_, (Q(about_kind=one._meta.label, about_id=str(one.pk)) for one in about), Q(pk=None))
    may_open = can_open_mails(reader)
    for mail in Mail.objects.filter(wanted).defer("body").order_by("pk"):
        text = " · ".join(filter(None, [mail.recipient, str(mail.get_status_display())]))
        label = _("E-mail: %(kind)s") % {"kind": label_of(mail.kind)}
        yield TimelineEvent(_day(mail.queued_at), label, text, page_of_mail(mail) if may_open else "")


def _with_reason(amount: str, reason: str) -> str:
    return f"{amount} · {reason}" if reason else amount


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
