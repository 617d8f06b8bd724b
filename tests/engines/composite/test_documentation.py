"""The reference pages say what the registries hold, and their example is a method."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from wego.engines.composite import AGGREGATORS, IMPUTERS, NORMALISERS, TREATERS, WEIGHTINGS, Method

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"
PAGE = (FOLDER / "index-method.md").read_text(encoding="utf-8")
PAGES = PAGE + "".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "index").glob("*.md")))


def test_the_pages_example_is_a_method():
    block = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)

    method = Method.from_mapping(tomllib.loads(block.group(1)))

    assert method.tree.indicators == ("green", "noise", "jobs")


@pytest.mark.parametrize("registry", [IMPUTERS, TREATERS, NORMALISERS, AGGREGATORS, WEIGHTINGS])
def test_every_method_and_option_is_on_the_page(registry):
    for name, method in registry.items():
        assert f"`{name}`" in PAGES
        for option in (*method.options, *getattr(method, "takes", ())):
            assert f"`{option}" in PAGES, (name, option)


def test_the_page_for_coinr_names_every_method_that_it_has_too():
    page = (FOLDER / "index" / "coinr.md").read_text(encoding="utf-8")
    methods = {name for registry in (IMPUTERS, TREATERS, NORMALISERS, AGGREGATORS, WEIGHTINGS) for name in registry}
    named = set(re.findall(r'"([a-z_]+)"', page))
    ours_alone = {"log", "budget", "benefit_of_the_doubt", "none", "given", "equal"}

    assert methods - named == ours_alone - named
