"""Ladders: points of an answer and the next rung, on and beside every boundary."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from wego.engines import questions
from wego.engines.scoring import ladders
from wego.engines.scoring.ladders import (
    BenchmarkLadder,
    CountLadder,
    Ladder,
    OptionLadder,
    ThresholdLadder,
    YesLadder,
)

UNEVEN = OptionLadder.from_values(("low", "mid", "high"), (F(1), F(2), F(5)))
COUNT = CountLadder(("a", "b", "c", "d"), full=3, exclusive=frozenset({"none"}))
MORE = ThresholdLadder((F(20), F(50), F("95.5")))
LESS = ThresholdLadder((F(60), F(30)), direction=-1)
BENCHMARK = BenchmarkLadder(F(200))
LOW_BENCHMARK = BenchmarkLadder(F(10), direction=-1, decimals=1)

CASES: list[tuple[Ladder, Any, F | None, Any]] = [
    (UNEVEN, "low", F(0), "mid"),
    (UNEVEN, "mid", F(1, 4), "high"),
    (UNEVEN, "high", F(1), None),
    (UNEVEN, "dont_know", None, None),
    (UNEVEN, None, None, None),
    (UNEVEN, 1, None, None),
    (YesLadder(), True, F(1), None),
    (YesLadder(), False, F(0), True),
    (YesLadder(), "dont_know", None, None),
    (COUNT, ["none"], F(0), ["a"]),
    (COUNT, ["b"], F(1, 3), ["a", "b"]),
    (COUNT, ["a", "b", "c"], F(1), None),
    (COUNT, ["a", "b", "c", "d"], F(1), None),
    (COUNT, [], None, None),
    (COUNT, ["a", "gone"], None, None),
    (COUNT, "dont_know", None, None),
    (MORE, 19.9, F(0), 20),
    (MORE, 20, F(1, 3), 50),
    (MORE, 50.0, F(2, 3), 95.5),
    (MORE, 95.5, F(1), None),
    (MORE, True, None, None),
    (MORE, "dont_know", None, None),
    (LESS, 61, F(0), 60),
    (LESS, 60, F(1, 2), 30),
    (LESS, 30, F(1), None),
    (LESS, 0, F(1), None),
    (BENCHMARK, 65, F(1), 66),
    (BENCHMARK, 66, F(2), 132),
    (BENCHMARK, 131, F(2), 132),
    (BENCHMARK, 132, F(3), 190),
    (BENCHMARK, 190, F(4), None),
    (BENCHMARK, -5, F(1), 66),
    (LOW_BENCHMARK, 40, F(1), 30.3),
    (LOW_BENCHMARK, 30.3, F(2), 15.1),
    (LOW_BENCHMARK, 30.4, F(1), 30.3),
    (LOW_BENCHMARK, 15.1, F(3), 10.5),
    (LOW_BENCHMARK, 10.5, F(4), None),
    (LOW_BENCHMARK, 0, F(4), None),
]


@pytest.mark.parametrize(("ladder", "answer", "points", "better"), CASES)
def test_points_and_the_next_rung(ladder: Ladder, answer: Any, points: F | None, better: Any) -> None:
    assert ladder.points(answer) == points
    assert ladder.next_up(answer) == better


@pytest.mark.parametrize(("ladder", "answer"), [(row[0], row[1]) for row in CASES if row[3] is not None])
def test_the_next_rung_is_exactly_one_higher(ladder: Ladder, answer: Any) -> None:
    better = ladder.next_up(answer)

    assert ladder.rung(better) == ladder.rung(answer) + 1  # type: ignore[operator]
    assert ladder.points(better) > ladder.points(answer)  # type: ignore[operator]


def test_the_special_answers_are_those_of_the_questions_engine() -> None:
    assert (ladders.DONT_KNOW, ladders.NOT_APPLICABLE) == (questions.DONT_KNOW, questions.NOT_APPLICABLE)
