"""The open API of assessment: diagnoses that their cities chose to show; public, read-only, without a key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from wego.assessment.panels import published_record
from wego.assessment.queries import published_diagnoses

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
