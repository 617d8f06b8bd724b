"""The report of an index as a workbook: what the text files hold, and the analysis beside it."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from wego.engines import composite

Row = Sequence[Any]
# A workbook says when it was made; the same index gives the same bytes, so it is always made at the same moment.
MOMENT, STAMP = (1980, 1, 1, 0, 0, 0), b"1980-01-01T00:00:00Z"


def report(
    result: composite.Result, spread: composite.Robustness | None, sensitivity: composite.Sensitivity | None
) -> bytes:
    """The workbook as bytes: a sheet for results, ranks over draws, pairs, sensitivity, indicators, families, weights,
    doubts and the method."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "Results", ("unit", "rank", *result.aggregates), _results(result))
    if spread is not None:
        ranks = ("rank_mean", "rank_median", "rank_q5", "rank_q95", "rank_low", "rank_high")
        _sheet(book, "Ranks over draws", ("unit", "rank", *ranks, "tied groups"), _spread(spread))
        if spread.pairs is not None:
            ahead = zip(spread.units, spread.pairs.ahead, strict=True)
            _sheet(book, "Ahead", ("unit", *spread.units), ([unit, *row] for unit, row in ahead))
    if sensitivity is not None:
        bounds = ("factor", "first order", "5 %", "95 %", "total", "5 %", "95 %")
        _sheet(book, "Sensitivity", bounds, _sensitivity(sensitivity))
    _sheet(book, "Indicators", STATISTICS, _statistics(result))
    _sheet(
        book, "Families", ("parent", "child", "r with parent", "r with root", "alpha", "component 1"), _families(result)
    )
    _sheet(book, "Siblings to look at", ("parent", "first", "second", "correlation"), _flagged(result))
    _sheet(book, "Weights", ("code", "level", "weight", "effective weight", "influence"), _weights(result))
    levels = range(1, result.method.tree.height)
    removed = [[r.code, r.mean_change] for level in levels for r in composite.removals(result, level)]
    _sheet(book, "Without", ("element left out", "mean absolute change of rank"), removed)
    _sheet(book, "Values used", ("unit", *result.codes), _table(result, result.stages.treated))
    _sheet(book, "Normalised", ("unit", *result.codes), _table(result, result.normalised))
    _sheet(book, "Doubts", ("what",), ([str(doubt)] for doubt in result.doubts))
    lines = json.dumps(result.method.to_mapping(), ensure_ascii=False, indent=1).splitlines()
    _sheet(book, "Method", ("as run",), ([line] for line in lines))
    return _fixed(book)


STATISTICS = (
    "indicator",
    "present",
    "minimum",
    "maximum",
    "mean",
    "median",
    "standard deviation",
    "skewness",
    "kurtosis",
    "not zero",
    "different",
    "most often the same",
    "treatment",
)


def _results(result: composite.Result) -> Iterator[Row]:
    for unit, rank, row in zip(result.units, result.rank, result.scores, strict=True):
        yield [unit, rank, *row]


def _table(result: composite.Result, values: Any) -> Iterator[Row]:
    for unit, row in zip(result.units, values, strict=True):
        yield [unit, *row]


def _spread(spread: composite.Robustness) -> Iterator[Row]:
    columns = (spread.mean, spread.median, spread.quantile(0.05), spread.quantile(0.95), spread.low, spread.high)
    groups = spread.pairs.groups() if spread.pairs is not None else ()
    for n, unit in enumerate(spread.units):
        own = " ".join(str(number) for number, group in enumerate(groups, start=1) if unit in group)
        yield [unit, spread.rank[n], *(column[n] for column in columns), own]


def _sensitivity(found: composite.Sensitivity) -> Iterator[Row]:
    for one in found.indices:
        yield [one.factor, one.first, one.first_low, one.first_high, one.total, one.total_low, one.total_high]


def _statistics(result: composite.Result) -> Iterator[Row]:
    described = composite.statistics(result.stages.screened, result.codes)
    for one, done in zip(described, result.stages.treatments, strict=True):
        numbers = (one.minimum, one.maximum, one.mean, one.median, one.standard_deviation, one.skewness, one.kurtosis)
        yield [one.code, one.present, *numbers, one.not_zero, one.different, one.same, done.action]


def _families(result: composite.Result) -> Iterator[Row]:
    for family in composite.families(result):
        for n, child in enumerate(family.children):
            first = family.components.loadings[n, 0] if family.components.loadings.size else math.nan
            yield [family.parent, child, family.with_parent[n], family.with_root[n], family.alpha, first]


def _flagged(result: composite.Result) -> Iterator[Row]:
    for pair in (*composite.pairs_above(result), *composite.pairs_below(result)):
        yield [pair.parent, pair.first, pair.second, pair.correlation]


def _weights(result: composite.Result) -> Iterator[Row]:
    tree, influence = result.method.tree, composite.influences(result)
    for position, element in enumerate(tree.elements):
        effective = tree.effective_weights[position]
        yield [element.code, tree.levels[position], element.weight, effective, influence.get(element.code, math.nan)]


def _sheet(book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.append([_cell(name) for name in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([_cell(value) for value in row])
    for line in sheet.iter_rows():
        for cell in line:
            if cell.data_type == "f":  # a name that begins with = is a name, not a formula
                cell.data_type = "s"
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 24


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value)
    number = float(value)
    return None if math.isnan(number) else int(number) if number.is_integer() and abs(number) < 2**53 else number


def _fixed(book: Workbook) -> bytes:
    """The saved workbook with every moment in it replaced by the same one."""
    saved, found = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP, content)
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return found.getvalue()
