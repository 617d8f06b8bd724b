"""Text folded for search: case, accents, width and spacing set aside, in any script.

Databases differ in what they can fold, so it is done here once and the result kept in a column.
"""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """`São Paulo` → `saopaulo`; Hangul comes apart into its letters, so that a half-typed syllable is found too."""
    for _twice in range(2):  # taking a letter apart may bring a capital to light: ℬ → B
        text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in text if unicodedata.category(letter)[0] in "LN")


def fold_all(*texts: str) -> str:
    """Several texts folded, set apart by a character that no folded text holds."""
    return "|".join(filter(None, map(fold, texts)))
