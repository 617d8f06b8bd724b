"""The terms of payment and the accounts to which members pay."""

from __future__ import annotations

from django.db.models import QuerySet

from wego.finance.models import BankAccount, BillingContact, Terms
from wego.members.models import Organisation

# Ours, where no network folder says otherwise; marked as an assumption in the terms' note.
PAYMENT_DAYS, REMINDER_DAYS = 60, [14, 45, 90]


def terms_in_force() -> Terms:
    """The terms of the network folder; ours where none is loaded."""
    return Terms.objects.first() or Terms(pk=1, payment_days=PAYMENT_DAYS, reminder_days=list(REMINDER_DAYS))


def account_for(currency: str) -> BankAccount | None:
    """Where money of a currency is to be sent; None while the secretariat has entered nothing."""
    return BankAccount.objects.filter(currency=currency, is_in_force=True).first()


def bank_accounts() -> QuerySet[BankAccount]:
    """Every account there was, those in force first in their currency."""
    return BankAccount.objects.all()


def contact_of(organisation: Organisation) -> BillingContact | None:
    """Who gets the organisation's invoices; None while nobody is named."""
    return BillingContact.objects.filter(organisation=organisation).first()
