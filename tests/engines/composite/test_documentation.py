"""The reference page says what the registries hold, and its example is a method."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from wego.engines.composite import AGGREGATORS, IMPUTERS, NORMALISERS, TREATERS, Method

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "index-method.md").read_text(encoding="utf-8")


def test_the_pages_example_is_a_method():
    block = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)

    method = Method.from_mapping(tomllib.loads(block.group(1)))

    assert method.tree.indicators == ("green", "noise", "jobs")


@pytest.mark.parametrize("registry", [IMPUTERS, TREATERS, NORMALISERS, AGGREGATORS])
def test_every_method_and_option_is_on_the_page(registry):
    for name, method in registry.items():
        assert f"`{name}`" in PAGE
        for option in method.options:
            assert f"`{option}" in PAGE, (name, option)
