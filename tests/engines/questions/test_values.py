"""Values that are worked out: what they come to, what is missing, and what is refused at which key."""

from __future__ import annotations

from typing import Any

import pytest

from wego.engines.questions import (
    DefinitionFaults,
    QuestionnaireDefinition,
    calculations,
    missing,
    progress,
    read_questionnaire,
    visible,
)

PROJECTS = [{"named": "a", "cost": 100, "ends": "2025-01-01"}, {"named": "b", "cost": 50}, {"named": "c"}]

VALUES: list[tuple[Any, dict[str, Any], Any]] = [
    (7, {}, 7),
    ({"add": [1, 2, 3]}, {}, 6),
    ({"add": [{"answer": "population"}, 1]}, {"population": 4}, 5),
    ({"add": [{"answer": "population"}, 1]}, {}, None),
    ({"add": [{"answer": "population"}, 1]}, {"population": "dont_know"}, None),
    ({"subtract": [{"answer": "population"}, {"answer": "share"}]}, {"population": 4, "share": 1.5}, 2),  # half to even
    ({"multiply": [{"answer": "population"}, 3]}, {"population": 4}, 12),
    ({"divide": [{"answer": "population"}, {"answer": "share"}]}, {"population": 9, "share": 3}, 3),
    ({"divide": [{"answer": "population"}, {"answer": "share"}]}, {"population": 9, "share": 0}, None),
    ({"least": [4, {"answer": "population"}]}, {"population": 9}, 4),
    ({"greatest": [4, {"answer": "population"}]}, {"population": 9}, 9),
    ({"answer": "signals"}, {"signals": "regular"}, 2),
    ({"ticked": "channels"}, {"channels": ["office", "phone"]}, 2),
    ({"days": [{"answer": "since"}, {"date": "2024-03-01"}]}, {"law": True, "since": "2024-02-28"}, 2),
    ({"days": [{"answer": "since"}, {"date": "2024-03-01"}]}, {"law": False, "since": "2024-02-28"}, None),
    ({"year": {"answer": "since"}}, {"law": True, "since": "2024-02-28"}, 2024),
    ({"count": "projects"}, {"projects": PROJECTS}, 3),
    ({"count": "projects", "where": {"question": "cost", "at_least": 60}}, {"projects": PROJECTS}, 1),
    ({"count": "projects", "where": {"question": "ends", "answered": False}}, {"projects": PROJECTS}, 2),
    ({"count": "projects"}, {}, 0),
    ({"sum": "cost"}, {"projects": PROJECTS}, 150),
    ({"if": {"question": "law", "equals": True}, "then": 1, "else": 2}, {"law": True}, 1),
    ({"if": {"question": "law", "equals": True}, "then": 1, "else": 2}, {}, 2),
    ({"if": {"value": {"sum": "cost"}, "above": 149}, "then": True, "else": False}, {"projects": PROJECTS}, True),
    ({"if": {"value": {"answer": "population"}, "below": {"answer": "share"}}, "then": 1, "else": 2}, {}, 2),
    ({"greatest": [{"answer": "since"}, {"date": "2024-03-01"}]}, {"law": True, "since": "2025-01-01"}, "2025-01-01"),
]


@pytest.mark.parametrize(("value", "answers", "result"), VALUES)
def test_a_value_is_worked_out(wide_data: dict[str, Any], value: Any, answers: dict[str, Any], result: Any) -> None:
    wide_data["sections"][2]["questions"][4]["value"] = value
    wide_data["sections"][2]["questions"].pop()  # which expects a number here

    assert calculations(read_questionnaire(wide_data), answers).get("spent") == result


def test_a_value_is_rounded_to_its_decimals_and_read_by_those_after_it(wide: QuestionnaireDefinition) -> None:
    answers: dict[str, Any] = {"population": 7, "projects": PROJECTS}

    assert calculations(wide, answers) == {"spent": 150, "each": 21.43}


def test_what_is_said_and_worked_out_is_shown_and_counts_for_nothing(wide: QuestionnaireDefinition) -> None:
    shown = visible(wide, {"law": True})

    assert {"hello", "spent"} <= shown
    assert "hello" not in visible(wide, {})
    assert progress(wide, {"law": True}).sections["third"].of == 3


@pytest.mark.parametrize(
    ("projects", "lacks"),
    [(None, False), ([{"named": "a"}], False), ([{"cost": 5}], True), ([{"named": "a"}, {"cost": 5}], True)],
)
def test_a_row_lacks_what_it_requires(wide: QuestionnaireDefinition, projects: Any, lacks: bool) -> None:
    assert ("projects" in missing(wide, {"projects": projects})) is lacks


def test_a_required_matrix_lacks_what_one_of_its_rows_lacks(wide_data: dict[str, Any]) -> None:
    wide_data["sections"][2]["questions"][2]["required"] = True
    wide = read_questionnaire(wide_data)

    assert "fields" in missing(wide, {"fields": {"water": "none"}})
    assert "fields" not in missing(wide, {"fields": {"water": "none", "waste": "none"}})


