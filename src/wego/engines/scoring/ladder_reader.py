"""Reading how one question is scored: its ladder, from the framework's row and the question itself."""

from __future__ import annotations

from fractions import Fraction

from wego.engines.definitions import Cursor
from wego.engines.scoring.framework import QuestionLike
from wego.engines.scoring.ladders import BenchmarkLadder, CountLadder, Ladder, OptionLadder, ThresholdLadder, YesLadder
from wego.engines.scoring.rules import ScoringRule


def read_ladder(cursor: Cursor, rule: ScoringRule, question: QuestionLike) -> Ladder | None:
    """The ladder of one question; faults keys that its kind does not use."""
    kind = str(question.kind)
    uses = {"multiple": {"full"}, "number": {"thresholds", "direction", "benchmark"}}.get(kind, set())
    for key in ("full", "thresholds", "direction", "benchmark"):
        if cursor.has(key) and key not in uses:
            cursor.at(key).fault("not_for_this_kind", f"{key!r} says nothing of a {kind} question", "remove it")
    match kind:
        case "scale" | "single":
            return _read_option_ladder(cursor, question)
        case "yes_no":
            return YesLadder()
        case "multiple":
            return _read_count_ladder(cursor, question)
    if rule.code == "points_by_benchmark":
        return _read_benchmark_ladder(cursor, question)
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
        below = question.minimum is not None and number < question.minimum
        above = question.maximum is not None and number > question.maximum
        if below or above or number != round(number, question.decimals):
            entry.fault("out_of_reach", f"{question.code!r} is never exactly {number}", "give a possible answer")
        if thresholds and (Fraction(number) - thresholds[-1]) * direction <= 0:
            entry.fault("not_ordered", f"{number} is not harder than the one before", "order from easy to hard")
        thresholds.append(Fraction(number))
    if cursor.at("thresholds").value == []:
        cursor.at("thresholds").fault("empty", "there is no threshold", "give at least one")
    return ThresholdLadder(tuple(thresholds), direction) if thresholds else None


def _read_benchmark_ladder(cursor: Cursor, question: QuestionLike) -> BenchmarkLadder | None:
    number = cursor.at("benchmark").number() if cursor.has("benchmark") else None
    if number is not None and number <= 0:
        cursor.at("benchmark").fault("not_positive", f"the benchmark {number} is not above 0", "give a positive one")
        return None
    direction = _read_direction(cursor)
    if number is None or direction is None:
        return None
    return BenchmarkLadder(Fraction(number), direction, question.decimals)
