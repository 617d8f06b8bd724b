"""Texts that a row keeps in the platform's three languages."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language

# Column suffix of each language; English is the source and always there.
SUFFIXES = {"en": "en", "ko": "ko", "zh-hans": "zh"}


class TranslatedField:
    """Reads `<name>_en`, `<name>_ko` or `<name>_zh` by the language in force, English where a translation lacks."""

    def __init__(self, name: str):
        self.name = name

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        return self if instance is None else translated(instance, self.name)


def translated(instance: Any, name: str, language: str | None = None) -> str:
    """The text `name` of an instance in a language (the one in force if not said)."""
    suffix = SUFFIXES.get(language or get_language() or "en", "en")
    return getattr(instance, f"{name}_{suffix}") or getattr(instance, f"{name}_en")
