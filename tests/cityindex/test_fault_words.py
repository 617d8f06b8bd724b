"""What the engine says of a draft is said in the reader's language, with its numbers and codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import wego.engines.composite
from wego.cityindex.fault_words import REMEDIES, SAID, in_words, told

ENGINE = Path(wego.engines.composite.__file__).parent
# Where the faults come from that a draft can have whose method can be read.
MODULES = ("build", "checks", "denomination", "tree")


def templates(module: str) -> Iterator[str]:
    """Every message and remedy of a module as written, with {} for what is filled in."""
    tree = ast.parse((ENGINE / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        texts: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault":
            texts = node.args[:2]
        elif isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id == "said" for one in node.targets
        ):
            texts = [node.value]
        for text in texts:
            if isinstance(text, ast.Constant):
                yield str(text.value)
            elif isinstance(text, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in text.values)


@pytest.mark.parametrize("module", MODULES)
def test_every_fault_of_the_engine_that_a_draft_can_have_has_words(module: str):
    known = {re.sub(r"\{\w+\}", "{}", template) for template in (*SAID, *REMEDIES)}

    assert set(templates(module)) - known == set()


@pytest.mark.parametrize("template", [*SAID, *REMEDIES])
def test_each_is_said_in_every_language_with_what_it_is_about(template: str):
    names = re.findall(r"\{(\w+)\}", template)
    said = template.format(**{name: f"<{name}>" for name in names})

    assert in_words(said) == said
    for language in ("ko", "zh-hans"):
        with translation.override(language):
            words = in_words(said)
        assert words != said
        assert all(f"<{name}>" in words for name in names), words


def test_what_is_said_of_a_file_stays_as_it_is():
    with translation.override("ko"):
        assert told("line 3 has 4 cells", "give 5") == "line 3 has 4 cells; give 5"
