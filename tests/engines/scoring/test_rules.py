"""The rules of the frameworks, each by a case worked by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.definitions import DefinitionFaults
from wego.engines.questions import QuestionnaireDefinition, read_questionnaire, visible
from wego.engines.scoring import (
    FrameworkDefinition,
    Group,
    ScoringResult,
    as_document,
    english,
    gaps,
    next_steps,
    read_framework,
    score,
)
from wego.engines.scoring.ladders import BenchmarkLadder, RangeLadder

TEXT = {"en": "…"}
STAGES = [
    {"code": code, "title": TEXT, "from": start, "meaning": TEXT}
    for code, start in (("low", 0), ("middle", 25), ("high", 50), ("very_high", 75))
]


def question(code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "text": TEXT, "why": TEXT, "evidence": TEXT, **more}


def questionnaire(*questions: dict[str, Any]) -> QuestionnaireDefinition:
    sections = [{"code": "all", "title": TEXT, "questions": list(questions)}]
    return read_questionnaire(
        {"code": "q", "version": "1", "languages": ["en"], "title": TEXT, "note": TEXT, "sections": sections}
    )


def framework(
    over: QuestionnaireDefinition, rule: str, dimensions: dict[str, list[Any]], **more: Any
) -> FrameworkDefinition:
    rows = [{"code": code, "title": TEXT, "questions": questions} for code, questions in dimensions.items()]
    data = {"code": "f", "version": "1", "questionnaire": "q", "rule": rule, "languages": ["en"], "title": TEXT}
    return read_framework({**data, "dimensions": rows, "stages": STAGES, **more}, over)


def test_share_of_yes_counts_what_is_not_there_and_pools_the_parts() -> None:
    over = questionnaire(*(question(f"f{place}", "yes_no", allow=["not_applicable"]) for place in range(5)))
    losi = framework(over, "share_of_yes", {"content": ["f0", "f1", "f2", "f3"], "technology": ["f4"]})
    answers = {"f0": True, "f1": False, "f4": True}

    result = score(losi, answers, asked=visible(over, answers))

    content, technology = result.dimensions
    assert (content.score, content.stage, content.answered, content.of) == (25, "middle", 2, 4)
    assert technology.score == 100
    assert (result.score, result.stage) == (40, "middle")  # two of five; a mean of the parts would be 62.5
    assert result.missing == ("f2", "f3")
    assert english(content.explanation[2]) == "f2: not answered, earns nothing, weight 1."
    assert english(result.explanation[2]) == "2 of 5 points are 40 of 100."
    assert [gap.lost for gap in gaps(losi, answers, asked=visible(over, answers))] == [20]
    assert next_steps(losi, answers, asked=visible(over, answers))[0].score_after == 60


# The worked test of the verification reports: points 1, 3, 4, 1 are 9 of 16 = 56.25; 3, 4, 2 are 9 of 12 = 75.
@pytest.mark.parametrize(("performances", "expected"), [([32, 94, 95, 0], 56.25), ([66, 200, 33], 75.0)])
def test_points_by_benchmark(performances: list[int], expected: float) -> None:
    codes = [f"k{place}" for place in range(len(performances) + 1)]  # the last is not reported
    over = questionnaire(*(question(code, "number", unit="%", minimum=0) for code in codes))
    u4ssc = framework(over, "points_by_benchmark", {"ict": [{"question": code, "benchmark": 100} for code in codes]})
    answers = dict(zip(codes, performances, strict=False))

    result = score(u4ssc, answers, asked=visible(over, answers))

    assert result.score == result.dimensions[0].score == expected
    assert result.missing == (codes[-1],)


def test_points_by_benchmark_pool_the_reported_indicators() -> None:
    over = questionnaire(*(question(code, "number", unit="x", minimum=0, decimals=1) for code in ("a", "b", "c")))
    rows: dict[str, list[Any]] = {
        "one": [{"question": "a", "benchmark": 50}],
        "two": [{"question": "b", "benchmark": 10, "direction": -1}, {"question": "c", "benchmark": 1}],
    }
    u4ssc = framework(over, "points_by_benchmark", rows)
    answers = {"a": 50.0, "b": 20.0, "c": 0.0}  # 4, then 2 (half of the benchmark), then 1

    result = score(u4ssc, answers, asked=visible(over, answers))

    assert [part.score for part in result.dimensions] == [100, 37.5]
    assert result.score == pytest.approx(100 * 7 / 12)
    (best, *_) = next_steps(u4ssc, answers, asked=visible(over, answers))
    assert (best.question, best.after) == ("b", 15.1)  # 10 / 15.1 is the first tenth at 66 % or more


def refusals(over: QuestionnaireDefinition, rule: str, rows: list[Any], **more: Any) -> list[tuple[str, str]]:
    """Where and why a definition is refused."""
    with pytest.raises(DefinitionFaults) as refusal:
        framework(over, rule, {"one": rows}, **more)
    return [(fault.key, fault.code) for fault in refusal.value.faults]


def told(over: QuestionnaireDefinition, definition: FrameworkDefinition, answers: dict[str, Any]) -> ScoringResult:
    return score(definition, answers, asked=visible(over, answers))


def shares(*, allow: list[str] | None = None) -> QuestionnaireDefinition:
    """Two numerators over one denominator, and a benchmark that is asked for."""
    return questionnaire(
        question("online", "number", unit="x", minimum=0, allow=allow or []),
        question("metered", "number", unit="x", minimum=0),
        question("homes", "number", unit="x", minimum=1, allow=allow or []),
        question("online_benchmark", "number", unit="x", minimum=0, decimals=1),
    )


RATIOS = [
    {"question": "online", "over": "homes", "per": 100, "benchmark_from": "online_benchmark"},
    {"question": "metered", "over": "homes", "per": 100},
]


def test_a_ratio_stands_against_the_benchmark_that_was_entered() -> None:
    over = shares()
    u4ssc = framework(over, "points_by_benchmark", {"ict": RATIOS})
    answers = {"online": 300, "metered": 10, "homes": 500, "online_benchmark": 80.0}

    result = told(over, u4ssc, answers)

    assert result.score == 75  # 60 of 80 per cent is 75 per cent of the benchmark: 3 of 4 points
    assert result.missing == ()  # what has no benchmark is left out
    assert [english(step) for step in result.dimensions[0].explanation[:3]] == [
        "online: 100 × 300 ÷ 500 is 60.",
        "online: 60 against the benchmark 80 is 75 per cent and earns 3 of 4 points.",
        "metered: no benchmark is set; left out.",
    ]
    (step,) = next_steps(u4ssc, answers, asked=visible(over, answers))
    assert (step.after, step.score_after) == (380, 100.0)  # 95 per cent of 80 per cent of 500 homes


def test_what_is_not_reported_is_missing_with_or_without_its_denominator() -> None:
    over = shares(allow=["not_applicable", "dont_know"])
    u4ssc = framework(over, "points_by_benchmark", {"ict": RATIOS})

    assert told(over, u4ssc, {"online": 300}).missing == ("online", "metered")
    assert told(over, u4ssc, {"online": "dont_know", "homes": 9}).missing == ("online", "metered")
    assert told(over, u4ssc, {"homes": "not_applicable"}).missing == ()


def test_bands_are_data_and_a_border_belongs_to_the_upper_one() -> None:
    over = questionnaire(question("a", "number", unit="%", minimum=0), question("plan", "yes_no"))
    bands = [{"from": 0, "to": 50, "points": 0}, {"from": 50, "points": 10}]
    rows = [{"question": "a", "benchmark": 100}, "plan"]
    halves = framework(over, "points_by_benchmark", {"one": rows}, bands=bands)

    assert told(over, halves, {"a": 49}).score == 0
    assert told(over, halves, {"a": 50}).score == 100
    assert told(over, halves, {"a": 50, "plan": False}).score == 50


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ([(0, 50, 1), (40, None, 2)], ("bands[1].from", "overlap")),
        ([(0, 50, 1), (60, None, 2)], ("bands[1].from", "gap")),
        ([(0, None, 1), (60, None, 2), (50, None, 3)], ("bands[2].from", "not_ordered")),
        ([(0, -1, 1), (60, None, 2)], ("bands[0].to", "backwards")),
        ([(5, None, 1)], ("bands[0].from", "not_from_zero")),
        ([(0, 10, 1)], ("bands[0].to", "gap")),
        ([(0, None, 2), (60, None, 1)], ("bands[1].points", "not_ordered")),
        ([(0, None, 0)], ("bands", "no_effect")),
        ([], ("bands", "empty")),
    ],
)
def test_bands_that_do_not_meet_are_refused(bands: list[tuple[Any, Any, Any]], expected: tuple[str, str]) -> None:
    over = questionnaire(question("a", "number", unit="%", minimum=0))
    rows = [{"from": start, "points": points} | ({} if end is None else {"to": end}) for start, end, points in bands]

    assert expected in refusals(over, "points_by_benchmark", [{"question": "a", "benchmark": 1}], bands=rows)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"over": "online"}, ("over", "may_be_zero")),
        ({"over": "house"}, ("over", "unknown_question")),
        ({"per": 100}, ("per", "no_effect")),
        ({"over": "homes", "per": 0}, ("per", "not_positive")),
        ({"benchmark": 5, "benchmark_from": "online_benchmark"}, ("benchmark_from", "two_benchmarks")),
        ({"benchmark": 0}, ("benchmark", "not_positive")),
    ],
)
def test_a_ratio_is_refused_at_its_key(row: dict[str, Any], expected: tuple[str, str]) -> None:
    place, code = expected

    found = refusals(shares(), "points_by_benchmark", [{"question": "metered", **row}])

    assert found == [(f"dimensions[0].questions[0].{place}", code)]


def test_a_fixed_range_with_weights() -> None:
    """DESI's way: (60 - 20) / (100 - 20) = 50; (40 - 10) / (40 - 0) = 75 where less is better; weights 2 and 1, then 3
    and 1 for the dimensions."""
    over = questionnaire(*(question(code, "number", unit="x", minimum=0, maximum=200) for code in ("a", "b", "c")))
    first = [{"question": "a", "worst": 20, "best": 100, "weight": 2}, {"question": "b", "worst": 40, "best": 0}]
    desi = framework(over, "fixed_range", {"one": first, "two": [{"question": "c", "worst": 0, "best": 10}]})
    desi = replace(desi, dimensions=(replace(desi.dimensions[0], weight=Fraction(3)), desi.dimensions[1]))

    result = told(over, desi, {"a": 60, "b": 10, "c": 200})

    assert [part.score for part in result.dimensions] == [pytest.approx(175 / 3), 100.0]
    assert result.score == pytest.approx((3 * 175 / 3 + 100) / 4)
    assert english(result.dimensions[0].explanation[1]) == "b: 10 between 40 and 0 earns 75 of 100, weight 1."
    assert refusals(over, "fixed_range", [{"question": "a", "worst": 1, "best": 1}]) == [
        ("dimensions[0].questions[0].best", "no_range")
    ]


def test_a_level_is_reached_where_every_indicator_meets_its_target() -> None:
    """Y.4904's example: household internet is level 2 at 30, 3 at 50, 4 at 70 and 5 at 90 per cent."""
    over = questionnaire(*(question(code, "number", unit="%", minimum=0, maximum=100) for code in ("a", "b")))
    rows = [{"question": code, "thresholds": [30, 50, 90]} for code in ("a", "b")]
    levels = [{"code": stage["code"], "title": TEXT, "meaning": TEXT} for stage in STAGES]
    y4904 = framework(over, "level_targets", {"one": rows}, stages=levels)

    result = told(over, y4904, {"a": 90, "b": 50})

    assert (result.stage, result.dimensions[0].stage, result.score) == ("high", "high", pytest.approx(250 / 3))
    assert told(over, y4904, {"a": 90}).stage == "very_high"
    step = next_steps(y4904, {"a": 90, "b": 50}, asked=frozenset({"a", "b"}))[0]
    assert (step.question, step.after, step.stage_after) == ("b", 90, "very_high")
    rows[0]["thresholds"] = [30, 90]
    assert refusals(over, "level_targets", rows, stages=levels) == [("dimensions", "uneven_targets")]


