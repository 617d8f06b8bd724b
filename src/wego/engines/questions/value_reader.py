"""Reading values that are worked out, and refusing those whose types do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wego.engines.definitions import Cursor, require_known
from wego.engines.messages import say
from wego.engines.questions.definition import Question
from wego.engines.questions.kinds import Kind
from wego.engines.questions.values import (
    Alternative,
    AnswerValue,
    Arithmetic,
    DaysBetween,
    Literal,
    Rounded,
    RowCount,
    RowSum,
    TickCount,
    ValueExpression,
    ValueType,
    YearOf,
    type_of,
)

MOST_DEPTH = 20
VALUE_SHAPES = (
    "give a number, true or false, {date: 2024-12-31}, {answer: CODE}, {add: [...]}, {subtract: [A, B]}, "
    "{multiply: [...]}, {divide: [A, B]}, {least: [...]}, {greatest: [...]}, {round: A, decimals: N}, "
    "{days: [FROM, TO]}, {year: DAY}, {count: GROUP}, {count: GROUP, where: CONDITION}, {sum: CODE}, {ticked: CODE} "
    "or {if: CONDITION, then: A, else: B}"
)
TYPES = {Kind.NUMBER: ValueType.NUMBER, Kind.DATE: ValueType.DATE, Kind.YES_NO: ValueType.YES_NO}


@dataclass(frozen=True)
class Scope:
    """The questions that an expression may name: `known` directly, `rows` (those within repeated groups) by way of
    their group. `types` are those of calculated questions that are read already."""

    known: Mapping[str, Question]
    rows: Mapping[str, Question]
    types: Mapping[str, ValueType]

    def within(self, repeat: Question) -> Scope:
        """What may be named in a row of this group as well."""
        return Scope({**self.known, **{inner.code: inner for inner in repeat.questions}}, self.rows, self.types)

    def type_of_answer(self, question: Question) -> ValueType | None:
        if question.kind is Kind.CALCULATED:
            return self.types.get(question.code, ValueType.NUMBER)
        if question.options and question.kind in (Kind.SINGLE, Kind.SCALE):
            return ValueType.NUMBER if all(option.value is not None for option in question.options) else None
        return TYPES.get(question.kind)


def find_question(cursor: Cursor, scope: Scope) -> Question | None:
    """The question that is named here; faulted where there is none, or where it stands in rows."""
    code = cursor.question_code()
    if not code:
        return None
    if code in scope.rows and code not in scope.known:
        group = scope.rows[code].repeat
        cursor.fault(
            "in_a_repeat",
            say("%(code)r is asked in each row of %(group)r", code=code, group=group),
            say("use {sum: %(code)s} or {count: %(group)s, where: ...}", code=code, group=group),
        )
        return None
    return scope.known[code] if require_known(cursor, code, scope.known, "question") else None


def read_value(cursor: Cursor, scope: Scope, depth: int = 0) -> ValueExpression | None:
    """The value that stands at the cursor; None where it is unsound (the cursor has the faults)."""
    given = cursor.value
    if isinstance(given, bool):
        return Literal(given)
    if isinstance(given, int | float | Decimal):
        number = cursor.number()
        return None if number is None else Literal(number)
    if isinstance(given, date) and not isinstance(given, datetime):
        return Literal(given)
    if not isinstance(given, Mapping):
        cursor.fault("not_a_value", say("a value is expected here, not %(shown)s", shown=cursor.shown), VALUE_SHAPES)
        return None
    if depth > MOST_DEPTH:
        cursor.fault("too_deep", say("values stand more than %(most)s deep", most=MOST_DEPTH), "write it flatter")
        return None
    for word, (optional, read) in READERS.items():
        if cursor.has(word):
            return read(cursor, scope, depth + 1) if cursor.is_mapping(required=(word,), optional=optional) else None
    cursor.fault("not_a_value", say("%(shown)s is no value", shown=cursor.shown), VALUE_SHAPES)
    return None


def of_type(cursor: Cursor, scope: Scope, depth: int, *wanted: ValueType) -> ValueExpression | None:
    """A value of one of these types."""
    value = read_value(cursor, scope, depth)
    if value is not None and type_of(value) not in wanted:
        cursor.fault(
            "wrong_type",
            say("a %(wanted)s is expected here, not a %(value)s", wanted=" or ".join(wanted), value=type_of(value)),
            "give a value of that type",
        )
        return None
    return value


def _date(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    day = cursor.at("date").day()
    return None if day is None else Literal(day)


def _answer(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    question = find_question(cursor.at("answer"), scope)
    if question is None:
        return None
    known = scope.type_of_answer(question)
    if known is None:
        cursor.at("answer").fault(
            "wrong_type",
            say(
                "%(question)r is a %(kind)s question and has no value to calculate with",
                question=question.code,
                kind=question.kind,
            ),
            "name a question of numbers, days, yes or no, or options with values",
        )
        return None
    return AnswerValue(question.code, known)


def _arithmetic(operator: str, count: int | None, *types: ValueType) -> Any:
    def read(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
        inner = cursor.at(operator)
        parts = [of_type(item, scope, depth, *types) for item in inner.items()]
        if isinstance(inner.value, list) and (len(parts) != count if count else len(parts) < 2):
            inner.fault(
                "wrong_count",
                say("%(operator)s of %(parts)s values", operator=operator, parts=len(parts)),
                say("give %(count)s", count=count or "at least 2"),
            )
            return None
        sound = tuple(part for part in parts if part is not None)
        if len(sound) < len(parts) or not sound:
            return None
        if len({type_of(part) for part in sound}) > 1:
            inner.fault(
                "wrong_type",
                say("%(operator)s of values of different types", operator=operator),
                "give numbers alone, or days alone",
            )
            return None
        if operator == "divide" and isinstance(sound[1], Literal) and not sound[1].value:
            inner.at(1).fault("division_by_zero", "a division by zero has no value", "divide by something else")
            return None
        return Arithmetic(operator, sound)

    return read


def _round(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    part = of_type(cursor.at("round"), scope, depth, ValueType.NUMBER)
    decimals = cursor.at("decimals").whole() if cursor.has("decimals") else 0
    if decimals is not None and decimals > 6:
        cursor.at("decimals").fault(
            "too_many_decimals", say("%(decimals)s decimals", decimals=decimals), "give at most 6"
        )
    return None if part is None or decimals is None else Rounded(part, decimals)


def _days(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    inner = cursor.at("days")
    parts = [of_type(item, scope, depth, ValueType.DATE) for item in inner.items()]
    if isinstance(inner.value, list) and len(parts) != 2:
        inner.fault("wrong_count", say("days between %(parts)s days", parts=len(parts)), "give the first and the last")
        return None
    return DaysBetween(parts[0], parts[1]) if len(parts) == 2 and parts[0] and parts[1] else None


def _year(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    part = of_type(cursor.at("year"), scope, depth, ValueType.DATE)
    return None if part is None else YearOf(part)


def _count(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    from wego.engines.questions.condition_reader import read_condition  # the two stand upon each other

    question = find_question(cursor.at("count"), scope)
    if question is None:
        return None
    if question.kind is not Kind.REPEAT:
        cursor.at("count").fault(
            "wrong_type",
            say("%(question)r is a %(kind)s question", question=question.code, kind=question.kind),
            "name a repeated group, or use ticked",
        )
        return None
    if not cursor.has("where"):
        return RowCount(question.code)
    where = read_condition(cursor.at("where"), scope.within(question), depth)
    return None if where is None else RowCount(question.code, where)


def _sum(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    inner = cursor.at("sum")
    code = inner.question_code()
    if not code:
        return None
    question = scope.rows.get(code)
    if question is None:
        if code in scope.known:
            inner.fault(
                "wrong_type",
                say("%(code)r is asked once, not in rows", code=code),
                say("use {answer: %(code)s}", code=code),
            )
        else:
            require_known(inner, code, scope.rows, "question")
        return None
    if scope.type_of_answer(question) is not ValueType.NUMBER:
        inner.fault(
            "wrong_type", say("%(code)r is a %(kind)s question", code=code, kind=question.kind), "name one of numbers"
        )
        return None
    return RowSum(question.repeat or "", code)


def _ticked(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    question = find_question(cursor.at("ticked"), scope)
    if question is None:
        return None
    if question.kind is not Kind.MULTIPLE:
        cursor.at("ticked").fault(
            "wrong_type",
            say("%(question)r is a %(kind)s question", question=question.code, kind=question.kind),
            "name a multiple",
        )
        return None
    return TickCount(question.code)


def _if(cursor: Cursor, scope: Scope, depth: int) -> ValueExpression | None:
    from wego.engines.questions.condition_reader import read_condition  # the two stand upon each other

    for key in ("then", "else"):
        if not cursor.has(key):
            cursor.at(key).fault("missing_key", say("the key %(key)r is missing", key=key), "add it")
            return None
    condition = read_condition(cursor.at("if"), scope, depth)
    then, otherwise = read_value(cursor.at("then"), scope, depth), read_value(cursor.at("else"), scope, depth)
    if condition is None or then is None or otherwise is None:
        return None
    if type_of(then) is not type_of(otherwise):
        cursor.at("else").fault(
            "wrong_type",
            say("'then' is a %(then)s, 'else' a %(otherwise)s", then=type_of(then), otherwise=type_of(otherwise)),
            "give two of one type",
        )
        return None
    return Alternative(condition, then, otherwise)


NUMBERS, ORDERED = (ValueType.NUMBER,), (ValueType.NUMBER, ValueType.DATE)
# word -> (further keys, reader)
READERS: dict[str, tuple[tuple[str, ...], Any]] = {
    "date": ((), _date),
    "answer": ((), _answer),
    "add": ((), _arithmetic("add", None, *NUMBERS)),
    "subtract": ((), _arithmetic("subtract", 2, *NUMBERS)),
    "multiply": ((), _arithmetic("multiply", None, *NUMBERS)),
    "divide": ((), _arithmetic("divide", 2, *NUMBERS)),
    "least": ((), _arithmetic("least", None, *ORDERED)),
    "greatest": ((), _arithmetic("greatest", None, *ORDERED)),
    "round": (("decimals",), _round),
    "days": ((), _days),
    "year": ((), _year),
    "count": (("where",), _count),
    "sum": ((), _sum),
    "ticked": ((), _ticked),
    "if": (("then", "else"), _if),
}
