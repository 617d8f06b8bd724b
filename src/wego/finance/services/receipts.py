"""Receipts: numbered, mailed to whoever gets the invoices, and called void where their payment is undone."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from wego.core import audit, outbox
from wego.core.audit import Actor
from wego.core.models import Mail
from wego.finance.models import BillingContact, NumberSeries, Payment, Receipt
from wego.finance.pdf import receipt_pdf
from wego.finance.services.number_series import number_text, take_numbers
from wego.members.models import Affiliation


def _receipt_as_file(mail: Mail) -> list[outbox.Attachment]:
    """The receipt that a mail is about: who pays may have no account to open its page with."""
    receipt = Receipt.objects.select_related("payment__organisation").get(pk=mail.about_id)
    return [outbox.Attachment(f"{receipt.number}.pdf", receipt_pdf(receipt), "application/pdf")]


RECEIPT_MAIL = outbox.declare(outbox.MailKind("finance/mail/receipt", gettext_lazy("Receipt"), attach=_receipt_as_file))
VOID_MAIL = outbox.declare(outbox.MailKind("finance/mail/receipt_void", gettext_lazy("Receipt is void")))


def issue_receipt(payment: Payment, *, by: Actor | None, at: datetime) -> Receipt:
    """Number a payment's receipt and mail it; what is made up for a demonstration is never mailed."""
    today = timezone.localdate(at)
    kind = NumberSeries.Kind.RECEIPT
    sequence = take_numbers(kind=kind, year=today.year)[0]
    number = number_text(kind=kind, year=today.year, sequence=sequence)
    made = Receipt.objects.create(
        number=number, series_year=today.year, sequence=sequence, payment=payment, issued_on=today
    )
    _mail(made, RECEIPT_MAIL, "receipt.sent", by=by, at=at)
    return made


def void_receipt(payment: Payment, *, reason: str, by: Actor | None, at: datetime) -> None:
    """Tell whoever got a payment's receipt that it is void, and why."""
    receipt = Receipt.objects.filter(payment=payment).first()
    if receipt:
        _mail(receipt, VOID_MAIL, "receipt.voided", by=by, at=at, reason=reason)


def recipients_of(organisation_id: int) -> list[tuple[str, str]]:
    """Addresses and languages to which mails about an organisation's money go: its billing contact, else officers."""
    contact = BillingContact.objects.filter(organisation=organisation_id).first()
    if contact:
        return [(contact.email, contact.language)]
    officers = Affiliation.objects.filter(
        organisation=organisation_id, role=Affiliation.Role.OFFICER, ends_on=None, user__is_active=True
    ).order_by("pk")
    return list(officers.values_list("user__email", "user__language"))


def _mail(
    receipt: Receipt, kind: outbox.MailKind, act: str, *, by: Actor | None, at: datetime, reason: str = ""
) -> None:
    payment = receipt.payment
    if payment.is_demonstration or not payment.organisation_id:
        return
    addressed = recipients_of(payment.organisation_id)
    for address, language in addressed:
        with translation.override(language):
            url = settings.WEGO_BASE_URL + reverse("finance:receipt_as_pdf", args=[receipt.number])
        facts = {
            "organisation": payment.organisation.name.in_language(language) if payment.organisation else payment.payer,
            "number": receipt.number,
            "amount": payment.money,
            "received_on": payment.received_on,
            "reason": reason,
            "url": url,
        }
        outbox.queue_mail(kind, to=address, language=language, facts=facts, about=receipt, by=by, at=at)
    if addressed:
        audit.record(act, receipt, by=by, at=at, after={"recipients": len(addressed)})
