"""Conditions on answers as data: when a question is shown."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from wego.engines.questions.kinds import UNANSWERED_KINDS, Kind
from wego.engines.questions.values import (
    AnswerSource,
    AnswerValue,
    Literal,
    Reading,
    ValueExpression,
    questions_in,
    worked_out,
)


@dataclass(frozen=True, slots=True)
class AnswerComparison:
    """One question's answer compared with a fixed value. `operand` is an option code, a tuple of codes, a flag, or a
    Decimal (the value of an option, or a number)."""

    question: str
    operator: str
    operand: str | bool | Decimal | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueComparison:
    """A value that is worked out, compared with another: both numbers, both days, or both yes or no."""

    value: ValueExpression
    operator: str
    operand: ValueExpression

    def answer_first(self) -> ValueComparison:
        """The same, with an answer before the number or the yes or no that it is compared with."""
        value, operand = self.value, self.operand
        if not isinstance(value, Literal) or not isinstance(operand, AnswerValue) or isinstance(value.value, date):
            return self
        return ValueComparison(operand, TURNED.get(self.operator, self.operator), value)


@dataclass(frozen=True, slots=True)
class AnyCondition:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllConditions:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    part: Condition


Condition: TypeAlias = AnswerComparison | ValueComparison | AnyCondition | AllConditions | Negation

# operator -> kinds of question that it can be asked of
OPERATORS: dict[str, frozenset[Kind]] = {
    "equals": frozenset({Kind.SINGLE, Kind.SCALE, Kind.YES_NO, Kind.NUMBER}),
    "one_of": frozenset({Kind.SINGLE, Kind.SCALE}),
    "includes": frozenset({Kind.MULTIPLE}),
    "at_least": frozenset({Kind.SINGLE, Kind.SCALE, Kind.NUMBER}),
    "at_most": frozenset({Kind.SINGLE, Kind.SCALE, Kind.NUMBER}),
    "answered": frozenset(Kind) - UNANSWERED_KINDS | {Kind.CALCULATED},
}
# operators between values that are worked out; yes and no can only be equal
ORDERS = {"at_least": operator.ge, "at_most": operator.le, "above": operator.gt, "below": operator.lt}
TURNED = {"at_least": "at_most", "at_most": "at_least", "above": "below", "below": "above"}  # with the sides exchanged
VALUE_OPERATORS = ("equals", *ORDERS)


def questions_read(condition: Condition) -> Iterator[str]:
    """The questions that a condition looks at directly."""
    match condition:
        case AnswerComparison():
            yield condition.question
        case ValueComparison():
            yield from questions_in(condition.value)
            yield from questions_in(condition.operand)
        case Negation():
            yield from questions_read(condition.part)
        case AnyCondition() | AllConditions():
            for part in condition.parts:
                yield from questions_read(part)


def holds(condition: Condition, read: AnswerSource) -> bool:
    """Whether the condition is true. `read` gives None for what has no usable answer (hidden, unanswered, "don't
    know", "not applicable"): every comparison with it is false, only `answered: false` is true."""
    match condition:
        case AnyCondition():
            return any(holds(part, read) for part in condition.parts)
        case AllConditions():
            return all(holds(part, read) for part in condition.parts)
        case Negation():
            return not holds(condition.part, read)
        case AnswerComparison():
            return compare(condition, read(condition.question))
        case ValueComparison():
            return compare_values(condition, read)


def compare_values(comparison: ValueComparison, read: AnswerSource) -> bool:
    """False where either value is missing."""
    left, right = worked_out(comparison.value, read), worked_out(comparison.operand, read)
    if left is None or right is None:
        return False
    if comparison.operator == "equals":
        return left == right
    return ORDERS[comparison.operator](left, right)


def compare(comparison: AnswerComparison, reading: Reading | None) -> bool:
    operand = comparison.operand
    if comparison.operator == "answered":
        return (reading is not None) == operand
    if reading is None:
        return False
    answer, value = reading
    match comparison.operator:
        case "equals":
            return value == operand if isinstance(operand, Decimal) else answer == operand
        case "one_of":
            return isinstance(operand, tuple) and answer in operand
        case "includes":
            return isinstance(answer, list) and operand in answer
        case "at_least":
            return value is not None and isinstance(operand, Decimal) and value >= operand
        case "at_most":
            return value is not None and isinstance(operand, Decimal) and value <= operand
    raise ValueError(f"unknown operator {comparison.operator!r}")
