"""Marks between words, as the reader's language writes them: lists and pairs that code and templates put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

# What stands between words, by the mark as English has it; between the names of a list Chinese has a mark of its own.
_ENGLISH = {"list": ", ", ",": ", ", ";": "; ", ":": ": ", ".": ". ", "(": " (", ")": ")"}
_KOREAN = {**_ENGLISH, "(": "("}
_CHINESE = {"list": "、", ",": "，", ";": "；", ":": "：", ".": "。", "(": "（", ")": "）"}


def mark(name: str) -> str:
    """What is written between two words: `mark(":")` is `: `, in Chinese `：`; `mark("list")` parts names."""
    language = (get_language() or "en")[:2]
    return {"zh": _CHINESE, "ko": _KOREAN}.get(language, _ENGLISH)[name]


def joined(items: Iterable[Any]) -> str:
    """Names or numbers as a list: `A, B, C`, in Chinese `A、B、C`."""
    return mark("list").join(map(str, items))


def joined_clauses(items: Iterable[Any]) -> str:
    """What has commas of its own, as a list: `A 1; B 2`, in Chinese `A1；B2`."""
    return mark(";").join(map(str, items))


def bracketed(words: Any, note: Any) -> str:
    """Words with a note in brackets: `A (1)`, in Korean `A(1)`, in Chinese `A（1）`."""
    return f"{words}{mark('(')}{note}{mark(')')}"


def paired(label: Any, value: Any) -> str:
    """A label with its value: `A: 1`, in Chinese `A：1`."""
    return f"{label}{mark(':')}{value}"
