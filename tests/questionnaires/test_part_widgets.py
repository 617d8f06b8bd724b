"""Answers of several parts on a page: shown, typed, checked and said in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from tests.engines.questions.conftest import SMALL, THIRD
from wego.engines.questions import AnswerFault, QuestionnaireDefinition, check_answer, read_questionnaire
from wego.questionnaires.forms import SectionForm
from wego.questionnaires.wording import answer_text, fault_text


@pytest.fixture(scope="module")
def wide() -> QuestionnaireDefinition:
    return read_questionnaire({**SMALL, "sections": [*SMALL["sections"], THIRD]})


def form_of(wide: QuestionnaireDefinition, posted: str = "", **facts: Any) -> SectionForm:
    section = wide.sections[2]
    data = QueryDict(posted) if posted else None
    return SectionForm(wide, section, shown=section.questions, revision=0, stored={}, offers={}, data=data, **facts)


def test_notes_and_calculations_stand_between_the_questions_and_take_no_number(wide: QuestionnaireDefinition):
    form = form_of(wide, calculated={"spent": 1500})

    page = render_to_string("questionnaires/section_form.html", {"form": form, "upload_limit": 1000})

    assert [entry.number for entry in form.entries] == [1, 2, 3]
    assert [part.question.code for part in form.parts] == ["hello", "matters", "fields", "projects", "spent", "each"]
    assert "1500 USD" in page
    assert 'name="projects.1.cost"' in page
    assert 'name="fields.water"' in page
    assert "one a row" in page


def test_what_was_typed_becomes_answers(wide: QuestionnaireDefinition):
    posted = "revision=0&matters.01=2&matters.NA=1&fields.water=planned&projects.rows=3&projects.0.named=A"
    posted += "&projects.0.cost=1,250&projects.1.clear=yes&projects.1.named=B&projects.2.ends=2025-01-01"

    form = form_of(wide, posted)

    assert form.is_valid(), form.errors
    assert form.answers == {
        "matters": ["NA", "01"],
        "fields": {"water": "planned"},
        "projects": [{"named": "A", "cost": 1250}, {"ends": "2025-01-01"}],
    }


@pytest.mark.parametrize(
    ("posted", "code", "words"),
    [
        ("matters.01=1&matters.NA=1", "matters", "Use each rank for one answer only."),
        ("matters.01=1", "matters", "You ranked 1. Rank 2."),
        ("matters.01=2&matters.NA=3", "matters", "Rank from 1 on, without gaps."),
        ("matters.01=x", "matters", "Choose a rank from the list."),
        ("fields.water=best", "fields", "Choose one of the answers given."),
        ("projects.rows=1&projects.0.cost=much", "projects", "Row 1, “cost”: “much” is not a number."),
    ],
)
def test_a_refusal_names_the_part_and_keeps_what_was_typed(
    wide: QuestionnaireDefinition, posted: str, code: str, words: str
):
    form = form_of(wide, f"revision=0&{posted}")

    assert not form.is_valid()
    assert words in str(form.errors[code])
    page = render_to_string(
        "questionnaires/section_form.html", {"form": form, "faulty": list(form.faulty_entries), "upload_limit": 1000}
    )
    assert "much" in page if "much" in posted else words in page


def test_an_answer_of_several_parts_is_said_in_words(wide: QuestionnaireDefinition):
    asked = wide.question_by_code

    assert answer_text(asked["matters"], ["NA", "01"]) == "1. NA; 2. 01"
    assert "water: planned" in answer_text(asked["fields"], {"water": "planned"})
    rows: Any = [{"named": "A", "cost": 5}, {"named": "B"}]
    assert answer_text(asked["projects"], rows) == "1. named: A; cost: 5 USD\n2. named: B"


def test_a_question_may_say_its_own_words_of_its_limits(wide_message: QuestionnaireDefinition):
    with pytest.raises(AnswerFault) as refusal:
        check_answer(wide_message.question_by_code["population"], 0)

    with translation.override("ko"):
        assert fault_text(refusal.value, wide_message) == "At least one (ko)"


@pytest.fixture
def wide_message() -> QuestionnaireDefinition:
    first, *others = SMALL["sections"]
    population, *rest = first["questions"]
    message = {"en": "At least one", "ko": "At least one (ko)", "zh-hans": "At least one (zh)"}
    changed = {**first, "questions": [{**population, "message": message}, *rest]}
    return read_questionnaire({**SMALL, "sections": [changed, *others]})
