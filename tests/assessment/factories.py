"""Frameworks and diagnoses for tests: a small framework over the questionnaire EVERYTHING, worked out by hand."""

from __future__ import annotations

import copy
from typing import Any

from tests.members.factories import make_organisation
from tests.questionnaires.factories import COMPLETE, NOW, make_questionnaire, make_response, say
from wego.accounts.models import User
from wego.assessment.models import Diagnosis, Framework
from wego.assessment.services.diagnoses import submit_diagnosis
from wego.core.definitions.content import digest_of, plain
from wego.engines.questions import Answer
from wego.members.models import Organisation
from wego.questionnaires.models import Questionnaire, Response
from wego.questionnaires.services.answers import save_answers

# Streets: the mean of signals (none 0, planned 50, regular 100) and of share (0 to 50 in two steps of 25).
# House: the mean of law (yes 100) and channels (each of two 50). The whole is the mean of both.
FRAMEWORK: dict[str, Any] = {
    "code": "activator",
    "version": "1",
    "questionnaire": "everything",
    "rule": "levels",
    "title": say("Activator"),
    "note": say("Scored for tests"),
    "minimum_answered": 0.5,
    "aspects": [
        {"code": "tools", "title": say("Tools")},
        {"code": "people", "title": say("People")},
    ],
    "dimensions": [
        {
            "code": "streets",
            "title": say("Streets"),
            "questions": [
                {"question": "signals", "aspect": "tools"},
                {"question": "share", "aspect": "people", "thresholds": [25, 50]},
            ],
        },
        {
            "code": "house",
            "title": say("House"),
            "questions": [
                {"question": "law", "aspect": "tools"},
                {"question": "channels", "aspect": "people", "full": 2},
            ],
        },
    ],
    "stages": [
        {"code": "low", "title": say("Low"), "from": 0, "meaning": say("Little is done")},
        {"code": "mid", "title": say("Mid"), "from": 40, "meaning": say("Much is done")},
        {"code": "top", "title": say("Top"), "from": 80, "meaning": say("All is done")},
    ],
    "gates": [
        {"highest": "low", "while_below": 20, "of": "dimensions", "reason": say("A weak field holds the whole")},
    ],
    "next_steps": {"count": 2, "advice": [{"kinds": ["scale", "single"], "text": say("Continue")}]},
}  # fmt: skip


def framework_data() -> dict[str, Any]:
    return copy.deepcopy(FRAMEWORK)


def make_framework(questionnaire: Questionnaire | None = None, **fields: Any) -> Framework:
    data = framework_data()
    return Framework.objects.create(
        code=data["code"],
        version=data["version"],
        questionnaire=questionnaire or make_questionnaire(),
        sha256=digest_of(data),
        titles=data["title"],
        definition=plain(data),
        published_at=NOW,
        **fields,
    )


def answer(response: Response, by: User, **given: Answer) -> None:
    response.refresh_from_db()
    save_answers(response_id=response.pk, given=given, base_revision=response.revision, by=by, at=NOW)


def make_diagnosis(
    framework: Framework,
    organisation: Organisation,
    by: User,
    *,
    year: int = 2025,
    is_demonstration: bool = False,
    **answers: Answer,
) -> Diagnosis:
    """A diagnosis as a city would submit it, from COMPLETE with these answers instead."""
    response = make_response(framework.questionnaire, organisation, year=year, is_demonstration=is_demonstration)
    answer(response, by, **(COMPLETE | answers))
    return submit_diagnosis(response_id=response.pk, by=by, at=NOW)


def make_cities(count: int, **fields: Any) -> list[Organisation]:
    return [make_organisation(f"City {number}", **fields) for number in range(1, count + 1)]
