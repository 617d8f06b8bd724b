"""Conditions on answers as data: when a question is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from wego.engines.questions.kinds import Answer, Kind


@dataclass(frozen=True, slots=True)
class AnswerComparison:
    """One question's answer compared with a fixed value. `operand` is an option code, a tuple of codes, a flag, or a
    Decimal (the value of an option, or a number)."""

    question: str
    operator: str
    operand: str | bool | Decimal | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyCondition:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllConditions:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    part: Condition


Condition: TypeAlias = AnswerComparison | AnyCondition | AllConditions | Negation

# What an answer is for a comparison: (the answer itself, its value on its scale or as a number).
Reading: TypeAlias = tuple[Answer, Decimal | None]

# operator -> kinds of question that it can be asked of
OPERATORS: dict[str, frozenset[Kind]] = {
    "equals": frozenset({Kind.SINGLE, Kind.SCALE, Kind.YES_NO, Kind.NUMBER}),
    "one_of": frozenset({Kind.SINGLE, Kind.SCALE}),
    "includes": frozenset({Kind.MULTIPLE}),
    "at_least": frozenset({Kind.SINGLE, Kind.SCALE, Kind.NUMBER}),
    "at_most": frozenset({Kind.SINGLE, Kind.SCALE, Kind.NUMBER}),
    "answered": frozenset(Kind),
}


def questions_read(condition: Condition) -> Iterator[str]:
    """The questions that a condition looks at directly."""
    match condition:
        case AnswerComparison():
            yield condition.question
        case Negation():
            yield from questions_read(condition.part)
        case AnyCondition() | AllConditions():
            for part in condition.parts:
                yield from questions_read(part)


def holds(condition: Condition, read: Callable[[str], Reading | None]) -> bool:
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
