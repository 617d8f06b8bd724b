"""The Activator that ships: complete, translated, sound, and every answer in reach."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.datafiles import read_yaml
from wego.engines.questions import (
    Kind,
    Question,
    QuestionnaireDefinition,
    check_answer,
    check_answers,
    read_questionnaire,
    visible,
)
from wego.engines.scoring import FrameworkDefinition, gaps, next_steps, read_framework, score

NETWORK = Path(__file__).parents[2] / "networks" / "wego"
FIELDS = ("mobility", "safety", "welfare", "environment", "culture", "governance")
NEEDS = ("technology", "partnerships", "ownership", "international")


@pytest.fixture(scope="module")
def activator() -> QuestionnaireDefinition:
    return read_questionnaire(read_yaml(NETWORK / "questionnaires" / "activator.yaml").data)


@pytest.fixture(scope="module")
def framework(activator: QuestionnaireDefinition) -> FrameworkDefinition:
    return read_framework(read_yaml(NETWORK / "frameworks" / "activator.yaml").data, activator)


def texts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text (a mapping by language) of a file, with its key path."""
    if isinstance(value, dict) and "en" in value:
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from texts(inner, f"{path}[{place}]")


def all_texts() -> list[tuple[str, dict[str, str]]]:
    files = ("questionnaires/activator.yaml", "frameworks/activator.yaml")
    return [(f"{file}{path}", text) for file in files for path, text in texts(read_yaml(NETWORK / file).data)]


# Kinds that the Activator needs nowhere.
ELSEWHERE = {Kind.RANKING, Kind.MATRIX, Kind.REPEAT, Kind.CALCULATED, Kind.NOTE}


def test_forty_to_sixty_questions_and_every_kind(activator: QuestionnaireDefinition) -> None:
    assert 40 <= len(activator.questions) <= 60
    assert {question.kind for question in activator.questions} == set(Kind) - ELSEWHERE


def test_six_fields_by_four_needs_with_at_least_two_questions_each(framework: FrameworkDefinition) -> None:
    cells = Counter((item.dimension, item.aspect) for item in framework.items)

    assert tuple(dimension.code for dimension in framework.dimensions) == FIELDS
    assert tuple(aspect.code for aspect in framework.aspects) == NEEDS
    assert len(cells) == 24
    assert min(cells.values()) >= 2
    assert len(framework.stages) == 5


def test_the_note_says_whose_questions_these_are(activator: QuestionnaireDefinition) -> None:
    assert "not WeGO's own" in activator.note["en"]
    assert "WeGO의 공식 설문이 아닙니다" in activator.note["ko"]
    assert "并非 WeGO 的官方问卷" in activator.note["zh-hans"]


def test_every_text_is_in_the_script_of_its_language() -> None:
    for path, text in all_texts():
        assert set(text) == {"en", "ko", "zh-hans"}, path
        assert re.search(r"[가-힣]", text["ko"]), path
        assert re.search(r"[一-鿿]", text["zh-hans"]), path
        assert not re.search(r"[가-힣一-鿿]", text["en"]), path
        assert not re.search(r"[一-鿿]", text["ko"]), path
        assert not re.search(r"[가-힣]", text["zh-hans"]), path
        assert not re.search(r"[,;?!] |[,;?!]$", text["zh-hans"]), f"{path}: half-width punctuation"


def test_questions_end_as_questions_and_reasons_as_sentences(activator: QuestionnaireDefinition) -> None:
    for question in activator.questions:
        is_request = question.code in ("gov_strategy_file", "end_obstacles")
        if not is_request:
            assert question.text["en"].endswith("?") or question.text["en"].endswith(")?"), question.code
            assert question.text["ko"].endswith("까?"), question.code
            assert question.text["zh-hans"].endswith("？"), question.code
        assert question.why["en"].endswith("."), question.code
        assert question.why["ko"].endswith("다."), question.code
        assert question.why["zh-hans"].endswith("。"), question.code
        assert not question.evidence["en"].endswith("."), question.code


def possible_answers(question: Question) -> list[Any]:
    match question.kind:
        case Kind.SINGLE | Kind.SCALE:
            return [option.code for option in question.options]
        case Kind.MULTIPLE:
            return [[option.code] for option in question.options] + [
                [option.code for option in question.options if not option.is_exclusive]
            ]
        case Kind.YES_NO:
            return [True, False]
        case Kind.NUMBER:
            return [float(question.minimum or 0), float(question.maximum or 10)]
        case Kind.DATE:
            return ["2024-02-29"]
    return ["words"]


def test_every_question_is_asked_for_some_answers_and_every_option_is_accepted(
    activator: QuestionnaireDefinition,
) -> None:
    seen: set[str] = set()
    for question in activator.questions:
        for answer in possible_answers(question):
            assert check_answer(question, answer) is not None
            seen |= visible(activator, {"city_population": 5, question.code: check_answer(question, answer)})

    assert seen == {question.code for question in activator.questions}


def test_every_condition_can_hide_its_question(activator: QuestionnaireDefinition) -> None:
    conditional = {question.code for question in activator.questions if question.show_if}

    hidden = conditional - visible(activator, {"city_transport": "none", "gov_strategy": "none"})

    assert hidden == conditional == {
        "city_population_year",
        "mob_vehicles",
        "mob_ticket",
        "gov_strategy_on",
        "gov_strategy_file",
    }  # fmt: skip


def test_every_indicator_is_one_of_the_records_or_the_places_population(activator: QuestionnaireDefinition) -> None:
    known = {indicator["code"] for indicator in read_yaml(NETWORK / "indicators.yaml").data["indicators"]}

    assert {question.indicator for question in activator.questions if question.indicator} <= known | {
        "place.population"
    }


