"""Places of the world by name, to find a position: GeoNames, places with 50,000 people and more (CC BY 4.0).

The names are looked for and shown as GeoNames writes them; nothing is kept of them.
`tools/gazetteer.py` writes the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from wego.core.bare_names import bare_name
from wego.core.folding import fold

FILE = Path(__file__).with_name("gazetteer.csv")
MOST = 8


@dataclass(frozen=True)
class GazetteerPlace:
    """A place as GeoNames has it; the larger stand first within a country."""

    country: str
    name: str
    latitude: float
    longitude: float


def places_named(words: str, *, country: str = "") -> list[GazetteerPlace]:
    """The places of this name, then those whose name begins so; in each, those of the country first."""
    wanted = bare_name(words)
    if not wanted:
        return []
    ranked = []
    for number, (names, row) in enumerate(_rows(latin=wanted.isascii())):
        folded = [bare_name(name) for name in names if any(wanted[0] in _initial(word[0]) for word in name.split())]
        if any(name.startswith(wanted) for name in folded):
            ranked.append(((row[0] != country, wanted not in folded, number), row))
    ranked.sort(key=lambda found: found[0])
    return [GazetteerPlace(row[0], row[1], float(row[4]), float(row[5])) for _rank, row in ranked[:MOST]]


@lru_cache(maxsize=4096)
def _initial(letter: str) -> str:
    """A letter folded: by what names begin with, most rows are passed over."""
    return fold(letter)


def _rows(*, latin: bool) -> Iterator[tuple[list[str], list[str]]]:
    """Every row with its names in Latin letters, or in Hangul and Han. Read anew each time: a search is rare."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            yield [row[1]] if latin else f"{row[2]}|{row[3]}".split("|"), row
