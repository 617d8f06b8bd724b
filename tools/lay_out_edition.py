"""Lays out an index edition from the reviewed observations: data.csv, values.csv and listed.csv. For maintainers.

    python tools/lay_out_edition.py networks/wego/index/pilot-2024

Needs nothing outside the network folder, so anyone can run it again and compare.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from wego.cityindex import dataset


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV with its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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


def candidates_of(network: Path, edition: dict[str, Any]) -> list[dataset.Candidate]:
    """Local governments and the cities of units.csv; the country is the one under which statistics list the place."""
    regions, elsewhere = regions_of(network, edition), measured_elsewhere(network)
    units = rows_of(network / "units.csv")
    members = [row for row in rows_of(network / "organisations.csv") if row["kind"] == "local_government"]
    places = [(row["slug"], f"org:{row['slug']}", row["statistics_country"] or row["country"], "") for row in members]
    places += [(row["slug"], f"city:{row['slug']}", row["country"], row["note"]) for row in units]
    found = []
    for unit, subject, country, note in places:
        touching = elsewhere.get(unit, {})
        area = touching.get("subject", "").partition(":")[2]
        said = touching.get("note") or note
        found.append(dataset.Candidate(unit, subject, country, regions.get(country, ""), said, area))
    return found


def figures_of(network: Path, sources: Iterable[str]) -> dict[tuple[str, str], dict[str, dict[str, str]]]:
    """Every observation by subject and indicator, then by period."""
    found: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for source in sources:
        for row in rows_of(network / "observations" / f"{source}.csv"):
            found.setdefault((row["subject"], row["indicator"]), {})[row["period"]] = {**row, "source": source}
    return found


def lay_out(folder: Path, out: Path) -> tuple[int, int]:
    """Write the three files of the edition in `folder` into `out`; returns how many are ranked and how many listed."""
    network = folder.parent.parent
    edition = yaml.safe_load((folder / "edition.yaml").read_text(encoding="utf-8"))
    definitions = yaml.safe_load((network / "indicators.yaml").read_text(encoding="utf-8"))["indicators"]
    levels = {definition["code"]: definition["level"] for definition in definitions}
    wanted = [dataset.IndicatorUse(one["code"], levels[one["code"]], one["period"]) for one in edition["indicators"]]
    known = yaml.safe_load((network / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    sources = [one["code"] for one in known if (network / "observations" / f"{one['code']}.csv").exists()]
    rule = dataset.RankingRule(edition["ranked_with"]["own_values"], edition["ranked_with"]["share"])
    laid = dataset.build_dataset(candidates_of(network, edition), wanted, figures_of(network, sources), rule)
    for name, text in laid.files().items():
        (out / name).write_text(text, encoding="utf-8", newline="")
    return len(laid.data), len(laid.listed)


if __name__ == "__main__":
    edition_folder = Path(sys.argv[1]).resolve()
    print("{} ranked, {} listed".format(*lay_out(edition_folder, edition_folder)))
