"""Who may do what with a diagnosis."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.assessment.models import Diagnosis
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer
from wego.questionnaires import permissions as responses
from wego.questionnaires.models import Response

can_list_diagnoses = Permission(
    code="assessment.see_diagnoses", label=_("View the diagnoses of members and their stages"), is_regional=True
)


def can_start_diagnosis(user: Any, organisation: Organisation) -> bool:
    """Officers and contributors of a local government: the questions are a city's."""
    is_city = organisation.kind == Organisation.Kind.LOCAL_GOVERNMENT
    return is_city and responses.can_start_response(user, organisation)


def can_answer_diagnosis(user: Any, response: Response) -> bool:
    return responses.can_answer_response(user, response)


def can_submit_diagnosis(user: Any, response: Response) -> bool:
    return responses.can_submit_response(user, response)


def can_reopen_diagnosis(user: Any, response: Response) -> bool:
    return responses.can_reopen_response(user, response)


def can_publish_diagnosis(user: Any, diagnosis: Diagnosis) -> bool:
    """An officer decides whether the public sees the stage."""
    return is_officer(user, diagnosis.organisation)
