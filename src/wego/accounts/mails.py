"""The mails of accounts: what each is called, and what a person is told of the mails that were sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wego.accounts.models import User
from wego.accounts.queries import proven_addresses
from wego.core.models import Mail
from wego.core.outbox import Limits, MailKind, declare, label_of

WAY_IN = declare(MailKind("accounts/mail/way_in", _("Link to set a password"), is_secret=True))
SECOND_FACTOR_RESET = declare(MailKind("accounts/mail/second_factor_reset", _("Second factor removed")))


def _asked_for(code: str, label: Promise) -> MailKind:
    """What anybody can ask for with any address; on the next day it is of no use to whoever waited for it."""
    limits = Limits(person=20, about=20, recipient=10)
    return declare(MailKind(code, label, is_secret=True, good_for=timedelta(days=1), limits=limits))


# What tells of a change to how somebody signs in, by whatever name the library has for it.
NOTICE = declare(MailKind("account/email", _("Account notice"), is_secret=True))
_ASKED_FOR = {
    kind.code: kind
    for kind in (
        _asked_for("account/email/password_reset_key", _("Link to set a new password")),
        _asked_for("account/email/email_confirmation", _("Address confirmation")),
        _asked_for("account/email/email_confirmation_signup", _("Address confirmation")),
        _asked_for("account/email/unknown_account", _("No account with this address")),
    )
}


def kind_of_account_mail(template_prefix: str) -> MailKind:
    """The kind of a mail that allauth writes."""
    return _ASKED_FOR.get(template_prefix, NOTICE)


def personal_data(*, user: User) -> tuple[str, dict[str, Any]]:
    """Fills `accounts.hooks.personal_data`: what was mailed to a person's proven addresses."""
    sent = Mail.objects.filter(recipient__in=proven_addresses(user))
    rows = sent.values("kind", "recipient", "subject", "about_label", "status", "queued_at", "sent_at")
    return "mails", {"mails": [{**row, "kind": label_of(row["kind"])} for row in rows]}
