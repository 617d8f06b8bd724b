"""Who may do what with a response, and with rounds of collection."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer, roles_at
from wego.questionnaires.models import Response
from wego.questionnaires.queries import ANSWERING
from wego.questionnaires.queries.mandates import prepares_for
from wego.records.permissions import can_see_evidence

can_see_responses = Permission(
    code="questionnaires.see_responses",
    label=_("View members' answers and evidence"),
    implies=can_see_evidence,
    is_regional=True,
)

can_keep_rounds = Permission(
    code="questionnaires.keep_rounds",
    label=_("Open rounds of collection, extend deadlines and send reminders"),
    implies=can_see_responses,
)


def can_ask_extension(user: Any, organisation: Organisation) -> bool:
    """An officer asks for the organisation."""
    return is_officer(user, organisation)


can_see_questionnaires = Permission(
    code="questionnaires.see_questionnaires", label=_("View versions and drafts of questionnaires")
)
can_make_questionnaires = Permission(
    code="questionnaires.make_questionnaires",
    label=_("Upload, try and publish questionnaires"),
    implies=can_see_questionnaires,
)


def can_start_response(user: Any, organisation: Organisation) -> bool:
    """Begin the year's answers."""
    return _writes_for(user, organisation)


def can_answer_response(user: Any, response: Response) -> bool:
    """Save answers, and ask others to."""
    return _writes_for(user, response.organisation)


def can_assign_answers(user: Any, response: Response) -> bool:
    """Say who answers what: whoever answers."""
    return _writes_for(user, response.organisation)


def can_ask_outside(user: Any, response: Response) -> bool:
    """In the organisation's name only its own people write to others and take their answers over."""
    return not roles_at(user, response.organisation).isdisjoint(ANSWERING)


def can_grant_mandate(user: Any, organisation: Organisation) -> bool:
    """An officer decides who prepares the organisation's answers."""
    return is_officer(user, organisation)


def can_submit_response(user: Any, response: Response) -> bool:
    """An officer signs for the organisation."""
    return is_officer(user, response.organisation)


def can_reopen_response(user: Any, response: Response) -> bool:
    """Whoever may sign may take it back."""
    return is_officer(user, response.organisation)


def _writes_for(user: Any, organisation: Organisation) -> bool:
    return not roles_at(user, organisation).isdisjoint(ANSWERING) or prepares_for(user, organisation)
