"""Reading conditions from a definition, and refusing those that run in a circle or look ahead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from wego.engines.definitions import Cursor
from wego.engines.messages import say
from wego.engines.questions.conditions import (
    OPERATORS,
    VALUE_OPERATORS,
    AllConditions,
    AnswerComparison,
    AnyCondition,
    Condition,
    Negation,
    ValueComparison,
)
from wego.engines.questions.definition import Question
from wego.engines.questions.kinds import Kind
from wego.engines.questions.value_reader import Scope, find_question, read_value
from wego.engines.questions.values import AnswerValue, Literal, ValueType, type_of

SHAPES = "give {question: CODE, OPERATOR: VALUE}, {value: ..., OPERATOR: ...}, {any: [...]}, {all: [...]} or {not: ...}"
MOST_DEPTH = 20


def read_condition(cursor: Cursor, scope: Scope, depth: int = 0) -> Condition | None:
    """The condition that stands at the cursor; None where it is unsound (the cursor has the faults)."""
    if not isinstance(cursor.value, Mapping):
        cursor.fault("not_a_condition", "a condition is expected here", SHAPES)
        return None
    if depth > MOST_DEPTH:
        cursor.fault("too_deep", say("conditions stand more than %(most)s deep", most=MOST_DEPTH), "write it flatter")
        return None
    for word, combine in (("any", AnyCondition), ("all", AllConditions)):
        if cursor.has(word):
            cursor.is_mapping(required=(word,))
            parts = [read_condition(item, scope, depth + 1) for item in cursor.at(word).items()]
            if cursor.at(word).value == []:
                cursor.at(word).fault("empty", "the list of conditions is empty", "give at least one")
            return combine(tuple(part for part in parts if part is not None))
    if cursor.has("not"):
        cursor.is_mapping(required=("not",))
        part = read_condition(cursor.at("not"), scope, depth + 1)
        return None if part is None else Negation(part)
    if cursor.has("value"):
        return _read_value_comparison(cursor, scope, depth + 1)
    return _read_comparison(cursor, scope)


def _read_value_comparison(cursor: Cursor, scope: Scope, depth: int) -> Condition | None:
    cursor.is_mapping(required=("value",), optional=VALUE_OPERATORS)
    used = [operator for operator in VALUE_OPERATORS if cursor.has(operator)]
    if len(used) != 1:
        cursor.fault("not_a_condition", say("one operator is expected, not %(used)s", used=len(used)), SHAPES)
        return None
    operator = used[0]
    left = read_value(cursor.at("value"), scope, depth)
    right = read_value(cursor.at(operator), scope, depth)
    if left is None or right is None:
        return None
    if type_of(left) is not type_of(right):
        cursor.at(operator).fault(
            "wrong_type",
            say("a %(left)s cannot be compared with a %(right)s", left=type_of(left), right=type_of(right)),
            "compare numbers with numbers, days with days",
        )
        return None
    if type_of(left) is ValueType.YES_NO and operator != "equals":
        cursor.at(operator).fault(
            "wrong_operator", say("%(operator)r cannot be asked of yes or no", operator=operator), "use equals"
        )
        return None
    comparison = ValueComparison(left, operator, right).answer_first()
    if isinstance(comparison.value, AnswerValue) and isinstance(comparison.operand, Literal):
        question, limit = scope.known[comparison.value.question], comparison.operand.value
        if question.kind is Kind.NUMBER and isinstance(limit, Decimal):
            _refuse_where_never_true(cursor.at(operator), comparison.operator, limit, question)
    return comparison


def _read_comparison(cursor: Cursor, scope: Scope) -> Condition | None:
    cursor.is_mapping(required=("question",), optional=tuple(OPERATORS))
    used = [operator for operator in OPERATORS if cursor.has(operator)]
    if not cursor.has("question"):
        return None
    if len(used) != 1:
        cursor.fault("not_a_condition", say("one operator is expected, not %(used)s", used=len(used)), SHAPES)
        return None
    operator = used[0]
    question = find_question(cursor.at("question"), scope)
    if question is None:
        return None
    if question.kind not in OPERATORS[operator]:
        fitting = ", ".join(name for name, kinds in OPERATORS.items() if question.kind in kinds)
        cursor.at(operator).fault(
            "wrong_operator",
            say("%(operator)r cannot be asked of a %(kind)s question", operator=operator, kind=question.kind),
            say("use one of %(fitting)s", fitting=fitting) if fitting else "compare its {value: {answer: ...}}",
        )
        return None
    operand = _read_operand(cursor.at(operator), operator, question)
    return None if operand is None else AnswerComparison(question.code, operator, operand)


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
        if number is not None:
            _refuse_where_never_true(cursor, operator, number, question)
        return number
    return _read_option_code(cursor, question)


def _read_option_code(cursor: Cursor, question: Question) -> str:
    code = cursor.option_code()
    if code and code not in question.option_by_code:
        known = ", ".join(question.option_by_code)
        cursor.fault(
            "unknown_option",
            say("%(question)r has no option %(code)r", question=question.code, code=code),
            say("its options are %(known)s", known=known),
        )
    return code


def _read_limit(cursor: Cursor, operator: str, question: Question) -> Decimal | None:
    """The operand of at_least or at_most: a number, or an option whose value is meant."""
    if question.kind is not Kind.NUMBER and all(option.value is None for option in question.options):
        cursor.fault(
            "no_order",
            say("the options of %(question)r have no values", question=question.code),
            "use equals or one_of",
        )
        return None
    limit: Decimal | None
    if isinstance(cursor.value, str) and question.kind is not Kind.NUMBER:
        code = _read_option_code(cursor, question)
        limit = question.option_by_code[code].value if code in question.option_by_code else None
    else:
        limit = cursor.number()
    if limit is not None:
        _refuse_where_never_true(cursor, operator, limit, question)
    return limit


def _refuse_where_never_true(cursor: Cursor, operator: str, number: Decimal, question: Question) -> None:
    lowest, highest = _ends_of(question)
    too_high = highest is not None and number > highest
    too_low = lowest is not None and number < lowest
    if operator == "equals" and (too_high or too_low):
        cursor.fault(
            "never_true",
            say("%(question)r cannot be %(number)s", question=question.code, number=number),
            _range_of(question),
        )
    elif (operator == "at_least" and too_high) or (operator == "at_most" and too_low):
        cursor.fault(
            "never_true",
            say(
                "no answer to %(question)r is %(operator)s %(number)s",
                question=question.code,
                operator=operator,
                number=number,
            ),
            _range_of(question),
        )


def _ends_of(question: Question) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest answer."""
    if question.kind is Kind.NUMBER:
        return question.minimum, question.maximum
    values = [option.value for option in question.options if option.value is not None]
    return values[0], values[-1]


