"""What is asked, how far one has come, what still waits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.questions import Progress, QuestionnaireDefinition, missing, progress, read_questionnaire, visible

ALWAYS = {"population", "signals", "channels", "share", "law", "story"}


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ({}, {"proof"}),
        ({"signals": "none"}, {"proof"}),
        ({"signals": "planned"}, {"served", "proof"}),
        ({"signals": "dont_know"}, {"proof"}),
        ({"law": True}, {"since", "proof"}),
        ({"law": False}, {"proof"}),
        ({"law": True, "since": "2020-01-01"}, {"since", "owner", "proof"}),
        ({"law": True, "since": "2020-01-01", "owner": "mayor"}, {"since", "owner"}),
        ({"channels": ["phone"]}, {"owner", "proof"}),
        ({"channels": ["office"]}, {"proof"}),
    ],
)
def test_conditions_show_and_hide(small: QuestionnaireDefinition, answers: dict[str, Any], more: set[str]) -> None:
    assert visible(small, answers) == ALWAYS | more


def test_an_answer_that_is_hidden_counts_for_no_condition(small: QuestionnaireDefinition) -> None:
    answers = {"law": False, "since": "2020-01-01", "owner": "mayor"}  # since is hidden, so owner is, so proof is shown

    assert visible(small, answers) == ALWAYS | {"proof"}


@pytest.mark.parametrize(
    ("condition", "answers", "is_shown"),
    [
        ({"question": "share", "at_least": 50}, {"share": 50.0}, True),
        ({"question": "share", "at_least": 50}, {"share": 49.9}, False),
        ({"question": "share", "at_most": 50}, {"share": 50.0}, True),
        ({"question": "share", "at_most": 50}, {}, False),
        ({"question": "share", "equals": 50}, {"share": 50.0}, True),
        ({"question": "signals", "at_least": "planned"}, {"signals": "regular"}, True),
        ({"question": "signals", "at_most": "planned"}, {"signals": "regular"}, False),
        ({"question": "signals", "one_of": ["none", "regular"]}, {"signals": "planned"}, False),
        ({"question": "signals", "answered": False}, {"signals": "dont_know"}, True),
        ({"question": "signals", "answered": False}, {"signals": "none"}, False),
        ({"not": {"question": "signals", "equals": "none"}}, {}, True),
        (
            {"all": [{"question": "law", "equals": False}, {"question": "share", "answered": True}]},
            {"law": False},
            False,
        ),
    ],
)
def test_each_operator(small_data: dict[str, Any], condition: Any, answers: dict[str, Any], is_shown: bool) -> None:
    small_data["sections"][1]["questions"][4]["show_if"] = condition

    assert ("story" in visible(read_questionnaire(small_data), answers)) is is_shown


def test_progress_counts_what_is_asked_now(small: QuestionnaireDefinition) -> None:
    report = progress(small, {"population": 5, "signals": "planned", "share": "dont_know", "owner": "mayor"})

    assert report.sections == {"first": Progress(3, 4), "second": Progress(0, 4)}  # served, law, story, proof
    assert report.overall == Progress(3, 8)
    assert not report.overall.is_complete


def test_missing_names_required_questions_without_answer(small: QuestionnaireDefinition) -> None:
    assert missing(small, {}) == ["signals", "law"]
    assert missing(small, {"signals": "dont_know", "law": False}) == []


def test_a_required_question_that_is_hidden_is_not_missing(small_data: dict[str, Any]) -> None:
    small_data["sections"][1]["questions"][2]["required"] = True
    questionnaire = read_questionnaire(small_data)

    assert missing(questionnaire, {"signals": "none", "law": False}) == []
    assert missing(questionnaire, {"signals": "none", "law": True}) == ["since"]


VALUES: dict[str, list[Any]] = {
    "population": [5], "signals": ["none", "planned", "dont_know"], "channels": [["office"], ["phone"]],
    "served": [1], "law": [True, False], "since": ["2020-01-01"], "owner": ["mayor", "office"], "unknown": [1],
}  # fmt: skip


@given(answers=st.fixed_dictionaries({}, optional={code: st.sampled_from(values) for code, values in VALUES.items()}))
def test_dropping_hidden_answers_changes_nothing_and_counts_never_pass_what_is_asked(
    small: QuestionnaireDefinition, answers: dict[str, Any]
) -> None:
    shown = visible(small, answers)
    kept = {code: value for code, value in answers.items() if code in shown}
    report = progress(small, answers)

    assert visible(small, kept) == shown
    assert progress(small, kept) == report
    assert report.overall == Progress(len(kept), len(shown))
