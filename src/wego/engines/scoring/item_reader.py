"""Reading what a scored question reads besides itself: its denominator, its to-be question, its benchmark."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wego.engines.definitions import Cursor, require_known
from wego.engines.scoring.framework import QuestionLike


def read_others(cursor: Cursor, question: QuestionLike, known: Mapping[str, QuestionLike]) -> dict[str, Any]:
    """The fields of an `Item` that name further questions."""
    over = _read_number_question(cursor, "over", known)
    if over is not None and (over.minimum is None or over.minimum <= 0):
        cursor.at("over").fault("may_be_zero", f"{over.code!r} may be 0", "give the question a minimum above 0")
    if over is not None and str(question.kind) != "number":
        cursor.at("over").fault("not_for_this_kind", f"{question.code!r} is no number", "remove it")
    per = cursor.at("per").number() if cursor.has("per") else None
    if cursor.has("per") and over is None:
        cursor.at("per").fault("no_effect", "there is no denominator", "name it as `over`, or remove `per`")
    if per is not None and per <= 0:
        cursor.at("per").fault("not_positive", f"{per} is not above 0", "write 100 for per cent")
    benchmark = _read_number_question(cursor, "benchmark_from", known)
    if benchmark is not None and cursor.has("benchmark"):
        cursor.at("benchmark_from").fault("two_benchmarks", "there is a benchmark already", "keep one of the two")
    return {
        "over": over.code if over else None,
        "per": Fraction(per) if per else Fraction(1),
        "to_be": _read_to_be(cursor, question, known),
        "benchmark_from": benchmark.code if benchmark else None,
        "decimals": question.decimals,
    }


def _read_number_question(cursor: Cursor, key: str, known: Mapping[str, QuestionLike]) -> QuestionLike | None:
    code = cursor.at(key).code() if cursor.has(key) else ""
    if not code or not require_known(cursor.at(key), code, known, "question"):
        return None
    if str(known[code].kind) != "number":
        cursor.at(key).fault("wrong_kind", f"{code!r} is a {known[code].kind} question", "name a number question")
        return None
    return known[code]


def _read_to_be(cursor: Cursor, question: QuestionLike, known: Mapping[str, QuestionLike]) -> str | None:
    """The question where one wants to be: another one, on the very same scale."""
    code = cursor.at("to_be").code() if cursor.has("to_be") else ""
    if not code or not require_known(cursor.at("to_be"), code, known, "question"):
        return None
    scales = [[(option.code, option.value) for option in asked.options] for asked in (question, known[code])]
    if code == question.code or scales[0] != scales[1]:
        cursor.at("to_be").fault(
            "different_scales", f"{code!r} is not another question on the scale of {question.code!r}", "use one scale"
        )
        return None
    return code
