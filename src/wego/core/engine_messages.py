"""What engines say, in the reader's language: an app's words for each code, filled in with the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext

from wego.core.money import babel_locale
from wego.core.punctuation import joined
from wego.engines.messages import AllOf, AnyOf, Message

Shown = Callable[[str, object], str]


def in_words(said: Message, words: Mapping[str, str], shown: Shown | None = None) -> str:
    """A message by an app's table of words (code -> source text); `shown` writes a fact by its name and value."""

    def fact(name: str, value: object) -> str:
        return in_words(value, words, shown) if isinstance(value, Message) else (shown or fact_text)(name, value)

    return gettext(words[said.code]) % {name: fact(name, value) for name, value in said.params.items()}


def fact_text(_name: str, value: object) -> str:
    """A fact as people read it: a number with the reader's separators, names as a list, anything else as it is."""
    locale = babel_locale(get_language() or "en")
    if isinstance(value, AllOf | AnyOf):
        return format_list(value, "or" if isinstance(value, AnyOf) else "standard", locale=locale)
    if isinstance(value, list | tuple):
        return joined(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        exact = Decimal(f"{value:.6g}") if isinstance(value, float) else Decimal(value)
        if not exact.is_finite():
            return str(value)
        return format_decimal(exact, format="#,##0.######" if abs(exact) >= 10_000 else "0.######", locale=locale)
    return str(value)
