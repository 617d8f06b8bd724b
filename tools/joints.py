"""Marks between words that a template writes itself, in the way of one language only.

Chinese has marks of its own between words (`，`, `：`, `（）`), so a template asks for one by `{% mark %}`, or puts
words together with `joined` and `paired` (`wego.core.punctuation`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_MASKS = (  # in this order: what is left after them is what the template itself says
    re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?\bendcomment\s*%\}", re.DOTALL),
    re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL),
    re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL),
    re.compile(r"<(script|style|pre|code)\b.*?</\1>|&#?\w+;", re.DOTALL),
)
_READ_OUT = re.compile(r'\b(?:title|alt|placeholder|data-label|aria-label)="([^"]*)"')
_ELEMENT = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
_MARK = re.compile(r"[,;:()]|(?<=\0)(?:\.(?=[\s<\0]|$)| %)")
_MASKED = "\0"


MESSAGES = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext")
# Where code writes for a reader, and brackets after a value are one language's.
_SHOWN = re.compile(r"/(?:listings|office|forms)(?:/|\.py$)")


def in_code(module: str, *, is_shown: bool) -> Iterator[tuple[int, str]]:
    """Lines of a module with a message within an f-string, which nothing extracts, or with brackets put together."""
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.JoinedStr):
            inner = (part for part in ast.walk(node) if isinstance(part, ast.Call))
            if any(isinstance(part.func, ast.Name) and part.func.id in MESSAGES for part in inner):
                yield node.lineno, "a message within an f-string is not extracted; call gettext before"
            if is_shown and any(isinstance(part, ast.Constant) and " (" in str(part.value) for part in node.values):
                yield node.lineno, "brackets are one language's; write bracketed(words, note)"


def joints(template: str) -> Iterator[tuple[int, str]]:
    """The place of each mark that a template's own text has beside what is said in the reader's language."""
    text = template
    for pattern in _MASKS:
        text = pattern.sub(_masked, text)
    spoken = [match.span(1) for match in _READ_OUT.finditer(text)]
    elements = [match.span() for match in _ELEMENT.finditer(text)]
    for mark in _MARK.finditer(text):
        if _is_within(mark.start(), elements) and not _is_within(mark.start(), spoken):
            continue
        yield mark.start(), mark[0]


def faults(root: Path) -> Iterator[str]:
    """Every such mark in the templates below a folder, with file and line."""
    for file in sorted(path for kind in ("html", "txt") for path in root.glob(f"src/wego/*/templates/**/*.{kind}")):
        template = file.read_text(encoding="utf-8")
        for place, mark in joints(template):
            line = template.count("\n", 0, place) + 1
            around = template[max(0, place - 30) : place + 10].replace("\n", "⏎")
            where = f"{file.relative_to(root).as_posix()}:{line}"
            yield f"{where}: “{mark}” in “{around}” is one language's mark; write {{% mark %}}, joined, paired, or n%"


def faults_in_code(root: Path) -> Iterator[str]:
    """Every such line of the modules below a folder."""
    for file in sorted(root.glob("src/wego/**/*.py")):
        where = file.relative_to(root).as_posix()
        if "/migrations/" not in where:
            for line, said in in_code(file.read_text(encoding="utf-8"), is_shown=bool(_SHOWN.search(where))):
                yield f"{where}:{line}: {said}"


def _masked(match: re.Match[str]) -> str:
    return _MASKED * len(match[0])


def _is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
