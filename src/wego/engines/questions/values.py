"""Values worked out from answers, as data: a small arithmetic of numbers, days, and yes or no.

Every value has one type, known on reading. What is missing (hidden, unanswered, "don't know") makes what is worked out
from it missing too; so does a division by zero. A sum over the rows of a repeated group leaves out rows without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING, Protocol, TypeAlias

from wego.engines.questions.kinds import Answer

if TYPE_CHECKING:
    from wego.engines.questions.conditions import Condition


class ValueType(StrEnum):
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


Value: TypeAlias = Decimal | date | bool | None
# What an answer is for a comparison: (the answer itself, its value on its scale or as a number).
Reading: TypeAlias = tuple[Answer, Decimal | None]


class AnswerSource(Protocol):
    """Where answers are read. None for what has no usable answer."""

    def __call__(self, code: str, /) -> Reading | None: ...

    def rows(self, code: str, /) -> list[AnswerSource]:
        """The rows of a repeated group, each as a source of its own answers and of those around it."""


@dataclass(frozen=True, slots=True)
class Literal:
    value: Decimal | date | bool


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """The answer to a question: a number, a day, or yes or no."""

    question: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`add`, `subtract`, `multiply`, `divide`, `least`, `greatest`; the last two take days as well."""

    operator: str
    parts: tuple[ValueExpression, ...]


@dataclass(frozen=True, slots=True)
class Rounded:
    part: ValueExpression
    decimals: int


@dataclass(frozen=True, slots=True)
class DaysBetween:
    start: ValueExpression
    end: ValueExpression


@dataclass(frozen=True, slots=True)
class YearOf:
    part: ValueExpression


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows of a repeated group there are, or how many of them fulfil a condition."""

    repeat: str
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class RowSum:
    """The sum of a number over the rows of its repeated group."""

    repeat: str
    question: str


@dataclass(frozen=True, slots=True)
class TickCount:
    """How many options of a multiple question are ticked."""

    question: str


@dataclass(frozen=True, slots=True)
class Alternative:
    condition: Condition
    then: ValueExpression
    otherwise: ValueExpression


ValueExpression: TypeAlias = (
    Literal | AnswerValue | Arithmetic | Rounded | DaysBetween | YearOf | RowCount | RowSum | TickCount | Alternative
)


def type_of(expression: ValueExpression) -> ValueType:
    match expression:
        case Literal(value=bool()):
            return ValueType.YES_NO
        case Literal(value=date()):
            return ValueType.DATE
        case AnswerValue(type=known):
            return known
        case Arithmetic(operator="least" | "greatest", parts=parts):
            return type_of(parts[0])
        case Alternative(then=then):
            return type_of(then)
    return ValueType.NUMBER


def questions_in(expression: ValueExpression) -> Iterator[str]:
    """The questions that a value looks at directly, those of its conditions and of rows among them."""
    from wego.engines.questions.conditions import questions_read  # the two stand upon each other

    match expression:
        case AnswerValue() | TickCount():
            yield expression.question
        case Arithmetic(parts=parts):
            for part in parts:
                yield from questions_in(part)
        case Rounded(part=part) | YearOf(part=part):
            yield from questions_in(part)
        case DaysBetween():
            yield from questions_in(expression.start)
            yield from questions_in(expression.end)
        case RowCount():
            yield expression.repeat
            if expression.where is not None:
                yield from questions_read(expression.where)
        case RowSum():
            yield expression.repeat
            yield expression.question
        case Alternative():
            yield from questions_read(expression.condition)
            yield from questions_in(expression.then)
            yield from questions_in(expression.otherwise)


def worked_out(expression: ValueExpression, read: AnswerSource) -> Value:
    """The value, exactly; None where something that it needs is missing."""
    with localcontext() as context:
        context.prec = 50
        context.traps[DivisionByZero] = context.traps[InvalidOperation] = context.traps[Overflow] = False
        value = _worked_out(expression, read)
    return None if isinstance(value, Decimal) and not value.is_finite() else value


def _worked_out(expression: ValueExpression, read: AnswerSource) -> Value:
    from wego.engines.questions.conditions import holds  # the two stand upon each other

    match expression:
        case Literal():
            return expression.value
        case AnswerValue():
            return _answer_value(read(expression.question), expression.type)
        case Arithmetic():
            return _arithmetic(expression, read)
        case Rounded():
            part = _worked_out(expression.part, read)
            return round(part, expression.decimals) if isinstance(part, Decimal) and part.is_finite() else None
        case DaysBetween():
            start, end = _worked_out(expression.start, read), _worked_out(expression.end, read)
            return Decimal((end - start).days) if isinstance(start, date) and isinstance(end, date) else None
        case YearOf():
            day = _worked_out(expression.part, read)
            return Decimal(day.year) if isinstance(day, date) else None
        case RowCount(where=where):
            rows = read.rows(expression.repeat)
            return Decimal(len(rows) if where is None else sum(holds(where, row) for row in rows))
        case RowSum():
            values = [row(expression.question) for row in read.rows(expression.repeat)]
            return sum((reading[1] for reading in values if reading and reading[1] is not None), Decimal(0))
        case TickCount():
            reading = read(expression.question)
            return Decimal(len(reading[0])) if reading and isinstance(reading[0], list) else None
        case Alternative():
            return _worked_out(expression.then if holds(expression.condition, read) else expression.otherwise, read)


def _answer_value(reading: Reading | None, wanted: ValueType) -> Value:
    if reading is None:
        return None
    answer, value = reading
    match wanted:
        case ValueType.NUMBER:
            return value
        case ValueType.DATE:
            return date.fromisoformat(answer) if isinstance(answer, str) else None
        case ValueType.YES_NO:
            return answer if isinstance(answer, bool) else None


def _arithmetic(expression: Arithmetic, read: AnswerSource) -> Value:
    parts = [_worked_out(part, read) for part in expression.parts]
    if any(part is None for part in parts):
        return None
    match expression.operator:
        case "least":
            return min(parts)  # type: ignore[type-var]
        case "greatest":
            return max(parts)  # type: ignore[type-var]
    numbers: list[Decimal] = parts  # type: ignore[assignment]  # held on reading
    match expression.operator:
        case "add":
            return sum(numbers, Decimal(0))
        case "subtract":
            return numbers[0] - numbers[1]
        case "multiply":
            return reduce(lambda product, part: product * part, numbers)
        case "divide":
            return numbers[0] / numbers[1] if numbers[1] else None
    raise ValueError(f"unknown operator {expression.operator!r}")
