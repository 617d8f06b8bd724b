"""The open API of assessment: diagnoses that their cities chose to show, and submitted responses; read-only."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from wego.assessment.panels import published_record
from wego.assessment.queries import published_diagnoses, submitted_responses
from wego.core.listings.api import Paged
from wego.members.key_access import OPTIONAL_KEY, KeyOfOrganisation, key_of, without_a_key
from wego.members.models import ApiKey, Organisation
from wego.questionnaires.models import Answer, Response

router = Router(tags=["assessment"])


class DiagnosisItem(Schema):
    """A diagnosis that its city chose to show. `is_made_up`: of a demonstration, no city gave the answers."""

    organisation: str
    framework: str
    framework_version: str
    year: int
    stage: str | None
    stage_number: int | None
    score: float | None
    dimensions: dict[str, float]
    is_made_up: bool


class DiagnosisList(Schema):
    count: int
    items: list[DiagnosisItem]


class ResponseItem(Schema):
    """A submitted response. `answers` by the code of the question: one's own alone, with a key; else null."""

    organisation: str
    questionnaire: str
    version: str
    year: int
    submitted_at: datetime
    is_published: bool = Field(description="its diagnosis is public")
    is_made_up: bool
    answers: dict[str, Any] | None


class ResponseList(Schema):
    count: int
    items: list[ResponseItem]


class ResponseQuery(Paged):
    organisation: str = Field("", max_length=80, description="slug")
    questionnaire: str = Field("", max_length=60)
    year: int | None = Field(None, ge=1900, le=2999)


class DiagnosisQuery(Schema):
    organisation: str = Field("", max_length=80, description="slug")
    year: int | None = None
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=1_000_000)


@router.get("/diagnoses", response=DiagnosisList, summary="Published diagnoses")
def diagnoses(request: HttpRequest, asked: Query[DiagnosisQuery]) -> dict[str, Any]:
    """Latest years first."""
    found = published_diagnoses()
    if asked.organisation:
        found = found.filter(organisation__slug=asked.organisation)
    if asked.year is not None:
        found = found.filter(year=asked.year)
    rows = found[asked.offset : asked.offset + asked.limit]
    return {"count": found.count(), "items": [published_record(diagnosis) for diagnosis in rows]}


@router.get(
    "/responses",
    response=ResponseList,
    summary="Submitted responses",
    auth=[KeyOfOrganisation(ApiKey.Scope.RESPONSES_READ), without_a_key],
    operation_id="list_responses",
    openapi_extra=OPTIONAL_KEY,
)
def responses(request: HttpRequest, asked: Query[ResponseQuery]) -> dict[str, Any]:
    """Those whose diagnosis is public; with a key also all of one's own, with the answers. Latest years first."""
    key = key_of(request)
    own = key.organisation if key else None
    found = submitted_responses(own)
    if asked.organisation:
        found = found.filter(organisation__slug=asked.organisation)
    if asked.questionnaire:
        found = found.filter(questionnaire__code=asked.questionnaire)
    if asked.year is not None:
        found = found.filter(year=asked.year)
    part = list(found[asked.offset : asked.offset + asked.limit])
    answers = _answers_of(part, own)
    return {"count": found.count(), "items": [_response(one, own, answers[one.pk]) for one in part]}


def _answers_of(responses: list[Response], own: Organisation | None) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    numbers = [one.pk for one in responses if own is not None and one.organisation_id == own.pk]
    if numbers:
        for answer in Answer.objects.filter(response__in=numbers, replaced_at=None, value__isnull=False):
            found[answer.response_id][answer.question] = answer.value
    return found


def _response(one: Response, own: Organisation | None, answers: dict[str, Any]) -> dict[str, Any]:
    diagnosis = getattr(one, "diagnosis", None)
    return {
        "organisation": one.organisation.slug,
        "questionnaire": one.questionnaire.code,
        "version": one.questionnaire.version,
        "year": one.year,
        "submitted_at": one.submitted_at,
        "is_published": bool(diagnosis and diagnosis.is_published and diagnosis.is_in_force),
        "is_made_up": one.is_demonstration,
        "answers": answers if own is not None and one.organisation_id == own.pk else None,
    }
