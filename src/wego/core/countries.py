"""Names of countries and areas by ISO 3166-1 alpha-2 code, from CLDR, in the reader's language.

Naming a place here follows CLDR and states no opinion on its status.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language

from wego.core.money import babel_locale


@lru_cache(maxsize=8)
def country_names(language: str) -> dict[str, str]:
    """Every code with its name in a language."""
    territories = babel_locale(language).territories
    return {code: str(name) for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def country_name(code: str, language: str | None = None) -> str:
    """The name of one country; the code itself where CLDR has none."""
    return country_names(language or get_language() or "en").get(code, code)


def is_country(code: str) -> bool:
    """Is this an assigned code (or Kosovo's user-assigned XK)?"""
    return code in country_names("en") and code not in {"ZZ", "EU", "EZ", "UN", "XA", "XB", "QO"}
