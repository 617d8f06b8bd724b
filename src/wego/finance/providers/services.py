"""Paying online: a page is opened for what is open of an invoice; what the provider tells is booked, once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core.money import Money
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.finance.models import Invoice, Payment
from wego.finance.providers.base import Checkout, Order, PaymentNotice, Provider, ProviderRefused
from wego.finance.providers.models import ProviderEvent
from wego.finance.providers.stripe import ADDRESS, Stripe
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.payments import AlreadyRecorded, record_payment


def provider_in_force() -> Provider | None:
    """The provider that the settings name; None, the rule out of the box, where online payment is off."""
    secret = getattr(settings, "WEGO_STRIPE_SECRET", "")
    webhook_secret = getattr(settings, "WEGO_STRIPE_WEBHOOK_SECRET", "")
    if not secret or not webhook_secret:
        return None
    return Stripe(secret, webhook_secret, getattr(settings, "WEGO_STRIPE_ADDRESS", "") or ADDRESS)


def open_checkout(*, invoice: Invoice, by: User, return_address: str) -> Checkout:
    """A page of the provider on which what is open of an invoice can be paid. Nothing of ours changes by it."""
    provider = provider_in_force()
    if provider is None:
        raise ProviderRefused(_("Online payment is not offered. Pay by bank transfer."))
    if not invoice.balance.open or invoice.is_demonstration:
        raise ProviderRefused(_("This invoice has no amount that can be paid online."))
    return provider.open_checkout(
        Order(
            number=invoice.number,
            description=f"{settings.WAGTAIL_SITE_NAME} {invoice.number}",
            money=Money(invoice.balance.open, invoice.currency),
            email=by.email,
            language=by.language,
            return_address=return_address,
        )
    )


def receive_notice(*, provider: Provider, notice: PaymentNotice, at: datetime) -> ProviderEvent | None:
    """Book what an event tells; None where it was told before. Two who are told at once book it once."""
    if ProviderEvent.objects.filter(provider=provider.name, event=notice.event).exists():
        return None
    try:
        with transaction.atomic():
            payment, note = _booked(provider, notice, at) if notice.money else (None, "")
            return ProviderEvent.objects.create(
                provider=provider.name,
                event=notice.event,
                kind=notice.kind[:80],
                received_at=at,
                payment=payment,
                note=note[:300],
            )
    except IntegrityError:
        if ProviderEvent.objects.filter(provider=provider.name, event=notice.event).exists():
            return None
        raise


def _booked(provider: Provider, notice: PaymentNotice, at: datetime) -> tuple[Payment | None, str]:
    """The payment, used for its invoice as far as that is open; money for an unknown invoice is nobody's yet."""
    assert notice.money is not None
    invoice = Invoice.objects.filter(number=notice.number).select_related("organisation", "balance").first()
    try:
        payment = record_payment(
            received_on=min(timezone.localdate(notice.at), timezone.localdate(at)),
            amount=notice.money.amount,
            currency=notice.money.currency,
            by=None,
            at=at,
            organisation_id=invoice.organisation_id if invoice else None,
            method=Payment.Method.ONLINE,
            payer=notice.payer,
            reference_text=notice.number,
            source=Reference(f"{provider.name}.Checkout", notice.reference, f"{provider.label} {notice.reference}"),
        )
    except AlreadyRecorded as refusal:
        return None, str(refusal)
    if invoice is None:
        return payment, _("There is no invoice %(number)s.") % {"number": notice.number}
    try:
        allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=None, at=at)
    except RuleError as refusal:
        # The money has come all the same: it stays the member's credit.
        return payment, str(refusal)
    return payment, ""
