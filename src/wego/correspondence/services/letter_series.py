"""One series of `letters.yaml`, checked before anything is written."""

from __future__ import annotations

from string import Formatter
from typing import Any

from wego.core import languages
from wego.correspondence.models import LetterSeries
from wego.engines.definitions import Cursor

REQUIRED = ("code", "title", "kind", "pattern")
LETTERHEAD = ("sender", "signatory")
LONGEST_NUMBER = 40


def series_row(item: Cursor) -> tuple[str, dict[str, Any]]:
    """The code of a series and its values; what goes out has a letterhead in every language of the files."""
    item.is_mapping(required=REQUIRED, optional=LETTERHEAD)
    kind = item.at("kind").one_of(LetterSeries.Kind.values)
    values: dict[str, Any] = {
        "title": item.at("title").texts(languages.of_files()),
        "kind": kind,
        "pattern": _pattern(item.at("pattern")),
    }
    for name in LETTERHEAD:
        if item.has(name):
            values[name] = item.at(name).texts(languages.of_files())
        elif kind != LetterSeries.Kind.RECEIVED:
            item.fault("missing", f"a series of this kind needs a {name}", f"add {name} in every language")
    return item.at("code").code(), values


def _pattern(item: Cursor) -> str:
    """A pattern gives another text for every number of every year."""
    pattern = item.string()
    try:
        fields = sorted(name for _text, name, _spec, _turned in Formatter().parse(pattern) if name is not None)
        written = pattern.format(year=2026, number=1) if fields == ["number", "year"] else ""
    except (ValueError, KeyError, IndexError):
        written = ""
    if not written or len(written) > LONGEST_NUMBER:
        item.fault(
            "pattern",
            f"{pattern} is no pattern of a number",
            "write {year} and {number} once each, such as WeGO-{year}-{number:04d}",
        )
    return pattern
