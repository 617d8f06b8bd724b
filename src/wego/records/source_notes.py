"""Notes and pages of figures in the reader's language: those that follow a pattern; what a person wrote stays English.

Editions are published with their notes, so their words are put into another language where they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wego.core.languages import SOURCE
from wego.core.punctuation import joined

_NUMBER = r"(-?[\d.]+)"
_PATTERNS: list[tuple[str, Callable[[re.Match[str]], str]]] = [
    (r"mean of (.+)", lambda found: _("mean of %(values)s") % {"values": joined(found[1].split("; "))}),
    (
        rf"decimal logarithm of {_NUMBER} \(actual\)",
        lambda found: _("logarithm (base 10) of %(value)s") % _value(found),
    ),
    (
        rf"decimal logarithm of {_NUMBER} \(estimate\)",
        lambda found: _("logarithm (base 10) of %(value)s, an estimate") % _value(found),
    ),
    (rf"{_NUMBER} less {_NUMBER}", lambda found: f"{found[1]} − {found[2]}"),
    (
        rf"rank {_NUMBER} of {_NUMBER}",
        lambda found: _("rank %(rank)s of %(all)s") % {"rank": found[1], "all": found[2]},
    ),
    (r"survey: (\w+)", lambda found: _("survey: %(name)s") % {"name": found[1]}),
    (r"country table", lambda found: _("table of countries")),
    (r"city-level data", lambda found: _("data by city")),
    (r"Data, record (\d+)", lambda found: _("data, record %(number)s") % {"number": found[1]}),
    (
        r"Technical Appendix, table (\d+)",
        lambda found: _("technical appendix, table %(number)s") % {"number": found[1]},
    ),
    (r"table ([\w.]+)", lambda found: _("table %(number)s") % {"number": found[1]}),
    (r"series (\w+)", lambda found: _("series %(name)s") % {"name": found[1]}),
]


def _value(found: re.Match[str]) -> dict[str, str]:
    return {"value": found[1]}


def source_note(text: str) -> SafeString:
    """The note as the reader reads it; marked as English where it is."""
    if get_language() != SOURCE:
        for pattern, said in _PATTERNS:
            if found := re.fullmatch(pattern, text):
                return format_html("{}", said(found))
    return format_html('<span lang="{}">{}</span>', SOURCE, text)
