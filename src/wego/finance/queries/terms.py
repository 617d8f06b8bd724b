"""The terms of payment, the accounts to which members pay, and who gets the invoices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from wego.accounts.models import User
from wego.accounts.queries import proven_addresses
from wego.finance.models import BankAccount, BillingContact, Terms
from wego.finance.ubl.models import ElectronicAddress
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


def electronic_address_of(organisation: Organisation) -> ElectronicAddress | None:
    """Where the organisation receives electronic invoices; None while it has not said so."""
    return ElectronicAddress.objects.filter(organisation=organisation).first()


def contacts_naming(user: User) -> QuerySet[BillingContact]:
    """The billing contacts that bear an address of a person: only one that the person has shown to hold."""
    held = {user.email.lower(), *proven_addresses(user)}
    return BillingContact.objects.annotate(folded=Lower("email")).filter(folded__in=held)


def personal_data(*, user: User) -> tuple[str, dict[str, Any]]:
    """Fills `accounts.hooks.personal_data`: the billing contacts that name one of a person's addresses."""
    facts = ("organisation__slug", "name", "email", "language", "address", "purchase_reference", "changed_at")
    return "finance", {"billing_contacts": list(contacts_naming(user).order_by("pk").values(*facts))}
