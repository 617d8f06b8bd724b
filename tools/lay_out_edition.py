"""Lays out an index edition from the reviewed observations: data.csv, values.csv and listed.csv. For maintainers.

    python tools/lay_out_edition.py networks/wego/index/pilot-2024

Needs nothing outside the network folder, so anyone can run it again and compare.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

VALUES = ["unit", "indicator", "value", "level", "source", "period", "subject", "quality", "page", "note"]
LISTED = ["unit", "subject", "reason", "own_values", "values", "measured_in", "note"]


@dataclass(frozen=True)
class Place:
    """A city that may be ranked: a member (org) or another city of units.csv (city)."""

    unit: str
    subject: str
    country: str


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV with its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places_of(network: Path) -> list[Place]:
    """Local governments and units; the country is the one under which statistics list the place."""
    members = [
        Place(row["slug"], f"org:{row['slug']}", row["statistics_country"] or row["country"])
        for row in rows_of(network / "organisations.csv")
        if row["kind"] == "local_government"
    ]
    units = [Place(row["slug"], f"city:{row['slug']}", row["country"]) for row in rows_of(network / "units.csv")]
    return sorted(members + units, key=lambda place: place.unit)


def observations_of(network: Path, sources: Iterable[str]) -> dict[tuple[str, str, str], dict[str, str]]:
    """Every observation by subject, indicator and period."""
    found = {}
    for source in sources:
        for row in rows_of(network / "observations" / f"{source}.csv"):
            found[row["subject"], row["indicator"], row["period"]] = {**row, "source": source}
    return found


def values_of(
    place: Place,
    edition: dict[str, Any],
    levels: dict[str, str],
    observations: dict[tuple[str, str, str], dict[str, str]],
) -> list[dict[str, str]]:
    """What is known of one place: the city's figures are looked up under the city, the country's under its code."""
    found = []
    for indicator in edition["indicators"]:
        level = levels[indicator["code"]]
        subject = place.subject if level == "city" else f"country:{place.country}"
        if row := observations.get((subject, indicator["code"], indicator["period"])):
            kept = {key: row[key] for key in VALUES if key in row}
            found.append({"unit": place.unit, "level": level, **kept})
    return found


def regions_of(network: Path, edition: dict[str, Any]) -> dict[str, str]:
    """Region of each country in the scheme of 2022."""
    schemes = yaml.safe_load((network / "regions.yaml").read_text(encoding="utf-8"))["schemes"]
    regions = next(scheme["regions"] for scheme in schemes if scheme["code"] == "2022")
    found = {code: region["code"] for region in regions for code in [*region["countries"], *region.get("assigned", [])]}
    for region, codes in edition["regions_of_other_countries"].items():
        for code in codes:
            found.setdefault(code, region)
    return found


def measured_elsewhere(network: Path) -> dict[str, dict[str, str]]:
    """Matches that touch a member without being it: the area is larger or smaller than what the member governs."""
    matches = rows_of(network / "observations" / "matching.csv")
    return {member: match for match in matches for member in match["touches"].split(";") if member}


def reason_of(*, own: int, share: float, elsewhere: bool, wanted: dict[str, Any]) -> str:
    """Why a place is not ranked, as a key of the edition's reasons; empty where it is ranked."""
    if own >= wanted["own_values"]:
        return "" if share >= wanted["share"] else "too_few_values"
    if own:
        return "too_few_own_values"
    return "measured_elsewhere" if elsewhere else "no_own_values"


def write(path: Path, header: list[str], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows under a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def lay_out(folder: Path, out: Path) -> tuple[int, int]:
    """Write the three files of the edition in `folder` into `out`; returns how many are ranked and how many listed."""
    network = folder.parent.parent
    edition = yaml.safe_load((folder / "edition.yaml").read_text(encoding="utf-8"))
    definitions = yaml.safe_load((network / "indicators.yaml").read_text(encoding="utf-8"))["indicators"]
    levels = {definition["code"]: definition["level"] for definition in definitions}
    codes = [indicator["code"] for indicator in edition["indicators"]]
    sources = {definition["source"] for definition in definitions if definition["code"] in codes}
    observations, regions = observations_of(network, sources), regions_of(network, edition)
    elsewhere = measured_elsewhere(network)
    notes = {row["slug"]: row["note"] for row in rows_of(network / "units.csv")}
    data, values, listed = [], [], []
    for place in places_of(network):
        known = values_of(place, edition, levels, observations)
        own = sum(row["level"] == "city" for row in known)
        touching = elsewhere.get(place.unit, {})
        share = len(known) / len(codes)
        reason = reason_of(own=own, share=share, elsewhere=bool(touching), wanted=edition["ranked_with"])
        if own:
            values += known
        if not reason:
            figures = {row["indicator"]: row["value"] for row in known}
            data.append({"unit": place.unit, **figures, "group:region": regions[place.country]})
            continue
        at = {"unit": place.unit, "subject": place.subject, "reason": reason, "own_values": own, "values": len(known)}
        area = touching.get("subject", "").partition(":")[2]
        listed.append({**at, "measured_in": area, "note": touching.get("note") or notes.get(place.unit, "")})
    write(out / "data.csv", ["unit", *codes, "group:region"], data)
    write(out / "values.csv", VALUES, values)
    write(out / "listed.csv", LISTED, listed)
    return len(data), len(listed)


if __name__ == "__main__":
    edition_folder = Path(sys.argv[1]).resolve()
    print("{} ranked, {} listed".format(*lay_out(edition_folder, edition_folder)))