def test_every_step_up_has_advice(framework: FrameworkDefinition, activator: QuestionnaireDefinition) -> None:
    for option in ("first", "last"):
        answers = {
            item.question: _at(activator.question_by_code[item.question], item, best=option == "last")
            for item in framework.items
        }
        steps = next_steps(framework, answers, 100, asked={*answers})

        assert all(step.advice for step in steps)
        assert len(steps) == (49 if option == "first" else 0)


def _at(question: Question, item: Any, *, best: bool) -> Any:
    """The lowest or the highest answer to a scored question."""
    if question.kind is Kind.MULTIPLE:
        codes = [option.code for option in question.options if not option.is_exclusive]
        return codes if best else [option.code for option in question.options if option.is_exclusive]
    if question.kind is Kind.NUMBER:
        return int(question.maximum or 0) if best else int(question.minimum or 0)
    if question.kind is Kind.YES_NO:
        return best
    return question.options[-1 if best else 0].code


@pytest.mark.parametrize(("best", "expected", "stage"), [(False, 0, "setting_out"), (True, 100, "renewing")])
def test_the_ends_of_the_scale(
    activator: QuestionnaireDefinition, framework: FrameworkDefinition, best: bool, expected: int, stage: str
) -> None:
    answers = {i.question: _at(activator.question_by_code[i.question], i, best=best) for i in framework.items}

    result = score(framework, answers, asked=visible(activator, {**answers, "city_transport": "own"}))

    assert (result.score, result.stage, result.missing) == (expected, stage, ())
    assert {part.score for part in (*result.dimensions, *result.aspects, *result.cells.values())} == {expected}


def test_a_city_without_public_transport_is_not_marked_down(
    activator: QuestionnaireDefinition, framework: FrameworkDefinition
) -> None:
    answers = {i.question: _at(activator.question_by_code[i.question], i, best=True) for i in framework.items}
    answers.update(mob_vehicles=0, mob_ticket="none", city_transport="none")

    result = score(framework, answers, asked=visible(activator, answers))

    assert (result.score, result.dimensions[0].of) == (100, 6)


def test_a_worked_city(activator: QuestionnaireDefinition, framework: FrameworkDefinition) -> None:
    """Every answer one rung above the lowest, and governance with its own answers."""
    report = check_answers(activator, _first_rung(activator, framework) | GOVERNANCE)

    result = score(framework, report.values, asked=visible(activator, report.values))

    assert report.faults == ()
    assert {part.code: (part.score, part.stage) for part in result.dimensions} == {
        "mobility": (25, "planning"),
        "safety": (pytest.approx((6 * 25 + 20 + 0) / 8), "planning"),  # one of five safeguards; CAP: no
        "welfare": (25, "planning"),
        "environment": (pytest.approx((6 * 25 + 100 / 3 + 0) / 8), "planning"),  # one of three ways; reported: no
        "culture": (25, "planning"),
        "governance": (50, "trying"),  # 50, 75, 25, 50, 75, 25, 0, 100, 50
    }
    assert result.score == pytest.approx((25 + 170 / 8 + 25 + (150 + 100 / 3) / 8 + 25 + 50) / 6)
    assert result.stage == "planning"


GOVERNANCE = {
    "gov_strategy": "adopted", "gov_services": 70, "gov_data": "planned", "gov_procurement": "piloted",
    "gov_open_data": "regular", "gov_budget": 0.9, "gov_algorithms": False, "gov_benchmarks": "verified",
    "gov_abroad": "agreed",
}  # fmt: skip


def _first_rung(activator: QuestionnaireDefinition, framework: FrameworkDefinition) -> dict[str, Any]:
    """Every question on its first rung above the lowest; yes/no stays at no."""
    answers: dict[str, Any] = {"city_population": 1_000_000, "city_transport": "own"}
    for item in framework.items:
        lowest = _at(activator.question_by_code[item.question], item, best=False)
        answers[item.question] = lowest if item.kind == "yes_no" else item.ladder.next_up(lowest)
    return answers


def answers_of(question: Question) -> st.SearchStrategy[Any]:
    specials = list(question.allowed_specials)
    match question.kind:
        case Kind.NUMBER:
            top = int(question.maximum or 100)
            return st.integers(int(question.minimum or 0), top) | st.sampled_from(["dont_know"] if specials else [top])
        case Kind.MULTIPLE:
            codes = [option.code for option in question.options if not option.is_exclusive]
            return st.sets(st.sampled_from(codes), min_size=1).map(sorted)
        case Kind.YES_NO:
            return st.booleans()
    return st.sampled_from([option.code for option in question.options] + specials)


@given(data=st.data())
def test_claims_hold_for_any_city(
    activator: QuestionnaireDefinition, framework: FrameworkDefinition, data: st.DataObject
) -> None:
    chosen = {
        item.question: data.draw(answers_of(activator.question_by_code[item.question])) for item in framework.items
    }
    chosen["city_transport"] = data.draw(st.sampled_from(["own", "none"]))
    report = check_answers(activator, chosen)
    asked = visible(activator, report.values)
    before = score(framework, report.values, asked=asked)

    assert report.faults == ()
    assert sum(gap.lost for gap in gaps(framework, report.values, asked=asked)) == pytest.approx(
        100 - (before.score or 100)
    )
    for step in next_steps(framework, report.values, asked=asked):
        after = score(framework, {**report.values, step.question: step.after}, asked=asked)
        assert (after.score, after.stage) == (step.score_after, step.stage_after)
        assert step.score_after > step.score_before
