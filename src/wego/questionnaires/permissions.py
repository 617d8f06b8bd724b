"""Who may do what with a response."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from wego.members.models import Affiliation, Organisation
from wego.questionnaires.models import Response


def roles_at(user: Any, organisation: Organisation | int) -> frozenset[str]:
    """The roles that a person holds at an organisation today. Asked once per request and organisation."""
    if not user.is_authenticated:
        return frozenset()
    key = organisation if isinstance(organisation, int) else organisation.pk
    known: dict[int, frozenset[str]] = user.__dict__.setdefault("_roles_at", {})
    if key not in known:
        today = timezone.localdate()
        held = Affiliation.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=today), user=user, organisation=key, starts_on__lte=today
        )
        known[key] = frozenset(held.values_list("role", flat=True))
    return known[key]


def can_start_response(user: Any, organisation: Organisation) -> bool:
    """Officers and contributors."""
    return bool(roles_at(user, organisation) & {Affiliation.Role.OFFICER, Affiliation.Role.CONTRIBUTOR})


def can_answer_response(user: Any, response: Response) -> bool:
    """Officers and contributors; the secretariat reads and does not answer for a city."""
    return bool(roles_at(user, response.organisation_id) & {Affiliation.Role.OFFICER, Affiliation.Role.CONTRIBUTOR})


def can_submit_response(user: Any, response: Response) -> bool:
    """An officer signs for the organisation."""
    return Affiliation.Role.OFFICER in roles_at(user, response.organisation_id)


def can_reopen_response(user: Any, response: Response) -> bool:
    """Whoever may sign may take it back."""
    return can_submit_response(user, response)
