"""Lists and acts have one shape: no second paginator, table frame, loop that writes files, or hidden name of an act."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "wego"
# What is looked for, in which files, and who may: by path, with the reason. The list shrinks, and never grows.
NOT_A_LIST = "not rows of one kind: "
SHAPES: dict[str, tuple[str, str, dict[str, str]]] = {
    "paginator": (
        r"\bPaginator\(",
        "*.py",
        {},
    ),
    "table frame": (
        r'<table class="listing\b',
        "*.html",
        {
            "cityindex/templates/cityindex/office/draft_edit.html": NOT_A_LIST + "a form, whose rows are entered",
            "dues/templates/dues/office/simulator.html": NOT_A_LIST + "four sums under two assumptions",
            "finance/templates/finance/office/year_close.html": NOT_A_LIST + "a checklist, and a reconciliation",
        },
    ),
    "loop that writes files": (
        r"\b(table|csv)_download\(",
        "*.py",
        {
            "cityindex/exports.py": "the files of an edition: its own columns for each, of millions of values",
            "core/exports.py": "it is made here",
            "core/listings/listing.py": "the shape itself",
            "members/views/directory.py": "plain values, counted by region, read in the reader's order: decision 0025",
        },
    ),
    "view that acts and is no Act": (
        r"(?m)^@require_POST",
        "*.py",
        {
            "core/acts/views.py": "takes up an act on many that was cut off",
            "finance/providers/views.py": "to the page of a provider of payments, and what that one sends back",
        },
    ),
    "hidden name of an act": (r'name="act"', "*.html", {}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_recurs_is_declared_and_not_written_again(shape: str) -> None:
    pattern, files, excepted = SHAPES[shape]
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob(files)
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }

    assert found - set(excepted) == set(), f"a second {shape}: declare a Listing or an Act"
    assert set(excepted) - found == set(), "these need no exception any more"
