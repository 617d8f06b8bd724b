"""Versions of a questionnaire: where old answers lead, and that a response stays in its own version."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.questionnaires.factories import NOW, ask, everything, make_questionnaire, make_response, say
from wego.questionnaires.models import Answer, Questionnaire, Response
from wego.questionnaires.queries import offers_for
from wego.questionnaires.sheets import read_sheet

pytestmark = pytest.mark.django_db


def _version(number: str, change: Any, *, in_force: bool = False) -> Questionnaire:
    data = everything() | {"version": number}
    change(data["sections"][1]["questions"])
    made = make_questionnaire(data, is_in_force=in_force)
    Questionnaire.objects.filter(pk=made.pk).update(published_at=NOW + timedelta(days=int(number)))
    return made


def _submitted(questionnaire: Questionnaire, **answers: Any) -> Response:
    response = make_response(questionnaire, year=2024, status="submitted", submitted_at=NOW)
    for code, value in answers.items():
        facts = {"state": "given", "revision": 1, "answered_at": NOW}
        Answer.objects.create(response=response, question=code, value=value, **facts)
    return response


def test_old_answers_lead_to_new_questions_over_several_versions(django_assert_num_queries: Any) -> None:
    first = _version("1", lambda asked: None)
    _version("2", lambda asked: asked.__setitem__(3, ask("report", "text", allow=[], replaces="story")))
    third = _version(
        "3", lambda asked: asked.__setitem__(3, ask("account", "text", allow=[], replaces="report")), in_force=True
    )
    before = _submitted(first, story="We began in 2019.", law=True)
    response = make_response(third, before.organisation)

    offers = offers_for(response)

    assert (offers["account"].value, offers["account"].year) == ("We began in 2019.", 2024)
    assert offers["law"].value is True
    assert "story" not in offers


def test_a_response_is_shown_in_its_own_version() -> None:
    first = _version("1", lambda asked: None)
    before = _submitted(first, story="We began in 2019.")
    _version("2", lambda asked: asked[3].update(text=say("Another question?")), in_force=True)

    sheet = read_sheet(Response.objects.get(pk=before.pk))

    assert sheet.definition.version == "1"
    assert sheet.definition.question_by_code["story"].text["en"] == "Ask story?"
    shown = [one for _line, answers in sheet.answers_by_section() for one in answers]
    assert [one.text for one in shown if one.is_answered] == ["Ask story?"]
