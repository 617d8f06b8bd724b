"""What the rows show of an inconsistency, rule by rule, in figures and names that need no translation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Rule = Mapping[str, Any]


def evidence(check: Iterable[Rule]) -> str:
    """One line per computed rule; facts that only a document shows have none."""
    return "\n".join(WORDS[rule["rule"]](rule) for rule in check if rule["rule"] in WORDS)


def _count(rule: Rule) -> str:
    what = [rule[key] for key in ("edition", "kind", "region", "country", "standing", "column") if key in rule]
    return f"{' · '.join(what)}: {rule['expect_stated']} ≠ {rule['expect_rows']}"


def _listed(rule: Rule) -> str:
    marks = [f"{edition} ✓" for edition in rule["in"]] + [f"{edition} –" for edition in rule["not_in"]]
    return f"{', '.join(rule['slugs'])}: {', '.join(marks)}"


WORDS: dict[str, Callable[[Rule], str]] = {
    "count": _count,
    "absent_from": lambda rule: f"{rule['edition']} · {rule['column']} = 0: {', '.join(rule['slugs'])}",
    "names_differ": lambda rule: f"{rule['edition']} · {rule['slug']}: {rule['printed']} → {rule['kept']}",
    "sides_differ": lambda rule: f"{rule['edition']} · {rule['slug']}: {rule['printed_ko']} ≠ {rule['printed_zh']}",
    "shared_form": lambda rule: f"{rule['edition']}: {rule['printed']} = {' + '.join(rule['slugs'])}",
    "value_wrong": lambda rule: (
        f"{rule['edition']} · {rule['slug']} · {rule['column']}: {rule['printed']} → {rule['right']}"
    ),
    "listed": _listed,
    "variants": lambda rule: f"{rule['key']}: ≥ {rule['least']}",
}
