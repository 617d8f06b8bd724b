"""Arithmetic of a crosswalk: numbers, names, + - * / and brackets, exact in decimals, and nothing else."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

LONGEST = 200  # characters
_OPERATORS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FormulaFault(ValueError):
    """What is written is no formula."""


@dataclass(frozen=True)
class Formula:
    """A formula that is known to be sound."""

    text: str
    names: frozenset[str]

    def value(self, inputs: Mapping[str, Decimal]) -> Decimal | None:
        """What it comes to; None where it divides by nothing."""
        try:
            return _value(ast.parse(self.text, mode="eval").body, inputs)
        except (DivisionByZero, InvalidOperation):
            return None


def read_formula(text: str) -> Formula:
    """The formula of a text. Raises FormulaFault."""
    if len(text) > LONGEST:
        raise FormulaFault(f"is longer than {LONGEST} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaFault("is no formula") from None
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Constant):
            if not isinstance(node.value, int | float) or isinstance(node.value, bool):
                raise FormulaFault(f"holds {node.value!r}, which is not a number")
        elif isinstance(node, ast.BinOp):
            if type(node.op) not in _OPERATORS:
                raise FormulaFault("uses another sign than + - * /")
        elif not isinstance(node, ast.UnaryOp | ast.USub | ast.Load | ast.operator):
            raise FormulaFault("holds more than numbers, names, + - * / and brackets")
    return Formula(text.strip(), frozenset(names))


def _value(node: ast.expr, inputs: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Name():
            return inputs[node.id]
        case ast.Constant():
            return Decimal(str(node.value))
        case ast.UnaryOp():
            return -_value(node.operand, inputs)
        case ast.BinOp():
            return _OPERATORS[type(node.op)](_value(node.left, inputs), _value(node.right, inputs))
    raise FormulaFault(ast.dump(node))  # pragma: no cover - refused on reading
