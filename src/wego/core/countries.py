"""Names of countries and areas by ISO 3166-1 alpha-2 code, from CLDR, in the reader's language.

Naming a place here follows CLDR and states no opinion on its status. CLDR also names what is no country of ISO 3166-1
(reserved codes such as IC or EA): `is_country` and lists of choices leave those out.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language

from wego.core.codes import codes
from wego.core.money import babel_locale

KOSOVO = "XK"  # assigned by its users, the World Bank and SWIFT among them; ISO 3166-1 has no code for it


@lru_cache(maxsize=8)
def country_names(language: str) -> dict[str, str]:
    """Every code with its name in a language."""
    territories = babel_locale(language).territories
    return {code: str(name) for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def country_name(code: str, language: str | None = None) -> str:
    """The name of one country; the code itself where CLDR has none."""
    return country_names(language or get_language() or "en").get(code, code)


def is_country(code: str) -> bool:
    """Is this a code of ISO 3166-1, or Kosovo's?"""
    return code == KOSOVO or code in codes("countries")


def countries_by_name(language: str | None = None) -> list[tuple[str, str]]:
    """(code, name) of every country in the order of its names, for a list to choose from."""
    names = country_names(language or get_language() or "en")
    named = [(code, names.get(code, code)) for code in sorted({*codes("countries"), KOSOVO})]
    return sorted(named, key=lambda pair: pair[1])
