"""Reading conditions from a definition, and refusing those that run in a circle or look ahead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from wego.engines.definitions import Cursor, require_known
from wego.engines.questions.conditions import (
    OPERATORS,
    AllConditions,
    AnswerComparison,
    AnyCondition,
    Condition,
    Negation,
    questions_read,
)
from wego.engines.questions.definition import Question
from wego.engines.questions.kinds import Kind

SHAPES = "give {question: CODE, OPERATOR: VALUE}, {any: [...]}, {all: [...]} or {not: ...}"
MOST_DEPTH = 20


def read_condition(cursor: Cursor, known: Mapping[str, Question], depth: int = 0) -> Condition | None:
    """The condition that stands at the cursor; None where it is unsound (the cursor has the faults)."""
    if not isinstance(cursor.value, Mapping):
        cursor.fault("not_a_condition", "a condition is expected here", SHAPES)
        return None
    if depth > MOST_DEPTH:
        cursor.fault("too_deep", f"conditions stand more than {MOST_DEPTH} deep", "write it flatter")
        return None
    for word, combine in (("any", AnyCondition), ("all", AllConditions)):
        if cursor.has(word):
            cursor.is_mapping(required=(word,))
            parts = [read_condition(item, known, depth + 1) for item in cursor.at(word).items()]
            if cursor.at(word).value == []:
                cursor.at(word).fault("empty", "the list of conditions is empty", "give at least one")
            return combine(tuple(part for part in parts if part is not None))
    if cursor.has("not"):
        cursor.is_mapping(required=("not",))
        part = read_condition(cursor.at("not"), known, depth + 1)
        return None if part is None else Negation(part)
    return _read_comparison(cursor, known)


def _read_comparison(cursor: Cursor, known: Mapping[str, Question]) -> Condition | None:
    cursor.is_mapping(required=("question",), optional=tuple(OPERATORS))
    used = [operator for operator in OPERATORS if cursor.has(operator)]
    if not cursor.has("question"):
        return None
    if len(used) != 1:
        cursor.fault("not_a_condition", f"one operator is expected, not {len(used)}", SHAPES)
        return None
    code, operator = cursor.at("question").code(), used[0]
    if not code or not require_known(cursor.at("question"), code, known, "question"):
        return None
    question = known[code]
    if question.kind not in OPERATORS[operator]:
        fitting = ", ".join(name for name, kinds in OPERATORS.items() if question.kind in kinds)
        cursor.at(operator).fault(
            "wrong_operator", f"{operator!r} cannot be asked of a {question.kind} question", f"use one of {fitting}"
        )
        return None
    operand = _read_operand(cursor.at(operator), operator, question)
    return None if operand is None else AnswerComparison(code, operator, operand)


def _read_operand(cursor: Cursor, operator: str, question: Question) -> str | bool | Decimal | tuple[str, ...] | None:
    match operator:
        case "answered":
            return cursor.flag()
        case "one_of":
            codes = tuple(_read_option_code(item, question) for item in cursor.items())
            if cursor.value == []:
                cursor.fault("empty", "the list of options is empty", "give at least one option")
            return codes
        case "at_least" | "at_most":
            return _read_limit(cursor, operator, question)
    if question.kind is Kind.YES_NO:
        return cursor.flag()
    if question.kind is Kind.NUMBER:
        number = cursor.number()
        if number is not None and not _within(number, question):
            cursor.fault("never_true", f"{question.code!r} cannot be {number}", _range_of(question))
        return number
    return _read_option_code(cursor, question)


def _read_option_code(cursor: Cursor, question: Question) -> str:
    code = cursor.code()
    if code and code not in question.option_by_code:
        known = ", ".join(question.option_by_code)
        cursor.fault("unknown_option", f"{question.code!r} has no option {code!r}", f"its options are {known}")
    return code


def _read_limit(cursor: Cursor, operator: str, question: Question) -> Decimal | None:
    """The operand of at_least or at_most: a number, or an option whose value is meant."""
    if question.kind is Kind.NUMBER:
        lowest, highest = question.minimum, question.maximum
    else:
        values = [option.value for option in question.options if option.value is not None]
        if not values:
            cursor.fault("no_order", f"the options of {question.code!r} have no values", "use equals or one_of")
            return None
        lowest, highest = values[0], values[-1]
    limit: Decimal | None
    if isinstance(cursor.value, str) and question.kind is not Kind.NUMBER:
        code = _read_option_code(cursor, question)
        limit = question.option_by_code[code].value if code in question.option_by_code else None
    else:
        limit = cursor.number()
    if limit is None:
        return None
    too_high = operator == "at_least" and highest is not None and limit > highest
    too_low = operator == "at_most" and lowest is not None and limit < lowest
    if too_high or too_low:
        cursor.fault("never_true", f"no answer to {question.code!r} is {operator} {limit}", _range_of(question))
    return limit


def _within(number: Decimal, question: Question) -> bool:
    below = question.minimum is not None and number < question.minimum
    above = question.maximum is not None and number > question.maximum
    return not below and not above


def _range_of(question: Question) -> str:
    if question.kind is Kind.NUMBER:
        return f"its answers run from {question.minimum} to {question.maximum}"
    return f"its options are {', '.join(f'{option.code} ({option.value})' for option in question.options)}"


def refuse_loops(questions: Iterable[Question], cursors: Mapping[str, Cursor]) -> None:
    """Fault every circle of conditions once, and every condition on a question that is asked later (a page would have
    to appear behind the reader). A circle always looks ahead somewhere; it is reported as a circle only."""
    asked = list(questions)
    place = {question.code: index for index, question in enumerate(asked)}
    reads = {q.code: list(dict.fromkeys(questions_read(q.show_if))) if q.show_if else [] for q in asked}
    circling: set[str] = set()
    for code in reads:
        circle = _circle_from(code, reads)
        if not circle:
            continue
        if code not in circling:
            cursors[code].at("show_if").fault(
                "loop",
                f"whether {code!r} is shown depends on itself: {' → '.join(circle)}",
                "let conditions look only at questions that are asked earlier",
            )
        circling.update(circle)
    for code, others in reads.items():
        for other in others:
            if place[other] > place[code] and code not in circling:
                cursors[code].at("show_if").fault(
                    "looks_ahead",
                    f"the condition of {code!r} looks at {other!r}, which is asked later",
                    f"move {other!r} before {code!r}",
                )


def _circle_from(start: str, reads: Mapping[str, list[str]]) -> list[str]:
    """The shortest way from a question back to itself along what conditions read, or nothing."""
    came_from: dict[str, str] = {}
    frontier = [start]
    while frontier:
        reached = []
        for code in frontier:
            for other in reads[code]:
                if other == start:
                    way = [start, code]
                    while way[-1] != start:
                        way.append(came_from[way[-1]])
                    return way[::-1]
                if other not in came_from:
                    came_from[other] = code
                    reached.append(other)
        frontier = reached
    return []
