"""Mails about invoices: the invoice itself, then its reminders by the terms' schedule."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core import audit, outbox
from wego.core.audit import Actor
from wego.core.models import Mail
from wego.core.money import Money
from wego.core.rules import RuleError
from wego.finance.models import Invoice, InvoiceBalance, Notice
from wego.finance.pdf import invoice_pdf
from wego.finance.queries.invoices import invoices_unsent, overdue_now, overdue_part, with_history
from wego.finance.queries.terms import terms_in_force
from wego.finance.services.receipts import recipients_of

logger = logging.getLogger(__name__)
INVOICE = 0


def _invoice_as_file(mail: Mail) -> list[outbox.Attachment]:
    """The invoice that a mail is about, as it was issued: who pays may have no account to open its page with."""
    invoice = with_history(Invoice.objects.all()).get(pk=mail.about_id)
    return [outbox.Attachment(f"{invoice.number}.pdf", invoice_pdf(invoice), "application/pdf")]


INVOICE_MAIL = outbox.declare(outbox.MailKind("finance/mail/invoice", gettext_lazy("Invoice"), attach=_invoice_as_file))
REMINDER_MAIL = outbox.declare(
    outbox.MailKind("finance/mail/reminder", gettext_lazy("Reminder of an invoice"), attach=_invoice_as_file)
)


class NoticeRefused(RuleError):
    """The mail cannot be sent; the message says why."""


@transaction.atomic
def send_invoice(*, invoice_id: int, by: Actor | None, at: datetime) -> Notice:
    """Mail an invoice to the billing contact, or to the organisation's officers where none is named."""
    return _send(invoice_id, INVOICE, by=by, at=at)


@transaction.atomic
def send_reminder(*, invoice_id: int, by: Actor | None, at: datetime) -> Notice:
    """Remind of an invoice that is past its day: the next level of reminder, whether or not its day has come."""
    invoice = Invoice.objects.prefetch_related("instalments").get(pk=invoice_id)
    balance = InvoiceBalance.objects.select_for_update().get(pk=invoice_id)
    since, _overdue = overdue_part(invoice, balance.open, timezone.localdate(at))
    if since is None:
        raise NoticeRefused(_("Invoice %(number)s is not overdue.") % {"number": invoice.number})
    last = invoice.notices.order_by("-level").values_list("level", flat=True).first() or INVOICE
    return _send(invoice_id, last + 1, by=by, at=at)


def send_unsent(*, by: Actor | None, at: datetime) -> tuple[int, int]:
    """Mail every invoice of which nobody has been told; how many went, and how many have nobody to go to.

    Each in a transaction of its own: one that cannot be sent holds up no other, and a second worker sends none twice.
    """
    sent = held_up = 0
    for number in list(invoices_unsent().values_list("pk", flat=True)):
        try:
            send_invoice(invoice_id=number, by=by, at=at)
            sent += 1
        except NoticeRefused:
            held_up += 1
    return sent, held_up


def send_reminders(at: datetime) -> None:
    """Send every reminder whose day has come; a daily job. One that cannot be sent holds up no other.

    What is made up for a demonstration is never mailed.
    """
    today = timezone.localdate(at)
    schedule = terms_in_force().reminder_days
    for invoice in overdue_now(today).filter(is_demonstration=False):
        level = next_level(invoice, schedule)
        if level is None or today < _since(invoice, today) + timedelta(days=schedule[level - 1]):
            continue
        try:
            send_reminder(invoice_id=invoice.pk, by=None, at=at)
        except RuleError as refusal:
            logger.warning("reminder of invoice %s: %s", invoice.number, refusal)


def next_level(invoice: Invoice, schedule: list[int]) -> int | None:
    """The reminder that comes next; None where all have been sent."""
    last = max((notice.level for notice in invoice.notices.all()), default=INVOICE)
    return last + 1 if last < len(schedule) else None


def _since(invoice: Invoice, today: date) -> date:
    since, _overdue = overdue_part(invoice, invoice.balance.open, today)
    return since or invoice.due_on


def recipients(invoice: Invoice) -> list[tuple[str, str]]:
    """Addresses and languages to which mails about an invoice go."""
    return recipients_of(invoice.organisation_id)


def _send(invoice_id: int, level: int, *, by: Actor | None, at: datetime) -> Notice:
    balance = InvoiceBalance.objects.select_for_update(of=("self",)).select_related("invoice__organisation")
    balance_ = balance.get(pk=invoice_id)
    invoice = balance_.invoice
    if invoice.is_demonstration:
        raise NoticeRefused(_("Sample invoices are not sent."))
    if Notice.objects.filter(invoice=invoice, level=level).exists():
        raise NoticeRefused(_("This has already been sent."))
    addressed = recipients(invoice)
    if not addressed:
        raise NoticeRefused(
            _("No recipient: %(name)s has neither a billing contact nor an officer.")
            % {"name": invoice.organisation.name}
        )
    notice = Notice.objects.create(invoice=invoice, level=level, sent_at=at)
    for address, language in addressed:
        with translation.override(language):
            url = settings.WEGO_BASE_URL + reverse("finance:invoice", args=[invoice.number])
        facts = {
            "organisation": invoice.organisation.name.in_language(language),
            "number": invoice.number,
            "year": str(invoice.year),  # a number would get its thousands parted
            "amount": Money(balance_.open, invoice.currency),
            "due_on": invoice.due_on,
            "level": level,
            "url": url,
        }
        kind = INVOICE_MAIL if level == INVOICE else REMINDER_MAIL
        outbox.queue_mail(kind, to=address, language=language, facts=facts, about=invoice, by=by, at=at)
    action = "invoice.sent" if level == INVOICE else "invoice.reminded"
    audit.record(action, invoice, by=by, at=at, after={"level": level, "recipients": len(addressed)})
    return notice
