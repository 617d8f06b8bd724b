"""Marks between words, as the reader's language writes them: lists and pairs that code and templates put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

_HALF = {"list": ", ", "clauses": "; ", "pair": ": "}
_FULL = {"list": "、", "clauses": "；", "pair": "："}


def _marks() -> dict[str, str]:
    return _FULL if (get_language() or "en").startswith("zh") else _HALF


def joined(items: Iterable[Any]) -> str:
    """Names or numbers as a list: `A, B, C`, in Chinese `A、B、C`."""
    return _marks()["list"].join(map(str, items))


def joined_clauses(items: Iterable[Any]) -> str:
    """What has commas of its own, as a list: `A 1; B 2`, in Chinese `A1；B2`."""
    return _marks()["clauses"].join(map(str, items))


def paired(label: Any, value: Any) -> str:
    """A label with its value: `A: 1`, in Chinese `A：1`."""
    return f"{label}{_marks()['pair']}{value}"
