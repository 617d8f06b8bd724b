"""A ranking as a file and for the open API: exactly the rows that the page shows; one shape for all of them."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext

from wego.cityindex.forms.rankings import WeightsForm
from wego.cityindex.models import Edition, Element, Unit
from wego.cityindex.queries.explanations import CityExplanation, ExplanationPart
from wego.cityindex.queries.own_weights import Scored, order_of_means
from wego.cityindex.queries.rankings import RankingRow
from wego.core.exports import json_download, parquet_download, table_download

# Over the draws: mean, quantiles, extremes of a rank.
SPREAD = ("mean", "median", "q5", "q95", "low", "high")


def as_records(rows: Sequence[RankingRow], root: Element) -> list[dict[str, Any]]:
    """A mapping for each city, at full precision; codes and slugs as everywhere."""
    return [
        {
            "unit": row.unit.slug,
            "names": row.unit.names(),
            "country": row.unit.country,
            "region": row.unit.region.code,
            "member": row.unit.is_member,
            "rank": row.unit.rank,
            "rank_interval": _interval(row.unit),
            "scores": {root.code: row.score, **{pillar.code: score for pillar, score in row.pillars}},
        }
        for row in rows
    ]


def as_table(
    rows: Sequence[RankingRow], root: Element, pillars: Sequence[Element]
) -> tuple[list[str], list[list[Any]]]:
    """Columns and a row for each city, its name in the language in force."""
    codes = [root.code, *(pillar.code for pillar in pillars)]
    columns = ["unit", "name", "country", "region", "member", "rank", *(f"rank_{name}" for name in SPREAD), *codes]
    cells = []
    for row, record in zip(rows, as_records(rows, root), strict=True):
        said = [record["unit"], row.unit.name, record["country"], record["region"], int(record["member"])]
        said += [record["rank"], *(record["rank_interval"][name] for name in SPREAD)]
        cells.append([*said, *(record["scores"][code] for code in codes)])
    return columns, cells


def ranking_download(
    edition: Edition, file_format: str, rows: Sequence[RankingRow], root: Element, pillars: Sequence[Element]
) -> HttpResponseBase:
    """The ranking in one of core's formats."""
    name = f"{edition.code}-ranking"
    if file_format == "json":
        return json_download(name, len(rows), as_records(rows, root))
    columns, cells = as_table(rows, root, pillars)
    return table_download(file_format, name, columns, cells, lambda: len(cells))


def values_download(name: str, text: str) -> FileResponse:
    """An edition's `values.csv`, each figure with its origin, as Parquet: values are numbers, an empty cell is null."""
    table = csv.DictReader(io.StringIO(text, newline=""))
    columns = table.fieldnames or ()
    cells = ([float(row["value"]) if column == "value" else row[column] or None for column in columns] for row in table)
    return parquet_download(name, columns, cells)


def explanation_record(explanation: CityExplanation) -> dict[str, Any]:
    """A city with every element: what is known, what it earned and what that adds."""
    unit = explanation.unit
    return {
        "unit": unit.slug,
        "names": unit.names(),
        "country": unit.country,
        "region": unit.region.code,
        "member": unit.is_member,
        "rank": unit.rank,
        "rank_interval": _interval(unit) if unit.rank is not None else None,
        "reason": unit.reason or None,
        "measured_in": unit.measured_in.slug if unit.measured_in else None,
        "elements": [_element(part) for part in explanation.parts],
    }


def _element(part: ExplanationPart) -> dict[str, Any]:
    score, value = part.score, part.value
    return {
        "code": part.element.code,
        "parent": part.parent_code,
        "score": score.score if score else None,
        "rank": score.rank if score else None,
        "weight": score.weight if score else None,
        "effective_weight": score.effective_weight if score else None,
        "points": score.points if score else None,
        "median": part.element.median,
        "value": str(value) if value else None,
        "level": value.level if value else None,
        "period": value.period if value else None,
        "source": value.source.code if value else None,
        "quality": value.quality if value else None,
        "page": (value.page or None) if value else None,
        "note": (value.note or None) if value else None,
    }


def _interval(unit: Unit) -> dict[str, float | None]:
    return {name: getattr(unit, f"rank_{name}") for name in SPREAD}


def recompute_command(edition: Edition) -> str:
    """What to type to get the same numbers from the two files."""
    return f"wego index build method.toml data.csv --out result --draws {edition.draws} --seed {edition.seed}"


def weighing(found: Scored, elements: Sequence[Element], form: WeightsForm) -> dict[str, Any] | None:
    """What a browser needs to rank by other weights itself: the tree, its means, and what each city earned.

    None where some level is no mean that a browser computes as well; then the form alone does it.
    """
    orders = order_of_means(found.method)
    if orders is None:
        return None
    tree = found.method.tree
    return {
        "orders": {code: orders[tree.levels[tree.position[code]] - 2] for code in tree.upwards},
        "minShare": found.method.aggregate.min_share,
        "root": tree.aggregates[0],
        "upwards": tree.upwards,
        "indicators": tree.indicators,
        "children": {code: [tree.elements[place].code for place in below] for code, below in tree.children.items()},
        "weights": {element.code: element.weight for element in elements},
        "starts": form.initial_shares,
        "points": {
            unit.slug: [None if math.isnan(point) else round(point, 8) for point in row]
            for unit, row in zip(found.units, found.points.tolist(), strict=True)
        },
        "words": {"up": gettext("up %(places)s"), "down": gettext("down %(places)s"), "same": gettext("same")},
    }
