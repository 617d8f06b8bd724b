"""Names of countries and areas by ISO 3166-1 alpha-2 code, from CLDR, in the reader's language.

Where the network's documents name one otherwise, `country_names.csv` says so, each with its reason.

Naming a place here follows CLDR and states no opinion on its status. CLDR also names what is no country of ISO 3166-1
(reserved codes such as IC or EA): `is_country` and lists of choices leave those out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

from wego.core.codes import codes
from wego.core.money import babel_locale
from wego.datafiles import read_csv

FOLDER = Path(__file__).parent
KOSOVO = "XK"  # assigned by its users, the World Bank and SWIFT among them; ISO 3166-1 has no code for it


@lru_cache(maxsize=8)
def country_names(language: str) -> dict[str, str]:
    """Every code with its name in a language."""
    territories = babel_locale(language).territories
    named = {code: str(name) for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return named | {code: name for (spoken, code), name in _named_otherwise().items() if spoken == language}


@lru_cache(maxsize=1)
def _named_otherwise() -> dict[tuple[str, str], str]:
    rows = read_csv(FOLDER / "country_names.csv", key=["language", "code"])
    return {(row["language"], row["code"]): row["name"] for row in rows}


@lru_cache(maxsize=1)
def _readings() -> dict[int, str]:
    rows = read_csv(FOLDER / "pinyin_readings.csv", key=["character"])
    return {ord(row["character"]): row["as"] for row in rows}


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
    return by_name(named, language)


def by_name(named: Iterable[tuple[str, str]], language: str | None = None) -> list[tuple[str, str]]:
    """(code, name) in the order of the names as the language has it: by pinyin in Chinese.

    The common characters of GB 2312 are in the order of their pinyin; `pinyin_readings.csv` names, for the few
    others in names of countries, a common character that is read alike.
    """
    if not (language or get_language() or "en").startswith("zh"):
        return sorted(named, key=lambda pair: pair[1])
    return sorted(named, key=lambda pair: pair[1].translate(_readings()).encode("gb18030"))