def _range_of(question: Question) -> str:
    if question.kind is Kind.NUMBER:
        return say(
            "its answers run from %(minimum)s to %(maximum)s", minimum=question.minimum, maximum=question.maximum
        )
    return say(
        "its options are %(options)s",
        options=", ".join(f"{option.code} ({option.value})" for option in question.options),
    )


def refuse_loops(questions: Iterable[Question], cursors: Mapping[str, Cursor]) -> None:
    """Fault every circle of conditions and calculations once, and every one of them that looks at a question that is
    asked later (a page would have to appear behind the reader). A circle always looks ahead somewhere; it is reported
    as a circle only. Questions of a repeated group come after it, in their order."""
    asked = [one for question in questions for one in (question, *question.questions)]
    place = {question.code: index for index, question in enumerate(asked)}
    looks = {question.code: question.looks for question in asked}
    reads = {
        code: sorted(set().union(*by_key.values()) & set(place), key=place.__getitem__)
        for code, by_key in looks.items()
    }
    circling: set[str] = set()
    for code in reads:
        circle = _circle_from(code, reads)
        if not circle:
            continue
        if code not in circling:
            key = "show_if" if circle[1] in looks[code]["show_if"] else "value"
            said = f"whether {code!r} is shown" if key == "show_if" else f"the value of {code!r}"
            cursors[code].at(key).fault(
                "loop",
                say("%(said)s depends on itself: %(circle)s", said=said, circle=" → ".join(circle)),
                "let conditions and values look only at questions that are asked earlier",
            )
        circling.update(circle)
    for code, by_key in looks.items():
        for key, others in by_key.items():
            for other in sorted(others & set(place), key=place.__getitem__):
                if place[other] > place[code] and code not in circling:
                    what = "condition" if key == "show_if" else "value"
                    cursors[code].at(key).fault(
                        "looks_ahead",
                        say(
                            "the %(what)s of %(code)r looks at %(other)r, which is asked later",
                            what=what,
                            code=code,
                            other=other,
                        ),
                        say("move %(other)r before %(code)r", other=other, code=code),
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
