"""Ladders: points of an answer and the next rung, on and beside every boundary."""

from __future__ import annotations

from fractions import Fraction
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

UNEVEN = OptionLadder.from_values(("low", "mid", "high"), (Fraction(1), Fraction(2), Fraction(5)))
COUNT = CountLadder(("a", "b", "c", "d"), full=3, exclusive=frozenset({"none"}))
MORE = ThresholdLadder((Fraction(20), Fraction(50), Fraction("95.5")))
LESS = ThresholdLadder((Fraction(60), Fraction(30)), direction=-1)
BENCHMARK = BenchmarkLadder(Fraction(200))
LOW_BENCHMARK = BenchmarkLadder(Fraction(10), direction=-1, decimals=1)

CASES: list[tuple[Ladder, Any, Fraction | None, Any]] = [
    (UNEVEN, "low", Fraction(0), "mid"),
    (UNEVEN, "mid", Fraction(1, 4), "high"),
    (UNEVEN, "high", Fraction(1), None),
    (UNEVEN, "dont_know", None, None),
    (UNEVEN, None, None, None),
    (UNEVEN, 1, None, None),
    (YesLadder(), True, Fraction(1), None),
    (YesLadder(), False, Fraction(0), True),
    (YesLadder(), "dont_know", None, None),
    (COUNT, ["none"], Fraction(0), ["a"]),
    (COUNT, ["b"], Fraction(1, 3), ["a", "b"]),
    (COUNT, ["a", "b", "c"], Fraction(1), None),
    (COUNT, ["a", "b", "c", "d"], Fraction(1), None),
    (COUNT, [], None, None),
    (COUNT, ["a", "gone"], None, None),
    (COUNT, "dont_know", None, None),
    (MORE, 19.9, Fraction(0), 20),
    (MORE, 20, Fraction(1, 3), 50),
    (MORE, 50.0, Fraction(2, 3), 95.5),
    (MORE, 95.5, Fraction(1), None),
    (MORE, True, None, None),
    (MORE, "dont_know", None, None),
    (LESS, 61, Fraction(0), 60),
    (LESS, 60, Fraction(1, 2), 30),
    (LESS, 30, Fraction(1), None),
    (LESS, 0, Fraction(1), None),
    (BENCHMARK, 65, Fraction(1), 66),
    (BENCHMARK, 66, Fraction(2), 132),
    (BENCHMARK, 131, Fraction(2), 132),
    (BENCHMARK, 132, Fraction(3), 190),
    (BENCHMARK, 190, Fraction(4), None),
    (BENCHMARK, -5, Fraction(1), 66),
    (LOW_BENCHMARK, 40, Fraction(1), 30.3),
    (LOW_BENCHMARK, 30.3, Fraction(2), 15.1),
    (LOW_BENCHMARK, 30.4, Fraction(1), 30.3),
    (LOW_BENCHMARK, 15.1, Fraction(3), 10.5),
    (LOW_BENCHMARK, 10.5, Fraction(4), None),
    (LOW_BENCHMARK, 0, Fraction(4), None),
]


@pytest.mark.parametrize(("ladder", "answer", "points", "better"), CASES)
def test_points_and_the_next_rung(ladder: Ladder, answer: Any, points: Fraction | None, better: Any) -> None:
    assert ladder.points(answer) == points
    assert ladder.next_up(answer) == better


@pytest.mark.parametrize(("ladder", "answer"), [(row[0], row[1]) for row in CASES if row[3] is not None])
def test_the_next_rung_is_exactly_one_higher(ladder: Ladder, answer: Any) -> None:
    better = ladder.next_up(answer)

    assert ladder.rung(better) == ladder.rung(answer) + 1  # type: ignore[operator]
    assert ladder.points(better) > ladder.points(answer)  # type: ignore[operator]


def test_the_special_answers_are_those_of_the_questions_engine() -> None:
    assert (ladders.DONT_KNOW, ladders.NOT_APPLICABLE) == (questions.DONT_KNOW, questions.NOT_APPLICABLE)
