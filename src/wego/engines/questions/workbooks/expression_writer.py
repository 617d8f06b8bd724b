"""Conditions, values and limits as the expressions of XLSForm (a part of XPath); our own workbooks use them too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from wego.engines.questions.conditions import (
    AllConditions,
    AnswerComparison,
    AnyCondition,
    Condition,
    Negation,
    ValueComparison,
)
from wego.engines.questions.definition import Question
from wego.engines.questions.kinds import Kind
from wego.engines.questions.normal_form import plain_number, simplified
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
    YearOf,
)

SIGNS = {"equals": "=", "at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}
OPERATORS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "div"}


class CannotSay(Exception):
    """XLSForm has no words for this; the message names it."""


class ExpressionWriter:
    """Writes expressions over the questions that are known. `is_xlsform`: in XLSForm's words alone, else with the few
    more of our own workbook."""

    def __init__(self, known: Mapping[str, Question], *, is_xlsform: bool) -> None:
        self._known, self._is_xlsform = known, is_xlsform

    def condition(self, condition: Condition) -> str:
        return self._condition(simplified(condition, self._known), is_inner=False)

    def _condition(self, condition: Condition, *, is_inner: bool) -> str:
        match condition:
            case AllConditions(parts=parts):
                text = " and ".join(self._condition(part, is_inner=True) for part in parts)
                return f"({text})" if is_inner else text
            case AnyCondition(parts=parts):
                text = " or ".join(self._condition(part, is_inner=True) for part in parts)
                return f"({text})" if is_inner else text
            case Negation(part=part):
                return f"not({self._condition(part, is_inner=False)})"
            case ValueComparison():
                left, right = self.value(condition.value), self.value(condition.operand)
                return f"{left} {SIGNS[condition.operator]} {right}"
            case AnswerComparison():
                return self._comparison(condition, is_inner=is_inner)

    def _comparison(self, condition: AnswerComparison, *, is_inner: bool) -> str:
        name, question, operand = f"${{{condition.question}}}", self._known[condition.question], condition.operand
        match condition.operator:
            case "answered":
                if self._is_xlsform and question.kind is Kind.MATRIX:
                    raise CannotSay(f"whether the matrix {question.code!r} is answered")
                return f"{name} != ''" if operand else f"{name} = ''"
            case "includes":
                return f"selected({name}, '{operand}')"
        if isinstance(operand, bool):
            return f"{name} = '{'yes' if operand else 'no'}'"
        if isinstance(operand, Decimal) and not question.options:
            return f"{name} {SIGNS[condition.operator]} {number(operand)}"
        codes = self._codes(condition, question)
        text = " or ".join(f"{name} = '{code}'" for code in codes)
        return f"({text})" if is_inner and len(codes) > 1 else text

    @staticmethod
    def _codes(condition: AnswerComparison, question: Question) -> list[str]:
        operand = condition.operand
        if isinstance(operand, tuple):
            return list(operand)
        if isinstance(operand, str):
            return [operand]
        assert isinstance(operand, Decimal)
        valued = [(option.code, option.value) for option in question.options if option.value is not None]
        if condition.operator == "at_least":
            return [code for code, value in valued if value >= operand]
        return [code for code, value in valued if value <= operand]

    def value(self, expression: ValueExpression, *, is_inner: bool = False) -> str:
        match expression:
            case Literal(value=bool() as flag):
                return "'yes'" if flag else "'no'"
            case Literal(value=date() as day):
                return f"date('{day.isoformat()}')"
            case Literal(value=Decimal() as amount):
                return number(amount)
            case AnswerValue():
                return self._answer(expression.question)
            case Arithmetic(operator="least" | "greatest"):
                function = "min" if expression.operator == "least" else "max"
                return f"{function}({', '.join(self.value(part) for part in expression.parts)})"
            case Arithmetic():
                sign = f" {OPERATORS[expression.operator]} "
                text = sign.join(self.value(part, is_inner=True) for part in expression.parts)
                return f"({text})" if is_inner else text
            case Rounded():
                return f"round({self.value(expression.part)}, {expression.decimals})"
            case DaysBetween():
                end, start = (f"decimal-date-time({self.value(day)})" for day in (expression.end, expression.start))
                return f"({end} - {start})" if is_inner else f"{end} - {start}"
            case YearOf():
                return f"number(format-date({self.value(expression.part)}, '%Y'))"
            case RowCount(where=None):
                return f"count(${{{expression.repeat}}})"
            case RowCount():
                if self._is_xlsform:
                    raise CannotSay("how many rows of a repeated group fulfil a condition")
                assert expression.where is not None
                return f"count(${{{expression.repeat}}}, {self.condition(expression.where)})"
            case RowSum():
                return f"sum(${{{expression.question}}})"
            case TickCount():
                return f"count-selected(${{{expression.question}}})"
            case Alternative():
                then, otherwise = self.value(expression.then), self.value(expression.otherwise)
                return f"if({self.condition(expression.condition)}, {then}, {otherwise})"
        raise ValueError(f"unknown value {expression!r}")

    def _answer(self, code: str) -> str:
        if not self._known[code].options:
            return f"${{{code}}}"
        if self._is_xlsform:
            raise CannotSay(f"the value of an option of {code!r}")
        return f"value(${{{code}}})"


def number(amount: Decimal) -> str:
    plain = plain_number(amount)
    return format(Decimal(str(plain)), "f")


def limits(question: Question) -> str:
    """What an answer has to keep to, as XLSForm's `constraint`."""
    parts = []
    if question.minimum is not None:
        parts.append(f". >= {number(question.minimum)}")
    if question.maximum is not None:
        parts.append(f". <= {number(question.maximum)}")
    if question.earliest is not None:
        parts.append(f". >= date('{question.earliest.isoformat()}')")
    if question.latest is not None:
        parts.append(f". <= date('{question.latest.isoformat()}')")
    if question.kind is Kind.TEXT and question.max_length != 2000:
        parts.append(f"string-length(.) <= {question.max_length}")
    for constraint in question.constraints:
        sign = "<=" if constraint.relation == "not_above" else ">="
        parts.append(f"(${{{constraint.other}}} = '' or . {sign} ${{{constraint.other}}})")
    for option in question.options:
        if option.is_exclusive:
            parts.append(f"not(selected(., '{option.code}') and count-selected(.) > 1)")
    return " and ".join(parts)
