"""What the engines can say, read from their source: each code with the facts that come with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.utils import translation

from wego.core.engine_messages import in_words
from wego.engines.messages import Message

NAMES = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True)
class Said:
    """One place where an engine says something: the codes that it may say there, and the facts; None: not told."""

    where: str
    codes: tuple[str, ...]
    facts: frozenset[str] | None


def said_by(engine: ModuleType, *, saying: Mapping[str, int]) -> Iterator[Said]:
    """Every message that an engine's modules make, by the functions that make one (name -> place of the code)."""
    assert engine.__file__
    for path in sorted(Path(engine.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in saying:
                where = f"{path.name}:{node.lineno}"
                code = node.args[saying[node.func.id]]
                yield Said(where, tuple(_codes(code, where)), _facts(node))


def _codes(node: ast.expr, where: str) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as code):
            yield code
        case ast.IfExp(body=one, orelse=other):
            yield from _codes(one, where)
            yield from _codes(other, where)
        case _:
            raise AssertionError(f"{where}: the code is not written out")


def _facts(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(str(name) for name in names)


def names_in(text: str) -> set[str]:
    return set(NAMES.findall(text))


def filled(words: Mapping[str, str], code: str, language: str) -> str:
    """A code's words with each fact shown as its name in brackets."""
    facts = {name: f"<{name}>" for name in names_in(words[code])}
    with translation.override(language):
        return in_words(Message(code, facts), words)
