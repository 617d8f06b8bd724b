"""How allauth behaves here: closed to strangers, mails in the reader's language, secrets encrypted, acts recorded."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.translation import get_language_from_path

from wego.accounts.mails import kind_of_account_mail
from wego.accounts.models import User
from wego.accounts.queries import enters_office, holders_of, is_invited, lacks_second_factor, person_with_address
from wego.accounts.second_factor import was_used
from wego.accounts.services.people import drop_claims
from wego.core import audit, outbox
from wego.core.encryption import box
from wego.core.names import holds_address
from wego.core.plain_text import plain
from wego.core.references import Reference

# Sign-ins that failed, for those who watch the machine: neither address nor password, only where from.
security = logging.getLogger("wego.security")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail address. Nobody signs up: an account opens by an invitation's own page, or in the office."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail is in its reader's language, and so are the pages that it leads to."""
        reader = context.get("user") or person_with_address(email)
        language = reader.language if isinstance(reader, User) else translation.get_language() or "en"
        # Addresses are read in the language in which they were written, so before it changes.
        translated = {
            name: translate_url(value, language) if name.endswith("_url") else value for name, value in context.items()
        }
        with translation.override(language):
            written = self.render_mail(template_prefix, email, {"email": email, **translated})
        person = reader if isinstance(reader, User) else None
        try:
            outbox.queue_text(
                kind_of_account_mail(template_prefix),
                to=email,
                language=language,
                letter=outbox.ComposedMail(written.subject, written.body),
                about=person or Reference("", "", ""),
                by=person,
                at=timezone.now(),
            )
        except outbox.TooManyMails:
            # Nobody is told at the page: the answer is the same for every address.
            security.warning("no more mails to one address today: %s", template_prefix)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the office whoever works or reads there, else to one's own pages; in the language of the page.

        Single sign-on's address has none, so in one's own.
        """
        user: Any = request.user
        here = get_language_from_path(request.path_info)
        with translation.override(here or user.language):
            user.has_used_second_factor = was_used(request, user)
            if lacks_second_factor(user):
                return resolve_url("accounts:second_factor")
            if enters_office(user):
                return resolve_url("wagtailadmin_home")
            return super().get_login_redirect_url(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except Exception:
            security.warning("sign-in held back after too many attempts, from %s", self.get_client_ip(request))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a trace; how many there can be is held by the limit on attempts."""
        security.warning("sign-in refused, from %s", self.get_client_ip(request))
        person = person_with_address(credentials.get("email") or "")
        if person:
            audit.record("person.sign_in_refused", person, by=None, at=timezone.now(), label=str(person.key))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on leads to an account whose address the provider vouches for; it opens none for a stranger."""

    def authenticate_by_email(self, sociallogin: SocialLogin) -> Any:
        """The account whose person has confirmed the address here; anybody can add an address to an account."""
        for address in sociallogin.email_addresses:
            # Some providers send the text "false": only a plain yes counts.
            address.verified = address.verified is True
        for address in sociallogin.email_addresses:
            for user in holders_of(address.email) if address.verified else ():
                return user, address.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """An address for which the provider vouches is nobody else's: claims to it must not bar an invited person."""
        if not sociallogin.is_existing and self.is_open_for_signup(request, sociallogin):
            for address in sociallogin.email_addresses:
                if address.verified is True:
                    drop_claims(email=address.email, at=timezone.now())

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return any(
            address.verified is True and is_invited(address.email, timezone.now())
            for address in sociallogin.email_addresses
        )

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        user: Any = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        name = plain(data.get("name") or " ".join(filter(None, parts)))[:150]
        user.name = "" if holds_address(name) else name
        user.language = translation.get_language() or "en"
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:
        user: Any = super().save_user(request, sociallogin, form)
        audit.record("person.joined", user, by=user, at=timezone.now(), label=str(user.key), after={"by": "sso"})
        return user


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted with the platform's key: a stolen database opens no doors."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": str(user)}

    def _get_site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME


def _box() -> MultiFernet:
    return box("mfa")
