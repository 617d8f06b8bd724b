"""Whole numbers in texts from outside: forms, addresses, references."""

from __future__ import annotations

LONGEST = 18  # digits: what every database takes as a number of its own


def whole_number(text: str) -> int | None:
    """The number that a text of plain digits says; None for anything else, such as `²`, `-1` or forty digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
