"""What is wrong in a questionnaire's workbook, in the officer's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext


def as_stored(said: str) -> dict[str, Any]:
    """A sentence of the engine as a draft keeps it: its words and its facts, to be read in any language."""
    return {"text": str(said)}


def in_reader_words(stored: Mapping[str, Any]) -> str:
    """A stored sentence in the language in force."""
    text = gettext(str(stored["text"]))
    return text % stored["facts"] if "facts" in stored else text
