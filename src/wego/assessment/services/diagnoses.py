"""Starting, submitting, reopening and publishing a diagnosis."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.assessment import results
from wego.assessment.definitions import framework_of
from wego.assessment.models import Diagnosis, Framework
from wego.assessment.queries import framework_for
from wego.core import audit
from wego.core.rules import RuleError
from wego.engines import scoring
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Response
from wego.questionnaires.queries import answers_in_force, values_of
from wego.questionnaires.services.responses import reopen_response, start_response, submit_response


class NotInForce(RuleError):
    """The diagnosis is reopened: there is nothing to publish."""


def start_diagnosis(
    *, organisation_id: int, framework: Framework | None, year: int, by: User, at: datetime
) -> Response:
    """Begin the year's diagnosis, or go on with the one that is begun."""
    questionnaire = framework.questionnaire if framework else None
    return start_response(organisation_id=organisation_id, questionnaire=questionnaire, year=year, by=by, at=at)


@transaction.atomic
def submit_diagnosis(*, response_id: int, by: User, at: datetime) -> Diagnosis:
    """Close the response and compute what it comes to, or neither."""
    response = submit_response(response_id=response_id, by=by, at=at)
    former = Diagnosis.objects.filter(response=response).first()
    framework = framework_for(response)
    diagnosis = former or Diagnosis(response=response, organisation=response.organisation, year=response.year)
    before = _outline(former) if former else None
    diagnosis.framework = framework
    for name, value in diagnosed(framework, response).items():
        setattr(diagnosis, name, value)
    diagnosis.submitted_at, diagnosis.is_in_force = at, True
    diagnosis.revision, diagnosis.is_demonstration = response.revision, response.is_demonstration
    diagnosis.save()
    audit.record("diagnosis.submitted", diagnosis, by=by, at=at, before=before, after=_outline(diagnosis))
    return diagnosis


@transaction.atomic
def reopen_diagnosis(*, response_id: int, by: User, at: datetime) -> Diagnosis:
    """Take a diagnosis back into work. Until it is submitted again it shows nowhere, and its publication ends."""
    response = reopen_response(response_id=response_id, by=by, at=at)
    diagnosis = Diagnosis.objects.select_for_update().get(response=response)
    diagnosis.is_in_force = diagnosis.is_published = False
    diagnosis.save(update_fields=["is_in_force", "is_published"])
    audit.record("diagnosis.reopened", diagnosis, by=by, at=at, before=_outline(diagnosis))
    return diagnosis


@transaction.atomic
def publish_diagnosis(*, diagnosis_id: int, is_published: bool, by: User, at: datetime) -> Diagnosis:
    """Show the stage on the organisation's public profile, or take it away again."""
    diagnosis = Diagnosis.objects.select_for_update().get(pk=diagnosis_id)
    if not diagnosis.is_in_force:
        raise NotInForce(_("This diagnosis has been reopened. Submit it again before you show it."))
    if diagnosis.is_published != is_published:
        diagnosis.is_published = is_published
        diagnosis.save(update_fields=["is_published"])
        action = "diagnosis.published" if is_published else "diagnosis.withdrawn"
        audit.record(action, diagnosis, by=by, at=at, after={"is_published": is_published})
    return diagnosis


def diagnosed(framework: Framework, response: Response) -> dict[str, Any]:
    """The diagnosis's columns, computed from the answers in force."""
    answers = values_of(answers_in_force(response).values())
    reading = framework_of(framework)
    return columns(reading, results.compute(reading, definition_of(response.questionnaire), answers))


def columns(framework: scoring.FrameworkDefinition, result: dict[str, Any]) -> dict[str, Any]:
    """A computed result as the columns of a diagnosis."""
    stage = result["stage"]
    return {
        "score": result["score"],
        "stage": stage or "",
        "stage_number": framework.stage_codes.index(stage) + 1 if stage else None,
        "dimension_scores": results.scores_of(result["dimensions"]),
        "aspect_scores": results.scores_of(result["aspects"]),
        "result": result,
    }


def _outline(diagnosis: Diagnosis) -> dict[str, Any]:
    return {"score": diagnosis.score, "stage": diagnosis.stage, "revision": diagnosis.revision}
