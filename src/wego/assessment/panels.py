"""What assessment shows on pages below it: the stage on a member's profile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wego.accounts.authorization import has_permission_in
from wego.assessment.definitions import framework_of
from wego.assessment.models import Diagnosis
from wego.assessment.queries import latest_diagnosis, published_diagnosis
from wego.assessment.reports import mark_of
from wego.assessment.wording import Words, score_text
from wego.members.hooks import ProfilePanel
from wego.members.models import Organisation
from wego.members.queries.affiliations import roles_at
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.queries import ANSWERING
from wego.questionnaires.wording import text_of

SEE = "questionnaires.see_responses"


def stage_panel(organisation: Organisation, request: HttpRequest) -> ProfilePanel | None:
    """The stage, where the organisation chose to show it; to its own people and the office also where not."""
    if organisation.kind != Organisation.Kind.LOCAL_GOVERNMENT:
        return None
    answers = not roles_at(request.user, organisation).isdisjoint(ANSWERING)
    may_see = answers or has_permission_in(request.user, SEE, organisation.region.code)
    diagnosis = latest_diagnosis(organisation) if may_see else published_diagnosis(organisation)
    if diagnosis is None:
        return None
    data = _shown(diagnosis) | {"report": diagnosis.response_id if may_see else None}
    # The record as a file holds what the public may see, whoever saves it.
    record = published_record(diagnosis) if diagnosis.is_published else None
    return ProfilePanel(
        anchor="stage",
        title=text_of(diagnosis.framework.titles),
        template="assessment/panel.html",
        lead="assessment/lead.html",
        lead_title=_("Stage of %(year)s") % {"year": diagnosis.year},
        data=data,
        record=record,
    )


def _shown(diagnosis: Diagnosis) -> dict[str, Any]:
    framework = framework_of(diagnosis.framework)
    words = Words(framework, definition_of(diagnosis.framework.questionnaire))
    return {
        "year": str(diagnosis.year),
        "score": score_text(diagnosis.score),
        "stage": words.stage(diagnosis.stage),
        "number": diagnosis.stage_number,
        "stages": [
            (words.stage(stage.code), number <= (diagnosis.stage_number or 0), number == diagnosis.stage_number)
            for number, stage in enumerate(framework.stages, start=1)
        ],
        "is_published": diagnosis.is_published,
        "mark": mark_of(diagnosis.is_demonstration),
        "dimensions": [
            (words.part(dimension.code), score_text(diagnosis.dimension_scores.get(dimension.code)))
            for dimension in framework.dimensions
        ],
    }


def published_record(diagnosis: Diagnosis) -> dict[str, Any]:
    """A published diagnosis in plain values, as the record and the API give it; made-up ones say so."""
    return {
        "organisation": diagnosis.organisation.slug,
        "framework": diagnosis.framework.code,
        "framework_version": diagnosis.framework.version,
        "year": diagnosis.year,
        "stage": diagnosis.stage or None,
        "stage_number": diagnosis.stage_number,
        "score": diagnosis.score,
        "dimensions": diagnosis.dimension_scores,
        "is_made_up": diagnosis.is_demonstration,
    }
