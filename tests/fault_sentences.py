"""Every sentence that the readers of questionnaires can say of a fault, found in their source."""

from __future__ import annotations

import ast
from pathlib import Path

ENGINES = Path(__file__).parents[1] / "src" / "wego" / "engines"
FILES = [ENGINES / "definitions.py", *sorted((ENGINES / "questions").rglob("*.py"))]
SAYING = ("fault", "_fault", "SheetFault", "SheetNote", "ExpressionFault", "note")
NOT_SAID = ("blank_form.py",)


def sentences() -> set[str]:
    found: set[str] = set()
    for path in FILES:
        if path.name in NOT_SAID:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= _said_in(node)
    return found


def _said_in(call: ast.Call) -> set[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "say":
        return set(_texts(call.args[0]))
    if name not in SAYING:
        return set()
    return {text for given in call.args for text in _texts(given) if " " in text}


def _texts(node: ast.AST) -> list[str]:
    """A text that stands there, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    return []
