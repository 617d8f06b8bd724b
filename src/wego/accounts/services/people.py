"""People: their account, name, language and way in."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from wego.accounts import mails
from wego.accounts.models import NetworkRole, User
from wego.accounts.queries import person_with_address
from wego.accounts.services.roles import grant_role
from wego.accounts.services.sessions import end_sessions
from wego.core import audit, outbox
from wego.core.names import refuse_address
from wego.core.rules import RuleError


class AddressTaken(RuleError):
    """The address belongs to somebody's account."""


@transaction.atomic
def open_account(
    *,
    email: str,
    name: str,
    language: str,
    password: str | None,
    by: User | None,
    at: datetime,
    is_demonstration: bool = False,
) -> User:
    """Open the account of a person who has been shown to hold the address (by a mailed link, or by who asks)."""
    email = email.strip().lower()
    refuse_address(name)
    if person_with_address(email):
        raise AddressTaken(_("An account with this address already exists. Sign in to it, or use another address."))
    user = User.objects.create_user(
        email, password, name=name.strip(), language=language, joined_at=at, is_demonstration=is_demonstration
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    audit.record("person.joined", user, by=by or user, at=at, label=str(user.key), after={"language": language})
    return user


@transaction.atomic
def add_person(*, email: str, name: str, language: str, role: str, by: User, at: datetime, region: str = "") -> User:
    """The secretariat opens an account for somebody, with a role in the network, and mails the way in."""
    user = open_account(email=email, name=name, language=language, password=None, by=by, at=at)
    grant_role(user_id=user.pk, role=role, region=region, by=by, at=at)
    _mail_way_in(user, by=by, at=at)
    return user


@transaction.atomic
def send_way_in(*, user_id: int, by: User, at: datetime) -> User:
    """Mail a person a link, good once, to set a password."""
    user = User.objects.get(pk=user_id, erased_at=None, is_active=True)
    audit.record("person.way_in_sent", user, by=by, at=at, label=str(user.key))
    _mail_way_in(user, by=by, at=at)
    return user


@transaction.atomic
def change_person(*, user_id: int, name: str, language: str, time_zone: str = "", by: User, at: datetime) -> User:
    """Change how a person is called, in which language the person is written to, and in whose time."""
    refuse_address(name)
    user = User.objects.select_for_update().get(pk=user_id, erased_at=None)
    # The trail keeps no names: they would outlive an erasure.
    before, after = {"language": user.language}, {"language": language}
    if user.time_zone != time_zone:
        before["time_zone"], after["time_zone"] = user.time_zone, time_zone
    is_renamed = user.name != name.strip()
    user.name, user.language, user.time_zone = name.strip(), language, time_zone
    user.save(update_fields=["name", "language", "time_zone"])
    audit.record(
        "person.changed", user, by=by, at=at, label=str(user.key), before=before, after={**after, "renamed": is_renamed}
    )
    return user


@transaction.atomic
def create_admin(*, email: str, at: datetime) -> tuple[User, str]:
    """Somebody of the secretariat, made on the server's command line, and a link, good once, to set a password.

    Whoever has an account already keeps it, and gets the role. The second factor is asked for on the first sign-in.
    """
    user = person_with_address(email)
    if user is None:
        user = open_account(email=email, name="", language="en", password=None, by=None, at=at)
    if not NetworkRole.objects.filter(user=user, role=NetworkRole.Role.SECRETARIAT, ended_at=None).exists():
        grant_role(user_id=user.pk, role=NetworkRole.Role.SECRETARIAT, by=None, at=at)
    return user, set_password_link(user)


@transaction.atomic
def drop_claims(*, email: str, at: datetime) -> None:
    """Take an address off the accounts to which it was added and never confirmed: its holder has turned up."""
    claims = EmailAddress.objects.select_for_update(of=("self",)).filter(email__iexact=email, verified=False)
    for claim in claims.exclude(primary=True).select_related("user"):
        audit.record("person.address_removed", claim.user, by=None, at=at, label=str(claim.user.key))
        claim.delete()


@transaction.atomic
def reset_second_factor(*, user_id: int, by: User, at: datetime) -> User:
    """Help somebody back in who has lost the second factor and the recovery codes: all factors and sessions end."""
    user = User.objects.select_for_update().get(pk=user_id, erased_at=None)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    audit.record("person.second_factor_reset", user, by=by, at=at, label=str(user.key))
    facts = {"person": user, "by": by, "base_url": settings.WEGO_BASE_URL}
    outbox.queue_mail(
        mails.SECOND_FACTOR_RESET, to=user.email, language=user.language, facts=facts, about=user, by=by, at=at
    )
    return user


def set_password_link(user: User) -> str:
    """A link that sets a password once; using it, or a change of address, makes it worthless."""
    with translation.override(user.language):
        path = reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
        )
    return settings.WEGO_BASE_URL + path


def _mail_way_in(user: User, *, by: User, at: datetime) -> None:
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    facts = {"person": user, "link": set_password_link(user), "days": days, "base_url": settings.WEGO_BASE_URL}
    outbox.queue_mail(mails.WAY_IN, to=user.email, language=user.language, facts=facts, about=user, by=by, at=at)
