"""To whom invoices go, and where the money is to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.authorization import people_permitted
from wego.accounts.models import User
from wego.core import audit, outbox
from wego.core.audit import Actor
from wego.core.codes import currencies_in_use
from wego.core.rules import RuleError
from wego.engines.identifiers import masked
from wego.finance.identifiers import IdentifierWrong, checked_account, checked_bic
from wego.finance.models import BankAccount, BillingContact
from wego.finance.queries.terms import contacts_naming
from wego.members.models import Organisation

CONTACT = ("name", "email", "language", "address", "purchase_reference")
ACCOUNT_CHANGED = outbox.declare(outbox.MailKind("finance/mail/account_changed", gettext_lazy("Changed bank account")))
ACCOUNT = ("holder", "number", "bank", "bic", "bank_address")


class BillingRefused(RuleError):
    """The contact or the account cannot be so."""


@transaction.atomic
def set_billing_contact(
    *, organisation_id: int, values: Mapping[str, str], by: Actor | None, at: datetime
) -> BillingContact:
    """Say who gets an organisation's invoices from now on; invoices that are issued keep what they say."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    given = {name: values.get(name, "").strip() for name in CONTACT}
    given["language"] = given["language"] or "en"
    try:
        validate_email(given["email"])
    except ValidationError as fault:
        raise BillingRefused(fault.messages[0]) from fault
    contact = BillingContact.objects.filter(organisation=organisation).first()
    contact = contact or BillingContact(organisation=organisation)
    for name, value in given.items():
        setattr(contact, name, value)
    contact.changed_at = at
    contact.save()
    # The trail names the organisation, not the person, who may ask to be erased.
    after = {"language": given["language"], "has_address": bool(given["address"])}
    audit.record("billing_contact.set", contact, by=by, at=at, after=after, label=organisation.name.source)
    return contact


@transaction.atomic
def set_bank_account(*, currency: str, values: Mapping[str, str], by: User | None, at: datetime) -> BankAccount:
    """Close the account in force for a currency, put another in its place, and tell the others of the secretariat."""
    given = {name: values.get(name, "").strip() for name in ACCOUNT}
    missing = [name for name in ("holder", "number", "bank") if not given[name]]
    if currency not in currencies_in_use():
        raise BillingRefused(_("“%(code)s” is not a currency.") % {"code": currency})
    if missing:
        raise BillingRefused(_("Enter the account holder, the account number and the bank."))
    try:
        given["bic"] = checked_bic(given["bic"])
        given["number"] = checked_account(given["number"], given["bic"])
    except IdentifierWrong as refusal:
        raise BillingRefused(str(refusal)) from refusal
    last = BankAccount.objects.select_for_update().filter(currency=currency, is_in_force=True).first()
    before = {name: getattr(last, name) for name in ACCOUNT} if last else {}
    if before == given:
        raise BillingRefused(_("This is already in use."))
    if last:
        last.is_in_force = False
        last.save(update_fields=["is_in_force"])
    account = BankAccount(currency=currency, since=timezone.localdate(at), **given)
    try:
        account.full_clean(validate_constraints=False)
    except ValidationError as fault:
        raise BillingRefused(" ".join(fault.messages)) from fault
    account.save()
    audit.record("bank_account.set", account, by=by, at=at, before=before, after={**given, "currency": currency})
    _tell_others(account, last, by=by, at=at)
    return account


def _tell_others(account: BankAccount, last: BankAccount | None, *, by: User | None, at: datetime) -> None:
    """Mail the change to everybody who keeps the books but whoever made it: a wrong account is stolen money."""
    for person in people_permitted("finance.keep_books"):
        if by is not None and person.pk == by.pk:
            continue
        with translation.override(person.language):
            facts = {
                "who": f"{by.name} <{by.email}>" if by and by.name else by.email if by else "",
                "currency": account.currency,
                "old": _shown(last) if last else _("none"),
                "new": _shown(account),
                "at": at,
                "url": settings.WEGO_BASE_URL + reverse("office_finance:settings"),
            }
        outbox.queue_mail(
            ACCOUNT_CHANGED, to=person.email, language=person.language, facts=facts, about=account, by=by, at=at
        )


def _shown(account: BankAccount) -> str:
    """An account in a mail: its number readable at the end only."""
    return f"{account.holder}, {account.bank}, {masked(account.number)}"


def forget_person(*, user: User, addresses: set[str], by: User, at: datetime) -> None:
    """On erasure of a person: no billing contact keeps the name and address; invoices then go to the officers.

    Of `addresses` only those count that the person has shown to hold: whoever types in another's removes nothing.
    """
    for contact in contacts_naming(user).select_related("organisation"):
        audit.record("billing_contact.removed", contact, by=by, at=at, label=contact.organisation.name.source)
        contact.delete()
