"""One class name means one thing in the whole house, so that a search for it finds that thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "wego"
# Tables of two apps each, which keep the names that they have in the database.
TABLES = {"Edition", "Notice"}


def test_no_two_modules_have_a_class_of_one_name():
    places: dict[str, list[str]] = defaultdict(list)
    for path in SOURCE.rglob("*.py"):
        if "migrations" not in path.parts:
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    places[node.name].append(str(path.relative_to(SOURCE)))

    assert len(places) > 500, "the walk no longer finds what it looks for"
    assert {name: found for name, found in places.items() if len(found) > 1 and name not in TABLES} == {}
