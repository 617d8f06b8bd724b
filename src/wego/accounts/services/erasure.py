"""Erasure of a person that leaves the audit trail true: the acts stay, under a key that names nobody."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from wagtail.users.models import UserProfile

from wego.accounts import hooks
from wego.accounts.models import NetworkRole, User
from wego.accounts.services.roles import LastOfSecretariat, refuse_emptying_secretariat
from wego.accounts.services.sessions import end_sessions
from wego.core import audit

__all__ = ["LastOfSecretariat", "erase_person"]


@transaction.atomic
def erase_person(*, user_id: int, by: User, at: datetime) -> User:
    """Take everything that names a person out of the platform; roles, posts and sessions end at once.

    What was done remains done and remains in the trail by the person's key, which from now on leads to no name.
    """
    user = User.objects.select_for_update().get(pk=user_id, erased_at=None)
    roles = NetworkRole.objects.filter(user=user, ended_at=None)
    refuse_emptying_secretariat(list(roles))
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    hooks.person_erased.fire(user=user, addresses=addresses, by=by, at=at)
    roles.update(ended_at=at)
    end_sessions(user)
    for kept in (EmailAddress, SocialAccount, Authenticator, UserProfile):
        kept.objects.filter(user=user).delete()
    user.email, user.name, user.language, user.time_zone = f"{user.key}@erased.invalid", "", "en", ""
    user.is_active, user.last_login, user.erased_at = False, None, at
    user.set_unusable_password()
    user.save()
    audit.record("person.erased", user, by=by, at=at, label=str(user.key))
    return user
