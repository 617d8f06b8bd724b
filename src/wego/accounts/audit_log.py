"""Writes what people do to their own way in (allauth's acts) into the audit trail."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import clear_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.utils import timezone

from wego.accounts.queries import factors_of
from wego.accounts.second_factor import note_enrolment
from wego.core import audit

FACTORS = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}


def connect() -> None:
    """Listen; called once, when the app is ready."""
    for signal, action in (
        (account.user_logged_in, "person.signed_in"),
        (account.password_changed, "person.password_changed"),
        (account.password_set, "person.password_set"),
        (account.password_reset, "person.password_reset"),
        (account.email_added, "person.address_added"),
        (account.email_removed, "person.address_removed"),
        (account.email_changed, "person.address_changed"),
        (mfa.authenticator_reset, "person.recovery_codes_renewed"),
    ):
        signal.connect(_recorder(action), weak=False, dispatch_uid=f"wego.accounts.{action}")
    account.email_confirmed.connect(_on_address_confirmed)
    mfa.authenticator_added.connect(_on_factor_added)
    mfa.authenticator_removed.connect(_on_factor_removed)
    mfa.authentication_failed.connect(_on_factor_refused)
    social.social_account_added.connect(_on_single_sign_on_added)
    social.social_account_removed.connect(_on_single_sign_on_removed)


def _record(action: str, user: Any, by: Any, **after: Any) -> None:
    audit.record(action, user, by=by, at=timezone.now(), label=str(user.key), after=after)


def _recorder(action: str) -> Any:
    def receive(user: Any, **_facts: Any) -> None:
        _record(action, user, user)

    return receive


def _on_address_confirmed(email_address: Any, **_facts: Any) -> None:
    _record("person.address_confirmed", email_address.user, email_address.user)


def _on_factor_added(request: Any, user: Any, authenticator: Authenticator, **_facts: Any) -> None:
    _record("person.second_factor_added", user, user, type=authenticator.type)
    if authenticator.type in FACTORS:
        note_enrolment(request, user, authenticator)


def _on_factor_removed(request: Any, user: Any, authenticator: Authenticator, **_facts: Any) -> None:
    _record("person.second_factor_removed", user, user, type=authenticator.type)
    if not FACTORS & set(factors_of(user)):
        # What the session remembers of a factor that is gone must not keep the office open.
        clear_authentication_records(request)


def _on_factor_refused(user: Any, authenticator: Authenticator, **_facts: Any) -> None:
    _record("person.second_factor_refused", user, None, type=authenticator.type)


def _on_single_sign_on_added(sociallogin: Any, **_facts: Any) -> None:
    user = sociallogin.user
    _record("person.single_sign_on_added", user, user, provider=sociallogin.account.provider)


def _on_single_sign_on_removed(socialaccount: Any, **_facts: Any) -> None:
    user = socialaccount.user
    _record("person.single_sign_on_removed", user, user, provider=socialaccount.provider)