UNSOUND: list[tuple[Any, str, str]] = [
    ("seven", "", "not_a_value"),
    ({"plus": [1, 2]}, "", "not_a_value"),
    ({"answer": "nobody"}, ".answer", "unknown_question"),
    ({"answer": "story"}, ".answer", "wrong_type"),
    ({"answer": "cost"}, ".answer", "in_a_repeat"),
    ({"add": [1]}, ".add", "wrong_count"),
    ({"add": [1, {"answer": "since"}]}, ".add[1]", "wrong_type"),
    ({"add": [1, True]}, ".add[1]", "wrong_type"),
    ({"least": [1, {"date": "2024-01-01"}]}, ".least", "wrong_type"),
    ({"divide": [1, 0]}, ".divide[1]", "division_by_zero"),
    ({"divide": [1, 2, 3]}, ".divide", "wrong_count"),
    ({"date": "2024-02-30"}, ".date", "not_a_date"),
    ({"days": [{"answer": "since"}, 5]}, ".days[1]", "wrong_type"),
    ({"year": 2024}, ".year", "wrong_type"),
    ({"round": 1, "decimals": 9}, ".decimals", "too_many_decimals"),
    ({"round": 1, "digits": 2}, ".digits", "unknown_key"),
    ({"count": "channels"}, ".count", "wrong_type"),
    ({"count": "projects", "where": {"question": "price", "at_least": 1}}, ".where.question", "unknown_question"),
    ({"sum": "population"}, ".sum", "wrong_type"),
    ({"sum": "named"}, ".sum", "wrong_type"),
    ({"ticked": "law"}, ".ticked", "wrong_type"),
    ({"if": {"question": "law", "equals": True}, "then": 1}, ".else", "missing_key"),
    ({"if": {"question": "law", "equals": True}, "then": 1, "else": True}, ".else", "wrong_type"),
    ({"if": {"value": {"answer": "law"}, "above": True}, "then": 1, "else": 2}, ".if.above", "wrong_operator"),
    ({"if": {"value": 1, "equals": True}, "then": 1, "else": 2}, ".if.equals", "wrong_type"),
    ({"answer": "spent"}, "", "loop"),
    ({"add": [{"answer": "each"}, 1]}, "", "loop"),
]


@pytest.mark.parametrize(("value", "tail", "code"), UNSOUND)
def test_an_unsound_value_is_refused_at_its_key(wide_data: dict[str, Any], value: Any, tail: str, code: str) -> None:
    wide_data["sections"][2]["questions"][4]["value"] = value

    with pytest.raises(DefinitionFaults) as refusal:
        read_questionnaire(wide_data)

    assert (f"sections[2].questions[4].value{tail}", code) in [(f.key, f.code) for f in refusal.value.faults]


def test_a_value_that_looks_ahead_is_refused(wide_data: dict[str, Any]) -> None:
    questions = wide_data["sections"][2]["questions"]
    questions.insert(0, questions.pop(4))

    with pytest.raises(DefinitionFaults) as refusal:
        read_questionnaire(wide_data)

    assert {(f.key, f.code) for f in refusal.value.faults} == {("sections[2].questions[0].value", "looks_ahead")}


SLIPS: list[tuple[int, dict[str, Any], str, str]] = [
    (0, {"why": {}}, ".why", "unknown_key"),
    (1, {"ranks": 4}, ".ranks", "too_many_ranks"),
    (2, {"rows": []}, ".rows", "empty"),
    (2, {"options": []}, "", "options_or_scale"),
    (3, {"minimum_rows": 4}, ".maximum_rows", "empty_range"),
    (3, {"maximum_rows": 500}, ".maximum_rows", "too_many_rows"),
    (3, {"questions": []}, ".questions", "empty"),
    (2, {"indicator": "place.population"}, ".indicator", "unknown_key"),
    (3, {"code": "revision"}, ".code", "reserved"),
]


@pytest.mark.parametrize(("place", "changes", "tail", "code"), SLIPS)
def test_a_slip_in_a_kind_of_many_parts_is_refused_at_its_key(
    wide_data: dict[str, Any], place: int, changes: dict[str, Any], tail: str, code: str
) -> None:
    wide_data["sections"][2]["questions"][place].update(changes)

    with pytest.raises(DefinitionFaults) as refusal:
        read_questionnaire(wide_data)

    assert (f"sections[2].questions[{place}]{tail}", code) in [(f.key, f.code) for f in refusal.value.faults]


@pytest.mark.parametrize(
    ("inner", "tail", "code"),
    [
        ({"kind": "file"}, ".kind", "not_in_rows"),
        ({"code": "law"}, ".code", "duplicate"),
        ({"evidence": {"en": "a", "ko": "a", "zh-hans": "a"}}, ".evidence", "not_in_rows"),
        ({"show_if": {"question": "ends", "answered": True}}, ".show_if", "looks_ahead"),
    ],
)
def test_a_slip_in_a_row_is_refused_at_its_key(
    wide_data: dict[str, Any], inner: dict[str, Any], tail: str, code: str
) -> None:
    wide_data["sections"][2]["questions"][3]["questions"][0].update(inner)

    with pytest.raises(DefinitionFaults) as refusal:
        read_questionnaire(wide_data)

    key = f"sections[2].questions[3].questions[0]{tail}"
    assert (key, code) in [(f.key, f.code) for f in refusal.value.faults]
