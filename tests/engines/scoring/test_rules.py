"""The rules of other frameworks: share of yes (UN LOSI) and points by benchmark (U4SSC)."""

from __future__ import annotations

from typing import Any

import pytest

from wego.engines.questions import QuestionnaireDefinition, read_questionnaire, visible
from wego.engines.scoring import FrameworkDefinition, english, gaps, next_steps, read_framework, score

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


def framework(over: QuestionnaireDefinition, rule: str, dimensions: dict[str, list[Any]]) -> FrameworkDefinition:
    rows = [{"code": code, "title": TEXT, "questions": questions} for code, questions in dimensions.items()]
    data = {"code": "f", "version": "1", "questionnaire": "q", "rule": rule, "languages": ["en"], "title": TEXT}
    return read_framework({**data, "dimensions": rows, "stages": STAGES}, over)


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
