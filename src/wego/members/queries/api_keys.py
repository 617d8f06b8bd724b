"""Reads of API keys: whose they are, and which one a secret is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from wego.accounts.authorization import permitted_rows
from wego.core.personal_links.queries import digest_of
from wego.members.models import ApiKey, Organisation
from wego.members.queries.affiliations import OFFICER, organisations_of


def organisations_with_keys_of(user: Any) -> QuerySet[Organisation]:
    """Where a person sees the keys: officers at their organisations, and who sees the register."""
    return permitted_rows(
        Organisation.objects.all(),
        user,
        "members.see_register",
        own=lambda: Q(pk__in=organisations_of(user, OFFICER)),
    )


def api_keys_visible_to(user: Any) -> QuerySet[ApiKey]:
    """The keys of these organisations."""
    return ApiKey.objects.filter(organisation__in=organisations_with_keys_of(user)).select_related("organisation")


def keys_of(organisation: Organisation) -> QuerySet[ApiKey]:
    """All keys of an organisation, those that work first, the newest of them first."""
    return organisation.api_keys.select_related("made_by").order_by("revoked_at", "-expires_on", "-made_at", "-pk")


def key_by_secret(secret: str, *, on: date) -> ApiKey | None:
    """The key that this secret is, if it works on this day."""
    found = ApiKey.objects.select_related("organisation__place").filter(digest=digest_of(secret)).first()
    return found if found is not None and found.is_open(on) else None
