"""Scores worked out by hand, and the laws that every scoring keeps."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.questions import QuestionnaireDefinition, visible
from wego.engines.scoring import (
    MESSAGES,
    FrameworkDefinition,
    ScoringResult,
    as_document,
    english,
    gaps,
    next_steps,
    read_framework,
    score,
)

# mobility: signals 2/4, tickets 1/4 thrice: (0.5 + 0.75) / 4 = 31.25
# service: plan 1, channels 2 of 3, covered 2 of 4, minutes 1 of 2: (1 + 2/3 + 1/2 + 1/2) / 4 = 66 2/3
# overall: (31.25 + 2 * 66 2/3) / 3 = 54.8611…
ANSWERS: dict[str, Any] = {
    "has_port": False,
    "signals": "piloted",
    "tickets": "planned",
    "plan": True,
    "channels": ["office", "web"],
    "covered": 79.9,
    "minutes": 60,
}


def scored(framework: FrameworkDefinition, towns: QuestionnaireDefinition, answers: dict[str, Any]) -> ScoringResult:
    return score(framework, answers, asked=visible(towns, answers))


def test_a_hand_worked_case(framework: FrameworkDefinition, towns: QuestionnaireDefinition) -> None:
    result = scored(framework, towns, ANSWERS)

    mobility, service = result.dimensions
    assert (mobility.score, mobility.stage, mobility.answered, mobility.of) == (31.25, "start", 2, 2)
    assert (service.score, service.stage, service.answered, service.of) == (pytest.approx(200 / 3), "middle", 4, 4)
    assert (result.score, result.stage) == (pytest.approx((31.25 + 400 / 3) / 3), "middle")
    assert result.missing == ()


def test_the_second_reading_and_the_matrix(framework: FrameworkDefinition, towns: QuestionnaireDefinition) -> None:
    result = scored(framework, towns, ANSWERS)

    tools, people = result.aspects
    assert tools.score == pytest.approx((0.5 + 0.5 + 0.5) / 3 * 100)
    assert people.score == pytest.approx((0.75 + 1 + 2 / 3) / 5 * 100)
    assert result.cells["mobility", "tools"].score == 50
    assert result.cells["mobility", "people"].score == 25
    assert result.cells["service", "people"].score == pytest.approx(250 / 3)
    assert result.cells["service", "tools"].of == 2


def test_every_reason_is_given(framework: FrameworkDefinition, towns: QuestionnaireDefinition) -> None:
    result = scored(framework, towns, {**ANSWERS, "signals": "not_applicable", "minutes": "dont_know"})

    assert [english(step) for step in result.dimensions[0].explanation] == [
        "signals: does not apply; left out.",
        "tickets: planned is step 1 of 4 and earns 25 of 100, weight 3.",
        "mobility: the weighted mean over 1 of 1 answers is 25.",
        "25 is from 0 to below 40: stage start.",
    ]
    assert [english(step) for step in result.dimensions[1].explanation] == [
        "plan: yes is step 1 of 1 and earns 100 of 100, weight 1.",
        "channels: office, web is step 2 of 3 and earns 66.67 of 100, weight 1.",
        "covered: 79.9 is step 2 of 4 and earns 50 of 100, weight 1.",
        "minutes: “don't know” counts as not answered; left out.",
        "service: the weighted mean over 3 of 4 answers is 72.22.",
        "72.22 is from 40 to below 75: stage middle.",
    ]
    assert [english(step) for step in result.explanation] == [
        "mobility: 25, weight 1.",
        "service: 72.22, weight 2.",
        "The weighted mean of 2 dimensions is 56.48.",
        "56.48 is from 40 to below 75: stage middle.",
    ]


def test_not_applicable_leaves_the_denominator_and_dont_know_is_missing(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition
) -> None:
    not_applicable = scored(framework, towns, {**ANSWERS, "signals": "not_applicable"})
    unknown = scored(framework, towns, {**ANSWERS, "signals": "dont_know"})

    assert (not_applicable.dimensions[0].answered, not_applicable.dimensions[0].of) == (1, 1)
    assert not_applicable.missing == ()
    assert (unknown.dimensions[0].answered, unknown.dimensions[0].of) == (1, 2)
    assert unknown.missing == ("signals",)
    assert unknown.dimensions[0].score == not_applicable.dimensions[0].score == 25


def test_a_hidden_question_never_counts(framework: FrameworkDefinition, towns: QuestionnaireDefinition) -> None:
    hidden = scored(framework, towns, {**ANSWERS, "port_data": "citywide"})
    shown = scored(framework, towns, {**ANSWERS, "port_data": "citywide", "has_port": True})

    assert hidden == scored(framework, towns, ANSWERS)
    assert shown.dimensions[0].of == 3
    assert shown.dimensions[0].score == pytest.approx((0.5 + 0.75 + 1) / 5 * 100)


def test_too_few_answers_give_a_score_but_no_stage(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition
) -> None:
    result = scored(framework, towns, {"signals": "piloted", "tickets": "piloted", "plan": True})

    mobility, service = result.dimensions
    assert (mobility.score, mobility.stage) == (50, "middle")
    assert (service.score, service.stage, service.answered, service.of) == (100, None, 1, 4)
    assert (result.score, result.stage) == (pytest.approx((50 + 200) / 3), None)
    assert english(service.explanation[-1]) == "service: 1 of 4 are answered; a stage needs 2."
    assert english(result.explanation[-1]) == "There is no stage yet: too few answers in service."
    assert result.missing == ("channels", "covered", "minutes")


def test_no_answer_gives_no_score(framework: FrameworkDefinition, towns: QuestionnaireDefinition) -> None:
    result = scored(framework, towns, {})

    assert (result.score, result.stage) == (None, None)
    assert [part.score for part in (*result.dimensions, *result.aspects)] == [None] * 4
    assert len(result.missing) == 6
    assert next_steps(framework, {}, asked=visible(towns, {})) == ()
    assert gaps(framework, {}, asked=visible(towns, {})) == ()


def test_a_dimension_in_which_nothing_applies_is_left_out(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition
) -> None:
    answers = {**ANSWERS, "signals": "not_applicable", "tickets": "not_applicable"}

    result = scored(framework, towns, answers)

    assert (result.dimensions[0].score, result.dimensions[0].stage, result.dimensions[0].of) == (None, None, 0)
    assert (result.score, result.stage) == (pytest.approx(200 / 3), "middle")
    assert english(result.explanation[0]) == "mobility: no score; left out."


def test_a_score_on_the_threshold_is_in_the_higher_stage(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition
) -> None:
    on_it = scored(framework, towns, {**ANSWERS, "signals": "regular", "tickets": "regular"})
    below = scored(framework, towns, {**ANSWERS, "signals": "piloted", "tickets": "regular"})

    assert (on_it.dimensions[0].score, on_it.dimensions[0].stage) == (75, "high")
    assert (below.dimensions[0].score, below.dimensions[0].stage) == (68.75, "middle")


def test_thirds_add_up_to_the_threshold_exactly(towns: QuestionnaireDefinition, framework_data: dict[str, Any]) -> None:
    framework_data.update(gates=[], aspects=[])
    framework_data["stages"][2]["from"] = 100
    framework_data["dimensions"] = [
        {
            "code": code,
            "title": {"en": code},
            "weight": 0.1,
            "questions": [{"question": code, "full": 3} if full else code],
        }
        for code, full in (("channels", True), ("signals", False), ("tickets", False))
    ]
    framework = read_framework(framework_data, towns)
    answers = {"channels": ["office", "phone", "web"], "signals": "citywide", "tickets": "citywide"}

    result = scored(framework, towns, answers)

    assert (result.score, result.stage) == (100, "high")


def test_a_gate_holds_the_overall_stage_down_and_says_so(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition
) -> None:
    best = {"plan": True, "channels": ["office", "web", "phone"], "covered": 100, "minutes": 0, "has_port": False}
    answers = {**best, "signals": "citywide", "tickets": "none"}  # mobility 25, service 100, overall 75: high

    result = scored(framework, towns, answers)

    assert (result.score, result.stage) == (75, "middle")
    assert [english(step) for step in result.explanation[-2:]] == [
        "75 is 75 or more: stage high.",
        "mobility is at 25, below 30: the stage is at most middle.",
    ]


def test_a_gate_on_aspects(framework: FrameworkDefinition, towns: QuestionnaireDefinition) -> None:
    answers = {
        **ANSWERS,
        "signals": "none",
        "covered": 10,
        "minutes": 100,
        "tickets": "citywide",
        "channels": ["nothing"],
    }
    # tools 0, people (3 + 1 + 0) / 5 = 80; mobility 75, service 25; overall 41.67 would be middle

    result = scored(framework, towns, answers)

    assert result.score == pytest.approx(125 / 3)
    assert result.stage == "start"
    assert english(result.explanation[-1]) == "tools is at 0, below 20: the stage is at most start."


def test_the_document_has_the_agreed_keys(framework: FrameworkDefinition, towns: QuestionnaireDefinition) -> None:
    document = as_document(scored(framework, towns, ANSWERS))

    assert list(document) == ["framework", "version", "score", "stage", "dimensions", "missing"]
    assert [part["code"] for part in document["dimensions"]] == ["mobility", "service", "tools", "people"]
    assert all(
        list(part) == ["code", "score", "stage", "answered", "of", "explanation"] for part in document["dimensions"]
    )


PRACTICE = st.sampled_from(["none", "planned", "piloted", "regular", "citywide", "dont_know", "not_applicable"])
FULL_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "has_port": st.booleans(),
        "signals": PRACTICE,
        "tickets": PRACTICE,
        "port_data": PRACTICE,
        "plan": st.booleans(),
        "channels": st.sets(st.sampled_from(["office", "phone", "web", "kiosk"]), min_size=1).map(sorted)
        | st.just(["nothing"]),
        "covered": st.integers(0, 1000).map(lambda tenth: tenth / 10),
        "minutes": st.integers(0, 600),
    },
)


def place(framework: FrameworkDefinition, stage: str | None) -> int:
    return -1 if stage is None else framework.stage_codes.index(stage)


@given(answers=FULL_ANSWERS)
def test_raising_any_answer_never_lowers_a_score_or_a_stage(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition, answers: dict[str, Any]
) -> None:
    before = scored(framework, towns, answers)

    for item in framework.items:
        better = item.ladder.next_up(answers.get(item.question))
        if better is None:
            continue
        after = scored(framework, towns, {**answers, item.question: better})

        for old, new in zip(
            (before, *before.dimensions, *before.aspects), (after, *after.dimensions, *after.aspects), strict=True
        ):
            assert (new.score or 0) >= (old.score or 0)
            assert place(framework, new.stage) >= place(framework, old.stage)


@given(answers=FULL_ANSWERS, seed=st.integers(0, 1000))
def test_the_order_of_answers_is_irrelevant(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition, answers: dict[str, Any], seed: int
) -> None:
    shuffled = list(answers.items())
    random.Random(seed).shuffle(shuffled)

    assert scored(framework, towns, dict(shuffled)) == scored(framework, towns, answers)
    assert next_steps(framework, dict(shuffled), asked=visible(towns, answers)) == next_steps(
        framework, answers, asked=visible(towns, answers)
    )


@given(answers=FULL_ANSWERS, stray=PRACTICE)
def test_hidden_answers_never_count(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition, answers: dict[str, Any], stray: str
) -> None:
    without = {**answers, "has_port": False}
    without.pop("port_data", None)

    assert scored(framework, towns, {**without, "port_data": stray}) == scored(framework, towns, without)


@given(answers=FULL_ANSWERS)
def test_what_a_next_step_claims_is_what_scoring_again_gives(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition, answers: dict[str, Any]
) -> None:
    asked = visible(towns, answers)
    before = score(framework, answers, asked=asked)

    for step in next_steps(framework, answers, 100, asked=asked):
        after = scored(framework, towns, {**answers, step.question: step.after})
        dimension = next(part for part in after.dimensions if part.code == step.dimension)

        assert (step.score_before, step.stage_before) == (before.score, before.stage)
        assert (step.score_after, step.stage_after) == (after.score, after.stage)
        assert step.dimension_score_after == dimension.score
        assert step.score_after > step.score_before


@given(answers=FULL_ANSWERS)
def test_next_steps_are_the_best_there_are(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition, answers: dict[str, Any]
) -> None:
    asked = visible(towns, answers)
    every = next_steps(framework, answers, 100, asked=asked)

    gains = [(place(framework, step.stage_after), step.score_after) for step in every]

    assert gains == sorted(gains, reverse=True)
    assert next_steps(framework, answers, asked=asked) == every[:2]


@given(answers=FULL_ANSWERS)
def test_gaps_add_up_to_what_is_lost(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition, answers: dict[str, Any]
) -> None:
    result = scored(framework, towns, answers)
    found = gaps(framework, answers, asked=visible(towns, answers))

    lost = [gap.lost for gap in found]

    assert lost == sorted(lost, reverse=True)
    assert sum(lost) == pytest.approx(100 - result.score if result.score is not None else 0)


def test_next_steps_with_their_advice_and_order(framework: FrameworkDefinition, towns: QuestionnaireDefinition) -> None:
    answers = {**ANSWERS, "tickets": "planned", "signals": "planned"}

    first, second = next_steps(framework, answers, asked=visible(towns, answers))

    # minutes: 2/3 of 50/4 = 8.33; tickets: 1/3 of 25 * 3/4 = 6.25; channels: 2/3 of 33.3/4 = 5.56
    assert (first.question, first.before, first.after) == ("minutes", 60, 30)
    assert first.score_after - first.score_before == pytest.approx(100 / 12)
    assert first.advice is None
    assert (second.question, second.after) == ("tickets", "piloted")
    assert second.advice == {"en": "Try it in one district."}


def test_equal_gains_go_to_the_weaker_dimension_first(
    towns: QuestionnaireDefinition, framework_data: dict[str, Any]
) -> None:
    framework_data["dimensions"] = [
        {"code": "strong", "title": {"en": "s"}, "questions": [{"question": "signals", "aspect": "tools"}]},
        {"code": "weak", "title": {"en": "w"}, "questions": [{"question": "tickets", "aspect": "people"}]},
    ]
    framework_data["gates"] = []
    framework = read_framework(framework_data, towns)
    answers = {"signals": "regular", "tickets": "none"}

    steps = next_steps(framework, answers, 3, asked=visible(towns, answers))

    assert [step.question for step in steps] == ["tickets", "signals"]


def test_every_step_has_a_sentence_that_uses_its_parameters(
    framework: FrameworkDefinition, towns: QuestionnaireDefinition
) -> None:
    seen = set()
    for answers in ({}, ANSWERS, {**ANSWERS, "signals": "dont_know", "plan": True, "tickets": "not_applicable"}):
        result = scored(framework, towns, answers)
        for step in (*result.explanation, *(s for part in result.dimensions for s in part.explanation)):
            seen.add(step.code)
            assert "{" not in english(step)

    assert seen <= set(MESSAGES)
