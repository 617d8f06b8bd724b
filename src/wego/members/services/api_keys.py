"""Making, revoking and using API keys."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit
from wego.core.personal_links.queries import digest_of
from wego.core.rules import RuleError
from wego.members.models import AnsweredRequest, ApiKey, Organisation

PREFIX = "wego_"  # by which a key is known that somebody left in a file
LONGEST = timedelta(days=2 * 366)
MOST_OPEN = 20
NOTED_EVERY = timedelta(minutes=5)
KEPT_FOR = timedelta(days=30)


class KeyRefused(RuleError):
    """The key cannot be made as it is asked for."""


class KeyClosed(RuleError):
    """The key was revoked before."""


class OtherContent(RuleError):
    """The idempotency key was used before, for something else."""


@dataclass(frozen=True)
class NewKey:
    """A key that was just made, with its secret: the only moment at which anybody has it."""

    key: ApiKey
    secret: str


@transaction.atomic
def make_api_key(
    *, organisation_id: int, name: str, scopes: Sequence[str], expires_on: date, by: User, at: datetime
) -> NewKey:
    """Make a key for one of an organisation's systems; only its digest is kept."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    today = timezone.localdate(at)
    if not today < expires_on <= today + LONGEST:
        raise KeyRefused(_("A key is valid for at least one day and at most two years."))
    if not scopes or not set(scopes) <= set(ApiKey.Scope.values):
        raise KeyRefused(_("Choose what the key may do."))
    used = organisation.api_keys.filter(revoked_at=None)
    if used.filter(name__iexact=name.strip()).exists():
        raise KeyRefused(_("Another key has this name. Revoke it first, or choose another name."))
    if used.filter(expires_on__gte=today).count() >= MOST_OPEN:
        raise KeyRefused(_("There are %(number)d keys in use. Revoke one of them first.") % {"number": MOST_OPEN})
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        organisation=organisation,
        name=name.strip(),
        digest=digest_of(secret),
        ending=secret[-4:],
        scopes=[one for one in ApiKey.Scope.values if one in scopes],
        made_at=at,
        made_by=by,
        expires_on=expires_on,
    )
    after = {"organisation": organisation.slug, "scopes": key.scopes, "expires_on": expires_on}
    audit.record("api_key.made", key, by=by, at=at, after=after)
    return NewKey(key, secret)


@transaction.atomic
def revoke_api_key(*, key_id: int, by: User, at: datetime) -> ApiKey:
    """From now on the key opens nothing."""
    key = ApiKey.objects.select_for_update().get(pk=key_id)
    if key.revoked_at is not None:
        raise KeyClosed(_("This key has already been revoked."))
    key.revoked_at, key.revoked_by = at, by
    key.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("api_key.revoked", key, by=by, at=at)
    return key


def note_use(key: ApiKey, *, at: datetime) -> None:
    """Note that a key was used, at most once in five minutes: a figure for its holders, no act."""
    if key.last_used_at is None or key.last_used_at < at - NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)


@transaction.atomic
def answer_once(
    *, key: ApiKey, idempotency_key: str, sha256: str, act: Callable[[], dict[str, Any]], at: datetime
) -> tuple[dict[str, Any], bool]:
    """Do what a request asks for and keep the answer; a request that comes again is answered by what is kept.

    Two that arrive at once wait for each other. Raises OtherContent where the same key came with something else.
    """
    ApiKey.objects.select_for_update().get(pk=key.pk)
    known = key.answered_requests.filter(idempotency_key=idempotency_key).first()
    if known is not None:
        if known.sha256 != sha256:
            raise OtherContent(_("This Idempotency-Key was used before with other content. Use a new one."))
        return known.answer, True
    answer = act()
    AnsweredRequest.objects.create(
        key=key, idempotency_key=idempotency_key, sha256=sha256, answer=answer, answered_at=at
    )
    return answer, False


def forget_answered_requests(at: datetime) -> None:
    """Forget the answers that no system will ask for again."""
    AnsweredRequest.objects.filter(answered_at__lt=at - KEPT_FOR).delete()
