"""Who may do what with a response."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer, roles_at
from wego.questionnaires.models import Response
from wego.questionnaires.queries import ANSWERING

can_see_responses = Permission(
    code="questionnaires.see_responses", label=_("View members' answers and evidence"), is_regional=True
)


def can_start_response(user: Any, organisation: Organisation) -> bool:
    """Begin the year's answers."""
    return not roles_at(user, organisation).isdisjoint(ANSWERING)


def can_answer_response(user: Any, response: Response) -> bool:
    """Save answers."""
    return not roles_at(user, response.organisation).isdisjoint(ANSWERING)


def can_submit_response(user: Any, response: Response) -> bool:
    """An officer signs for the organisation."""
    return is_officer(user, response.organisation)


def can_reopen_response(user: Any, response: Response) -> bool:
    """Whoever may sign may take it back."""
    return is_officer(user, response.organisation)
