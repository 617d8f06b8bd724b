"""Who asks the API: nobody in particular, or a system of an organisation by its key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from wego.core.api_problems import Problem
from wego.core.request_limits import seconds_to_wait
from wego.members.models import ApiKey
from wego.members.queries.api_keys import key_by_secret
from wego.members.services.api_keys import note_use

WRITES_A_MINUTE = 60
WRONG_KEYS_A_MINUTE = 20
NOBODY = "nobody"
OPTIONAL_KEY: dict[str, Any] = {"security": [{}]}  # beside that of the key


class KeyOfOrganisation(HttpBearer):
    """A key that may do what is asked; a key that is wrong, revoked, expired or may not is refused, never ignored."""

    def __init__(self, scope: str, *, is_write: bool = False) -> None:
        self.scope, self.is_write = scope, is_write
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        now = timezone.now()
        key = key_by_secret(token, on=timezone.localdate(now))
        if key is None:
            _limit(f"wrong key {request.META.get('REMOTE_ADDR', '')}", WRONG_KEYS_A_MINUTE)
            detail = _("This key does not work: it is unknown, expired or revoked.")
            raise Problem(401, detail, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        if self.scope not in key.scopes:
            detail = _("This key may not do that: it lacks “%(scope)s”.") % {"scope": self.scope}
            raise Problem(403, detail, headers={"WWW-Authenticate": 'Bearer error="insufficient_scope"'})
        if self.is_write:
            _limit(f"write by key {key.pk}", WRITES_A_MINUTE)
        note_use(key, at=now)
        return key


def without_a_key(request: HttpRequest) -> str | None:
    """Reads what everybody reads, where no key is sent; beside `KeyOfOrganisation` in what needs none."""
    return None if request.headers.get("Authorization") else NOBODY


def key_of(request: Any) -> ApiKey | None:
    """The key with which a request came."""
    found = getattr(request, "auth", None)
    return found if isinstance(found, ApiKey) else None


def _limit(what: str, most: int) -> None:
    if wait := seconds_to_wait(what, most=most, at=timezone.now()):
        raise Problem(429, _("Too many requests. Try again in a minute."), headers={"Retry-After": str(wait)})
