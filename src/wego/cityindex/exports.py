"""A ranking as a file: exactly the rows that the page shows, as CSV, XLSX or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase

from wego.cityindex.models import Edition, Element
from wego.cityindex.queries.rankings import Row
from wego.core.exports import csv_download, json_download, xlsx_download


def as_records(rows: Sequence[Row], root: Element) -> list[dict[str, Any]]:
    """A mapping for each city, at full precision; codes and slugs as everywhere."""
    return [
        {
            "unit": row.unit.slug,
            "name": row.unit.names(),
            "country": row.unit.country,
            "region": row.unit.region.code,
            "member": row.unit.organisation_id is not None,
            "rank": row.unit.rank,
            "rank_interval": {
                "mean": row.unit.rank_mean,
                "median": row.unit.rank_median,
                "q5": row.unit.rank_q5,
                "q95": row.unit.rank_q95,
                "low": row.unit.rank_low,
                "high": row.unit.rank_high,
            },
            "scores": {root.code: row.score, **{pillar.code: score for pillar, score in row.pillars}},
        }
        for row in rows
    ]


def as_table(
    rows: Sequence[Row], root: Element, pillars: Sequence[Element], language: str
) -> tuple[list[str], list[list[Any]]]:
    """Columns and a row for each city, its name in one language."""
    codes = [root.code, *(pillar.code for pillar in pillars)]
    spread = ("mean", "median", "q5", "q95", "low", "high")
    columns = ["unit", "name", "country", "region", "member", "rank", *(f"rank_{name}" for name in spread), *codes]
    cells = []
    for record in as_records(rows, root):
        said = [record["unit"], record["name"][language], record["country"], record["region"], int(record["member"])]
        said += [record["rank"], *(record["rank_interval"][name] for name in spread)]
        cells.append([*said, *(record["scores"][code] for code in codes)])
    return columns, cells


def ranking_download(
    edition: Edition, file_format: str, rows: Sequence[Row], root: Element, pillars: Sequence[Element], language: str
) -> HttpResponseBase:
    """The ranking in one of core's formats."""
    name = f"{edition.code}-ranking"
    if file_format == "json":
        return json_download(name, len(rows), as_records(rows, root))
    columns, cells = as_table(rows, root, pillars, language)
    return (xlsx_download if file_format == "xlsx" else csv_download)(name, columns, cells)


def recompute_command(edition: Edition) -> str:
    """What to type to get the same numbers from the two files."""
    return f"wego index build method.toml data.csv --out result --draws {edition.draws} --seed {edition.seed}"
