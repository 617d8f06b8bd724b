"""Carries the public figures of cities from the reference data folder into networks/wego/observations.

A part of `tools/carry_figures.py`. Values are copied as printed, digit by digit. Which city of a source is which
subject
is decided by hand in observations/matching.csv: a row of a source that stands there without a subject is not carried.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True)
class CitySource:
    """A file of the reference folder: which of its indicators are carried, under which code, with which note."""

    code: str
    file: str
    page: str
    indicators: dict[str, str]
    years: Callable[[str], bool] = str.isdigit
    # Indicators of which a city has all or the source's silence is noted.
    together: bool = False
    # Members that a reader would look for and the source does not list.
    unlisted: tuple[str, ...] = ()


SOURCES = (
    CitySource(
        "unhabitat-open-space-2024",
        "unhabitat-sdg-11-7-1.csv",
        "data set “Open spaces in the world”",
        {"open_space_share": "unhabitat.open_space_share", "open_space_access": "unhabitat.open_space_access"},
        together=True,
    ),
    CitySource(
        "unsd-sdg-transport-2024",
        "un-sdg-11-2-1.csv",
        "series SP_TRN_PUBL",
        {"public_transport_access": "unsd.public_transport_access"},
        unlisted=("org:mexico-city", "org:pittsburgh", "org:san-francisco"),
    ),
    CitySource(
        "stowell-greenspace-2023",
        "stowell-greenspace-2023.csv",
        "greenspace_data_share.csv",
        {"ndvi_annual_population_weighted": "stowell.ndvi_annual"},
        # Before lies the break in the source's satellite data: no change is to be computed across it.
        years=lambda year: year >= "2015",
    ),
    CitySource(
        "worldbank-what-a-waste-2018",
        "worldbank-what-a-waste-2018.csv",
        "city-level data",
        {"municipal_waste_generated": "worldbank.municipal_waste"},
    ),
    CitySource(
        "unhabitat-basic-services",
        "unhabitat-basic-services.csv",
        "table B.2",
        {
            name: f"unhabitat.{name}"
            for name in (
                "mobile_phone",
                "electricity",
                "basic_drinking_water",
                "basic_sanitation",
                "clean_cooking_fuel",
            )
        },
    ),
    CitySource(
        "net-zero-tracker-2022",
        "net-zero-tracker-2022.csv",
        "snapshot of 2022-12-20",
        {"climate_target_year": "nzt.climate_target_year"},
    ),
    CitySource(
        "dateno-portals-2026",
        "dateno-portals-2026.csv",
        "",
        {"open_data_portal_listed": "dateno.open_data_portal"},
    ),
)
# What the tracker says beside the year of a target.
TARGET = ("climate_target_type", "climate_target_status")
SILENT = "the source prints no value for this city"
UNLISTED = "the source does not list this city"


def carried_from(
    folder: Path, source: CitySource, matches: Iterable[Row]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The observations of one source (subject, indicator, period, value, quality, page, note), and what is absent."""
    with (folder / "cities" / source.file).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(match["source_country"], match["source_name"]): match for match in matches if match["subject"]}
    beside = {(*_city(row), row["indicator"]): row["value"] for row in rows}
    found = []
    for row in rows:
        match, indicator = known.get(_city(row)), source.indicators.get(row["indicator"])
        if match and indicator and source.years(row["year"]):
            page = source.page or match["source_code"]
            note = _note(row, match, [beside.get((*_city(row), name), "") for name in TARGET])
            found.append((match["subject"], indicator, row["year"], row["value"], "actual", page, note))
    return found, list(_absent(source, known.values(), found))


def _city(row: Row) -> tuple[str, str]:
    return row["country_iso2"], row["source_city"]


def _note(row: Row, match: Row, target: list[str]) -> str:
    """What must be known of this very figure: how the place was matched, who reported it, the target, the address."""
    said = {part.partition(": ")[0]: part for part in (part.strip() for part in row["note"].split(";"))}
    parts = [match["note"]] if match["decision"] != "unit" else []  # why a unit is in says nothing about its figure
    if "source" in said:
        parts.append(f"reported by {said['source'].partition(': ')[2]}, by a method of its own")
    if row["indicator"] == "climate_target_year":
        parts = [*target, *parts]
    if row["indicator"] == "open_data_portal_listed":
        parts = [part for name, part in said.items() if name.startswith("http")]
    parts.append(said.get("survey", ""))
    return "; ".join(filter(None, parts))


def _absent(source: CitySource, matches: Iterable[Row], found: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Cities that a source does not list, and those of which it has one measure and not the other."""
    for subject in source.unlisted:
        yield from ((subject, indicator, "2020", UNLISTED) for indicator in source.indicators.values())
    if not source.together:
        return
    have = {row[:2] for row in found}
    for subject in sorted({match["subject"] for match in matches}):
        for indicator in source.indicators.values():
            if (subject, indicator) not in have:
                yield subject, indicator, "2020", SILENT