STEPS = [{"code": code, "text": TEXT, "value": place} for place, code in enumerate(("none", "tried", "done"))]


def test_as_is_and_to_be_on_one_scale_with_the_gap() -> None:
    """As-is 0, 50, 100; to-be 50 and 100 for the first two: the gap compares only those, 25 to 75."""
    codes = ("a", "b", "c", "a_aim", "b_aim", "c_aim")
    over = questionnaire(*(question(code, "single", options=STEPS) for code in codes), question("x", "yes_no"))
    rows = [{"question": code, "to_be": f"{code}_aim"} for code in ("a", "b", "c")]
    maturity = framework(over, "as_is_to_be", {"one": rows})
    answers = {"a": "none", "b": "tried", "c": "done", "a_aim": "tried", "b_aim": "done"}

    result = told(over, maturity, answers)
    document = as_document(result)

    assert (result.score, result.to_be, result.gap) == (50, 75, 50)
    assert (document["to_be"], document["gap"], document["dimensions"][0]["gap"]) == (75, 50, 50)
    assert english(result.dimensions[0].explanation[-2]) == (
        "one: from 25 to 75 is a gap of 50, over 2 questions with both answers."
    )
    assert "gap" not in as_document(told(over, maturity, {"a": "none"}))
    assert refusals(over, "as_is_to_be", [{"question": "a", "to_be": "x"}]) == [
        ("dimensions[0].questions[0].to_be", "different_scales")
    ]


