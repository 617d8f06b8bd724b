"""Reading how one question is scored: its ladder, from the framework's row and the question itself."""

from __future__ import annotations

from fractions import Fraction

from wego.engines.definitions import Cursor
from wego.engines.scoring.bands import PointBand
from wego.engines.scoring.framework import QuestionLike
from wego.engines.scoring.ladders import (
    AnsweredLadder,
    BenchmarkLadder,
    CountLadder,
    Ladder,
    OptionLadder,
    RangeLadder,
    ThresholdLadder,
    YesLadder,
)
from wego.engines.scoring.rules import ScoringRule

MOST_DECIMALS = 6  # of a ratio, which no question rounds


KEYS_OF_KIND = {
    "multiple": {"full"},
    "number": {"thresholds", "direction", "benchmark", "benchmark_from", "worst", "best", "over", "per"},
}


def read_ladder(
    cursor: Cursor, rule: ScoringRule, question: QuestionLike, bands: tuple[PointBand, ...]
) -> Ladder | None:
    """The ladder of one question; faults keys that its kind does not use."""
    kind = str(question.kind)
    for key in ("full", "thresholds", "direction", "benchmark", "benchmark_from", "worst", "best"):
        if cursor.has(key) and key not in KEYS_OF_KIND.get(kind, set()):
            cursor.at(key).fault("not_for_this_kind", f"{key!r} says nothing of a {kind} question", "remove it")
    if rule.code == "completeness":
        return AnsweredLadder()
    match kind:
        case "scale" | "single":
            return _read_option_ladder(cursor, question)
        case "yes_no":
            return YesLadder.worth(bands[-1].points, bands[0].points) if rule.takes_bands and bands else YesLadder()
        case "multiple":
            return _read_count_ladder(cursor, question)
    match rule.code:
        case "points_by_benchmark":
            return _read_benchmark_ladder(cursor, question, bands)
        case "fixed_range":
            return _read_range_ladder(cursor, question)
    return _read_threshold_ladder(cursor, question)


def _read_option_ladder(cursor: Cursor, question: QuestionLike) -> OptionLadder | None:
    values = [Fraction(option.value) for option in question.options if option.value is not None]
    if len(values) != len(question.options) or len(values) < 2:
        cursor.at("question").fault(
            "no_order", f"the options of {question.code!r} have no values", "give each option a value"
        )
        return None
    return OptionLadder.from_values([option.code for option in question.options], values)


def _read_count_ladder(cursor: Cursor, question: QuestionLike) -> CountLadder | None:
    codes = tuple(option.code for option in question.options if not option.is_exclusive)
    exclusive = frozenset(option.code for option in question.options if option.is_exclusive)
    full = cursor.at("full").whole(minimum=1) if cursor.has("full") else len(codes)
    if full is not None and full > len(codes):
        cursor.at("full").fault("out_of_reach", f"{question.code!r} has only {len(codes)} options", "lower it")
        full = None
    return None if full is None else CountLadder(codes, full, exclusive)


def _read_direction(cursor: Cursor) -> int | None:
    if not cursor.has("direction"):
        return 1
    if cursor.at("direction").value in (1, -1) and not isinstance(cursor.at("direction").value, bool):
        return int(str(cursor.at("direction").value))
    cursor.at("direction").fault(
        "not_allowed", f"{cursor.at('direction').shown} is not a direction", "give 1 (more is better) or -1"
    )
    return None


def _read_threshold_ladder(cursor: Cursor, question: QuestionLike) -> ThresholdLadder | None:
    """Thresholds from the easiest to the hardest, each a possible answer."""
    if not cursor.has("thresholds"):
        cursor.at("thresholds").fault("missing_key", f"{question.code!r} is a number", "give its thresholds")
        return None
    direction = _read_direction(cursor)
    if direction is None:
        return None
    thresholds: list[Fraction] = []
    for entry in cursor.at("thresholds").items():
        number = entry.number()
        if number is None:
            continue
        is_ratio = cursor.has("over")
        below = question.minimum is not None and number < question.minimum
        above = question.maximum is not None and number > question.maximum
        if not is_ratio and (below or above or number != round(number, question.decimals)):
            entry.fault("out_of_reach", f"{question.code!r} is never exactly {number}", "give a possible answer")
        if thresholds and (Fraction(number) - thresholds[-1]) * direction <= 0:
            entry.fault("not_ordered", f"{number} is not harder than the one before", "order from easy to hard")
        thresholds.append(Fraction(number))
    if cursor.at("thresholds").value == []:
        cursor.at("thresholds").fault("empty", "there is no threshold", "give at least one")
    return ThresholdLadder(tuple(thresholds), direction) if thresholds else None


def _read_range_ladder(cursor: Cursor, question: QuestionLike) -> RangeLadder | None:
    worst, best = (cursor.at(key).number() if cursor.has(key) else None for key in ("worst", "best"))
    if worst is None or best is None:
        return None
    if worst == best:
        cursor.at("best").fault("no_range", f"worst and best are both {best}", "give two different values")
        return None
    decimals = MOST_DECIMALS if cursor.has("over") else question.decimals
    return RangeLadder(Fraction(worst), Fraction(best), decimals)


def _read_benchmark_ladder(
    cursor: Cursor, question: QuestionLike, bands: tuple[PointBand, ...]
) -> BenchmarkLadder | None:
    number = cursor.at("benchmark").number() if cursor.has("benchmark") else None
    if number is not None and number <= 0:
        cursor.at("benchmark").fault("not_positive", f"the benchmark {number} is not above 0", "give a positive one")
        return None
    direction = _read_direction(cursor)
    if direction is None or not bands or (number is None and cursor.has("benchmark")):
        return None
    decimals = MOST_DECIMALS if cursor.has("over") else question.decimals
    return BenchmarkLadder(None if number is None else Fraction(number), direction, decimals, bands)
