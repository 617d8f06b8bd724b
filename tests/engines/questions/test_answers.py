"""Answers: what is accepted, what it becomes, and how each wrong one is refused."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.messages import Message
from wego.engines.questions import (
    MESSAGES,
    AnswerFault,
    QuestionnaireDefinition,
    check_answer,
    check_answers,
    read_questionnaire,
)

ACCEPTED: list[tuple[str, Any, Any]] = [
    ("signals", "planned", "planned"),
    ("signals", " planned ", "planned"),
    ("signals", 2, "regular"),
    ("signals", "dont_know", "dont_know"),
    ("signals", "not_applicable", "not_applicable"),
    ("owner", "mayor", "mayor"),
    ("channels", ["phone", "office", "phone"], ["office", "phone"]),
    ("channels", ("nothing",), ["nothing"]),
    ("channels", [], None),
    ("population", "1200000", 1_200_000),
    ("population", "１２", 12),
    ("population", 5.0, 5),
    ("share", "12.5", 12.5),
    ("share", 0, 0.0),
    ("share", "0.0", 0.0),
    ("law", True, True),
    ("law", "Yes", True),
    ("law", "no", False),
    ("since", "2020-02-29", "2020-02-29"),
    ("since", date(1990, 1, 1), "1990-01-01"),
    ("since", datetime(2001, 2, 3, 4, 5), "2001-02-03"),
    ("story", " a\r\nb ", "a\nb"),
    ("story", "dont_know", "dont_know"),
    ("proof", "evidence-17", "evidence-17"),
    ("law", None, None),
    ("law", "  ", None),
]


@pytest.mark.parametrize(("code", "raw", "value"), ACCEPTED)
def test_an_answer_becomes_its_value(small: QuestionnaireDefinition, code: str, raw: Any, value: Any) -> None:
    found = check_answer(small.question_by_code[code], raw)

    assert found == value
    assert type(found) is type(value)


REFUSED: list[tuple[str, Any, str, dict[str, Any]]] = [
    ("signals", "pilot", "choice.unknown", {"value": "pilot", "options": ["none", "planned", "regular"]}),
    ("signals", 7, "choice.unknown", {"value": "7", "options": ["none", "planned", "regular"]}),
    ("signals", True, "choice.unknown", {"value": "true", "options": ["none", "planned", "regular"]}),
    ("owner", ["a", 1], "choice.unknown", {"value": '["a", 1]', "options": ["mayor", "office"]}),
    ("law", "dont_know", "answer.dont_know_not_offered", {}),
    ("owner", "not_applicable", "answer.not_applicable_not_offered", {}),
    ("channels", "office", "multiple.not_a_list", {}),
    ("channels", ["nothing", "phone"], "multiple.exclusive", {"option": "nothing"}),
    ("population", "many", "number.not_a_number", {"value": "many"}),
    ("population", True, "number.not_a_number", {"value": "true"}),
    ("population", float("nan"), "number.not_a_number", {"value": "nan"}),
    ("population", float("inf"), "number.not_a_number", {"value": "inf"}),
    ("population", "1e999999", "number.not_a_number", {"value": "1e999999"}),
    ("population", "1_000", "number.not_a_number", {"value": "1_000"}),
    ("population", "1.5", "number.too_many_decimals", {"decimals": 0}),
    ("population", 0, "number.below_minimum", {"minimum": 1}),
    ("share", "100.1", "number.above_maximum", {"maximum": 100}),
    ("law", "maybe", "yes_no.not_yes_or_no", {}),
    ("law", 1, "yes_no.not_yes_or_no", {}),
    ("since", "2021-02-29", "date.not_a_date", {"value": "2021-02-29"}),
    ("since", "29.02.2020", "date.not_a_date", {"value": "29.02.2020"}),
    ("since", "20200229", "date.not_a_date", {"value": "20200229"}),
    ("since", "1989-12-31", "date.before_earliest", {"earliest": "1990-01-01"}),
    ("story", 5, "text.not_text", {}),
    ("story", "12345678901", "text.too_long", {"length": 11, "maximum": 10}),
    ("story", "a\x00b", "text.control_character", {}),
    ("story", "a\ud800", "text.control_character", {}),
    ("proof", 5, "file.not_a_reference", {}),
    ("proof", "a\nb", "file.not_a_reference", {}),
    ("proof", "x" * 201, "file.not_a_reference", {}),
]


@pytest.mark.parametrize(("code", "raw", "fault", "params"), REFUSED)
def test_a_wrong_answer_is_refused_with_a_code_and_its_parameters(
    small: QuestionnaireDefinition, code: str, raw: Any, fault: str, params: dict[str, Any]
) -> None:
    with pytest.raises(AnswerFault) as refusal:
        check_answer(small.question_by_code[code], raw)

    assert (refusal.value.code, refusal.value.params, refusal.value.question) == (fault, params, code)
    assert "{" not in str(refusal.value).replace("{'a': 1}", "")


REFUSED_OF_MANY: list[tuple[str, Any, str, dict[str, Any]]] = [
    ("hello", "good day", "question.not_asked", {}),
    ("spent", 5, "question.not_asked", {}),
    ("matters", ["01", "01"], "ranking.twice", {"option": "01"}),
    ("matters", ["NA"], "ranking.count", {"count": 1, "wanted": 2}),
    ("fields", ["none"], "matrix.not_rows", {}),
    ("fields", {"fire": "none"}, "matrix.unknown_row", {"value": "fire"}),
    ("projects", {"named": "a"}, "repeat.not_rows", {}),
    ("projects", [{"name": "a"}], "repeat.unknown_question", {"value": "name", "row": 1}),
    ("projects", [{"named": str(n)} for n in range(4)], "repeat.too_many", {"count": 4, "maximum": 3}),
    (
        "projects",
        [{"named": "a"}, {"cost": "much"}],
        "repeat.in_row",
        {"row": 2, "inner": "cost", "said": Message("number.not_a_number", {"value": "much", "question": "cost"})},
    ),
]


@pytest.mark.parametrize(("code", "raw", "fault", "params"), REFUSED_OF_MANY)
def test_a_wrong_answer_of_many_parts_is_refused_with_its_part(
    wide: QuestionnaireDefinition, code: str, raw: Any, fault: str, params: dict[str, Any]
) -> None:
    with pytest.raises(AnswerFault) as refusal:
        check_answer(wide.question_by_code[code], raw)

    assert (refusal.value.code, refusal.value.params, refusal.value.question) == (fault, params, code)


@pytest.mark.parametrize(
    ("code", "raw", "value"),
    [
        ("matters", ["NA", 1], ["NA", "1"]),
        ("fields", {"water": "planned", "waste": ""}, {"water": "planned"}),
        ("projects", [{"named": " a ", "cost": "5"}, {}, {"cost": None}], [{"named": "a", "cost": 5}]),
        ("projects", [{}], None),
    ],
)
def test_answers_of_many_parts_are_kept_in_order(
    wide: QuestionnaireDefinition, code: str, raw: Any, value: Any
) -> None:
    assert check_answer(wide.question_by_code[code], raw) == value
    assert value is None or check_answer(wide.question_by_code[code], value) == value


def test_in_a_text_question_that_does_not_offer_it_dont_know_is_text(small_data: dict[str, Any]) -> None:
    small_data["sections"][1]["questions"][4]["allow"] = []
    story = read_questionnaire(small_data).question_by_code["story"]

    assert check_answer(story, " dont_know ") == "dont_know"
    assert story.allowed_specials == ()


def test_every_message_is_raised_by_something_tested_here() -> None:
    elsewhere = {"question.unknown", "constraint.not_above", "constraint.not_below", "date.after_latest"}

    assert {fault for _, _, fault, _ in (*REFUSED, *REFUSED_OF_MANY)} == set(MESSAGES) - elsewhere


RAW = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.lists(st.text() | st.integers()),
    st.sampled_from(["none", "planned", "regular", "office", "dont_know", "yes", "2020-01-01", "12.5"]),
    st.lists(st.sampled_from(["office", "phone", "nothing"])),
)  # fmt: skip


@given(raw=RAW, index=st.integers(min_value=0, max_value=9))
def test_any_input_is_refused_or_becomes_a_value_that_json_keeps_and_that_checks_to_itself(
    small: QuestionnaireDefinition, raw: Any, index: int
) -> None:
    question = small.questions[index]

    try:
        value = check_answer(question, raw)
    except AnswerFault:
        return

    assert json.loads(json.dumps(value)) == value
    assert check_answer(question, value) == value


def test_a_whole_set_is_checked_at_once(small: QuestionnaireDefinition) -> None:
    report = check_answers(small, {"law": "yes", "lawn": True, "share": 120, "story": "", "signals": "regular"})

    assert report.values == {"law": True, "signals": "regular"}
    assert [(fault.question, fault.code) for fault in report.faults] == [
        ("lawn", "question.unknown"),
        ("share", "number.above_maximum"),
    ]


def test_a_constraint_holds_between_two_answers(small: QuestionnaireDefinition) -> None:
    broken = check_answers(small, {"population": 100, "served": 101, "signals": "regular"})
    kept = check_answers(small, {"population": 100, "served": 100, "signals": "regular"})

    (fault,) = broken.faults
    assert (fault.code, fault.question) == ("constraint.not_above", "served")
    assert fault.params == {"value": 101, "limit": 100, "other": "population"}
    assert kept.faults == ()


@pytest.mark.parametrize(
    "answers",
    [
        {"served": 101, "signals": "regular"},
        {"served": 101, "signals": "regular", "population": "dont_know"},
        {"served": 101, "population": 100, "signals": "none"},
    ],
    ids=["other unanswered", "other unknown", "hidden"],
)
def test_a_constraint_is_silent_without_both_answers(small: QuestionnaireDefinition, answers: dict[str, Any]) -> None:
    assert check_answers(small, answers).faults == ()


def test_the_other_direction_and_dates(small_data: dict[str, Any]) -> None:
    questions = small_data["sections"][1]["questions"]
    questions.append({**questions[2], "code": "until", "constraints": [{"not_below": "since"}], "latest": "2030-01-01"})
    questionnaire = read_questionnaire(small_data)

    report = check_answers(questionnaire, {"law": True, "since": "2020-05-01", "until": "2020-04-30"})

    assert [fault.code for fault in report.faults] == ["constraint.not_below"]
    with pytest.raises(AnswerFault, match="cannot be after 2030-01-01"):
        check_answer(questionnaire.question_by_code["until"], "2030-01-02")
