"""Reads the lists, once in a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from babel.core import get_global

from wego.datafiles import Row, read_csv

FOLDER = Path(__file__).parent


class SchemeState(StrEnum):
    """Whether an invoice of today may name a scheme."""

    CURRENT = "current"
    REMOVED = "removed"  # it was taken once: a stored address stays readable
    NOT_TAKEN = "not_taken"  # the network knows it, its invoices do not take it


@dataclass(frozen=True)
class AddressScheme:
    """What kind of electronic address it is: a code of the Electronic Address Scheme list."""

    code: str
    name: str
    country: str  # ISO 3166-1, empty for an international one
    state: SchemeState
    until: date | None  # the last day of a removed one, where the list says so


@dataclass(frozen=True)
class CodeListEdition:
    """Where lists are from."""

    title: str
    publisher: str
    edition: str
    dated: str  # a day or a month
    lists: tuple[str, ...]
    source: str


@lru_cache
def codes(name: str) -> frozenset[str]:
    """The codes of one of the lists: `countries`, `currencies`, `units`, …"""
    return frozenset(row["code"] for row in _rows(name))


@lru_cache
def address_schemes() -> Mapping[str, AddressScheme]:
    """Every scheme of electronic addresses that is or was taken, by its code."""
    return MappingProxyType(
        {
            row["code"]: AddressScheme(
                row["code"],
                row["name"],
                row["country"],
                SchemeState(row["state"]),
                date.fromisoformat(row["until"]) if row["until"] else None,
            )
            for row in _rows("eas")
        }
    )


@lru_cache
def registers() -> Mapping[str, str]:
    """ISO 6523's codes of registers with their names; some are empty."""
    return MappingProxyType({row["code"]: row["name"] for row in _rows("icd")})


@lru_cache
def iban_lengths() -> Mapping[str, int]:
    """How many characters an IBAN has, by country; a country that is missing has no IBAN."""
    return MappingProxyType({row["code"]: int(row["length"]) for row in _rows("iban")})


@lru_cache
def currencies_in_use() -> tuple[str, ...]:
    """The codes of ISO 4217 that are money somewhere today: no metals, funds, units of account or codes for tests.

    What is legal tender, and since when no longer, is from CLDR.
    """
    tender = {
        currency
        for used in get_global("territory_currencies").values()
        for currency, _from, until, is_tender in used
        if is_tender and not until
    }
    return tuple(sorted(codes("currencies") & tender))


@lru_cache
def editions() -> tuple[CodeListEdition, ...]:
    """Where every list is from."""
    return tuple(
        CodeListEdition(
            title=row["title"],
            publisher=row["publisher"],
            edition=row["edition"],
            dated=row["dated"],
            lists=tuple(row["lists"].split()),
            source=row["source"],
        )
        for row in _rows("editions")
    )


def _rows(name: str) -> list[Row]:
    return list(read_csv(FOLDER / f"{name}.csv").rows)
