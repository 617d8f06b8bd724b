"""Whole numbers in texts from outside: forms, addresses, references."""

from __future__ import annotations

import re
import unicodedata

GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
LONGEST = 18  # digits: what every database takes as a number of its own


def whole_number(text: str) -> int | None:
    """The number that a text of plain digits says; None for anything else, such as `²`, `-1` or forty digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def plain_number(text: str) -> str:
    """A number as people write it, `1,250,000` or with wide digits, as code reads it; a comma anywhere else stays."""
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    return typed.replace(",", "") if GROUPED.fullmatch(typed) else typed