def test_a_class_by_completeness_with_a_gate_on_the_core() -> None:
    over = questionnaire(
        *(question(code, "number", unit="x", minimum=0) for code in ("a", "b", "c")), question("d", "text")
    )
    rows = [{"question": code, "aspect": "core" if code < "c" else "more"} for code in "abcd"]
    aspects = [{"code": code, "title": TEXT} for code in ("core", "more")]
    gate = {"highest": "middle", "while_below": 100, "of": ["core"], "reason": TEXT}
    wccd = framework(over, "completeness", {"one": rows}, aspects=aspects, gates=[gate])

    assert told(over, wccd, {"a": 0, "b": 0, "c": 0}).score == 75
    assert told(over, wccd, {"a": 0, "b": 0, "c": 0}).stage == "very_high"
    assert told(over, wccd, {"a": 0, "c": 0, "d": "x"}).stage == "middle"  # all the core comes first


def test_headings_are_scored_by_the_rule_of_the_whole() -> None:
    over = questionnaire(*(question(code, "yes_no") for code in "abc"))
    plain = framework(over, "levels", {"da": ["a"], "db": ["b"], "dc": ["c"]})
    ceds = replace(
        plain,
        groups=tuple(Group(code, TEXT) for code in ("inside", "outside")),
        dimensions=tuple(
            replace(part, group=group)
            for part, group in zip(plain.dimensions, ("inside", "inside", "outside"), strict=True)
        ),
    )

    result = told(over, ceds, {"a": True, "b": False, "c": True})

    assert [(group.code, group.score, group.stage) for group in result.groups] == [
        ("inside", 50, "high"),
        ("outside", 100, "very_high"),
    ]
    assert [part["code"] for part in as_document(result)["dimensions"]] == ["da", "db", "dc", "inside", "outside"]


@given(
    value=st.integers(0, 300),
    more=st.integers(0, 100),
    benchmark=st.integers(1, 200),
    direction=st.sampled_from((1, -1)),
)
def test_a_better_figure_never_earns_less(value: int, more: int, benchmark: int, direction: int) -> None:
    ladders: list[Any] = [
        BenchmarkLadder(Fraction(benchmark), direction),
        RangeLadder(Fraction(0 if direction > 0 else benchmark), Fraction(benchmark if direction > 0 else 0)),
    ]
    better, worse = (value + more, value) if direction > 0 else (value, value + more)

    for ladder in ladders:
        assert 0 <= ladder.points(worse) <= ladder.points(better) <= ladder.top
        raised = ladder.next_up(value)
        assert raised is None or ladder.points(raised) > ladder.points(value)
