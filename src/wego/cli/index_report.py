"""The report of an index as a workbook: what the text files hold, and the analysis beside it."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from wego.cli.index_files import RANKS, Built, Row, Years, group_numbers, timed
from wego.datafiles.workbooks import cell_text, new_workbook
from wego.engines import composite


def report(years: Years) -> bytes:
    """The workbook as bytes: a sheet for results, ranks over draws, pairs, sensitivity, indicators, families, weights,
    doubts and the method. With several years each sheet has a column `time`."""
    target = io.BytesIO()
    book = new_workbook(target)
    last = list(years.values())[-1]
    result = last.result

    def sheet(title: str, header: Sequence[str], rows_of: Callable[[Built], Iterable[Row]]) -> None:
        _sheet(book, title, timed(header, years, rows_of))

    sheet("Results", ("unit", "rank", *result.aggregates), lambda built: _results(built.result))
    if last.spread is not None:
        sheet("Ranks over draws", ("unit", "rank", *RANKS, "tied groups"), _spread)
        if last.spread.pairs is not None:
            units = tuple(dict.fromkeys(unit for built in years.values() for unit in built.result.units))
            sheet("Ahead", ("unit", *units), lambda built: _ahead(built, units))
    if last.sensitivity is not None:
        sheet("Sensitivity", ("factor", "first order", "5 %", "95 %", "total", "5 %", "95 %"), _sensitivity)
    sheet("Indicators", STATISTICS, lambda built: _statistics(built.result))
    families = ("parent", "child", "r with parent", "r with root", "alpha", "component 1")
    sheet("Families", families, lambda built: _families(built.result))
    flagged = ("parent", "first", "second", "correlation")
    sheet("Siblings to look at", flagged, lambda built: _flagged(built.result))
    weights = ("code", "level", "weight", "effective weight", "influence")
    sheet("Weights", weights, lambda built: _weights(built.result))
    sheet("Without", ("element left out", "mean absolute change of rank"), lambda built: _without(built.result))
    used = ("unit", *result.codes)
    sheet("Values used", used, lambda built: _table(built.result, built.result.stages.treated))
    sheet("Normalised", used, lambda built: _table(built.result, built.result.normalised))
    sheet("Doubts", ("what",), lambda built: ([str(doubt)] for doubt in built.result.doubts))
    lines = json.dumps(composite.method_mapping(result.method), ensure_ascii=False, indent=1).splitlines()
    _sheet(book, "Method", [("as run",), *([line] for line in lines)])
    book.close()
    return target.getvalue()


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


def _spread(built: Built) -> Iterator[Row]:
    spread = built.spread
    if spread is not None:
        columns = (spread.mean, spread.median, spread.quantile(0.05), spread.quantile(0.95), spread.low, spread.high)
        groups = spread.pairs.groups() if spread.pairs is not None else ()
        for n, unit in enumerate(spread.units):
            yield [unit, spread.rank[n], *(column[n] for column in columns), group_numbers(unit, groups)]


def _ahead(built: Built, units: Sequence[str]) -> Iterator[Row]:
    if built.spread is not None and built.spread.pairs is not None:
        pairs = built.spread.pairs
        for unit, row in zip(pairs.units, pairs.ahead, strict=True):
            share = dict(zip(pairs.units, row, strict=True))
            yield [unit, *(share.get(other, math.nan) for other in units)]


def _sensitivity(built: Built) -> Iterator[Row]:
    for one in built.sensitivity.indices if built.sensitivity is not None else ():
        yield [one.factor, one.first, one.first_low, one.first_high, one.total, one.total_low, one.total_high]


def _without(result: composite.Result) -> Iterator[Row]:
    for level in range(1, result.method.tree.height):
        for removal in composite.removals(result, level):
            yield [removal.code, removal.mean_change]


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


def _sheet(book: Any, title: str, rows: Iterable[Row]) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):  # a name that begins with = is a name, not a formula
                sheet.write_string(number, column, cell_text(value), None if number else bold)
            elif not math.isnan(float(value)):
                sheet.write_number(number, column, _number(float(value)), None if number else bold)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 24)


def _number(number: float) -> float:
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
