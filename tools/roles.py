"""A message without a context that is said in two roles: a state, what a field is called, what a button does.

English has one word for “Decided” as a state and as the heading of a day; Korean has two (결정됨, 결정일), and
so has Chinese.
Where the role can be told from the source, a word of two roles asks for a context (`pgettext`). `LIKE` names those that
are the same word in each language whatever their role.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

STATE, LABEL, ACT = "a state", "a label", "a button"
CHOICES = ("TextChoices", "IntegerChoices")
ACTS = ("Act", "BulkAct")
LABELS = re.compile(r"(?:Field|Column|Filter|Key|Inputs|Text)$")
TRANSLATE = r"\{%\s*trans(?:late)?\s+\"([^\"]+)\"\s*%\}"
IN_TEMPLATES = (
    (ACT, re.compile(rf"<button\b[^>]*>\s*{TRANSLATE}\s*</button>")),
    (LABEL, re.compile(rf"<(?:th|dt)\b[^>]*>\s*{TRANSLATE}\s*</(?:th|dt)>")),
)
LIKE = frozenset(
    {
        "Assign to me",
        "Bank",
        "Certificate",
        "Charges taken by banks",
        "Comment",
        "Discount in per cent",
        "Due",
        "E-mail",
        "Fee cannot be calculated",
        "Invoices",
        "Nothing due",
        "Opening balance",
        "Out of date",
        "Population",
        "Postal address",
        "Refund paid out",
        "Reviewed",
        "Telephone",
        "Today",
        "Website",
        "country",
        "date",
        "month",
        "number",
        "sample data",
        "text",
        "year",
    }
)


def faults(root: Path) -> Iterator[str]:
    """Every message of two roles, with the roles and where each is."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(root.glob("src/wego/**/*")):
        if file.suffix not in (".py", ".html") or "migrations" in file.parts:
            continue
        text = file.read_text(encoding="utf-8")
        for role, message in in_module(text) if file.suffix == ".py" else in_template(text):
            found[message].setdefault(role, file.relative_to(root).as_posix())
    for message, roles in sorted(found.items()):
        if len(roles) > 1 and message not in LIKE:
            places = ", ".join(f"{role} in {where}" for role, where in roles.items())
            yield f"“{message}” is {places}: give each a context (pgettext), or name it in tools/roles.py"


def in_module(text: str) -> Iterator[tuple[str, str]]:
    """Messages of a module with the role that their place gives them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and any(_name(base) in CHOICES for base in node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign):
                    yield from _messages(STATE, [line.value])
        elif isinstance(node, ast.Call) and _name(node.func) in ACTS:
            yield from _messages(ACT, [one.value for one in node.keywords if one.arg == "label"])
        elif isinstance(node, ast.Call) and LABELS.search(_name(node.func)):
            named = [one.value for one in node.keywords if one.arg in ("label", "verbose_name")]
            yield from _messages(LABEL, [*node.args, *named])


def in_template(text: str) -> Iterator[tuple[str, str]]:
    """Messages of a template that are all that a button or the head of a column or value says."""
    for role, pattern in IN_TEMPLATES:
        for match in pattern.finditer(text):
            yield role, match[1]


def _messages(role: str, nodes: list[ast.expr]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        for part in node.elts if isinstance(node, ast.Tuple) else [node]:
            is_message = isinstance(part, ast.Call) and _name(part.func) in ("_", "gettext", "gettext_lazy")
            if is_message and isinstance(part.args[0], ast.Constant):
                yield role, str(part.args[0].value)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
