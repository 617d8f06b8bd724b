"""The files of an edition read together and checked against each other, before anything is computed or written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from wego.cityindex.services.definition import EditionDefinition, read_definition
from wego.datafiles import DataFault, DataFaults, Row, Table, read_csv, read_text, read_yaml
from wego.lazy_import import lazy_import
from wego.records.models import Indicator, Observation

if TYPE_CHECKING:
    from wego.cli import index_files
    from wego.engines import composite
else:
    index_files, composite = lazy_import("wego.cli.index_files"), lazy_import("wego.engines.composite")

# The figures and the method, in the order in which their digest is taken.
FIGURES = ("method.toml", "data.csv", "values.csv", "listed.csv")
VALUE_COLUMNS = ("unit", "indicator", "value", "level", "source", "period", "subject", "quality", "page", "note")
LISTED_COLUMNS = ("unit", "subject", "reason", "own_values", "values", "measured_in", "note")
# Addresses that stand beside the cities' own.
RESERVED = {"method", "files", "weights", "by", "explore", "changes"}


@dataclass(frozen=True)
class Bundle:
    """An edition as its folder holds it: words, inputs of the engine, origin of each value, who is listed."""

    definition: EditionDefinition
    inputs: index_files.Inputs
    values: Table
    listed: Table
    texts: dict[str, str]

    @property
    def sha256(self) -> str:
        """Digest of the figures and the method; the words are not in it."""
        digest = hashlib.sha256()
        for name in FIGURES:
            digest.update(hashlib.sha256(self.texts[name].encode()).digest())
        return digest.hexdigest()

    @property
    def ranked_units(self) -> tuple[str, ...]:
        return self.inputs.panel.units


def read_bundle(folder: Path) -> Bundle:
    """Read and check one edition's folder; raises DataFaults with every fault of the first step that finds any."""
    faults: list[DataFault] = []
    definition = inputs = values = listed = None
    try:
        definition = read_definition(read_yaml(folder / "edition.yaml"))
    except DataFaults as refused:
        faults += refused.faults
    try:
        inputs = index_files.read_inputs(folder / "method.toml", folder / "data.csv")
    except DataFaults as refused:
        faults += refused.faults
    try:
        values = read_csv(folder / "values.csv", columns=VALUE_COLUMNS, key=("unit", "indicator"))
    except DataFaults as refused:
        faults += refused.faults
    try:
        listed = read_csv(folder / "listed.csv", columns=LISTED_COLUMNS, key=("unit",))
    except DataFaults as refused:
        faults += refused.faults
    if faults or definition is None or inputs is None or values is None or listed is None:
        raise DataFaults(faults)
    bundle = Bundle(definition, inputs, values, listed, {name: read_text(folder / name) for name in FIGURES})
    faults = [
        *_tree_faults(bundle),
        *_value_faults(bundle),
        *_cell_faults(bundle),
        *_listed_faults(bundle),
        *_unit_faults(bundle),
    ]
    if faults:
        raise DataFaults(faults)
    return bundle


def _tree_faults(bundle: Bundle) -> Iterator[DataFault]:
    """The words and the method name the same indicators and aggregates."""
    tree, document = bundle.inputs.method.tree, bundle.definition.document
    pillars, indicators = bundle.definition.entries("pillars"), bundle.definition.entries("indicators")
    for position, element in enumerate(tree.elements):
        said = indicators if element.code not in tree.children else pillars
        if element.code not in said and element.parent is not None:
            kind = "indicators" if said is indicators else "pillars"
            found = bundle.inputs.document.fault(("element", position, "code"), f"{element.code} has no words")
            yield DataFault(
                found.file, found.message, f"tell of it under {kind} in edition.yaml", found.line, found.key
            )
    for kind, codes in (("pillars", tree.aggregates[1:]), ("indicators", tree.indicators)):
        for number, entry in enumerate(bundle.definition.data[kind]):
            here = (kind, number)
            if entry["code"] not in codes:
                yield document.fault((*here, "code"), f"{entry['code']} is not in method.toml", ", ".join(codes))
            elif kind == "indicators" and entry["pillar"] != tree.elements[tree.position[entry["code"]]].parent:
                parent = tree.elements[tree.position[entry["code"]]].parent
                yield document.fault((*here, "pillar"), "is not the parent in method.toml", str(parent))


def _value_faults(bundle: Bundle) -> Iterator[DataFault]:
    table = bundle.values
    units = {*bundle.ranked_units, *(row["unit"] for row in bundle.listed)}
    codes = bundle.inputs.method.tree.indicators
    for row in table:
        if row["unit"] not in units:
            yield table.fault(row, "unit", f"{row['unit']} is unknown", "a city of data.csv or listed.csv")
        if row["indicator"] not in codes:
            yield table.fault(row, "indicator", f"{row['indicator']} is unknown", f"one of {', '.join(codes)}")
        if decimal(row["value"]) is None:
            yield table.fault(row, "value", f"{row['value']!r} is not a number", "plain digits with a point")
        if row["level"] not in Indicator.Level.values:
            yield table.fault(row, "level", f"{row['level']} is unknown", ", ".join(Indicator.Level.values))
        elif (row["level"] == Indicator.Level.COUNTRY) != row["subject"].startswith("country:"):
            yield table.fault(row, "level", f"{row['level']} does not fit {row['subject']}", "country for a country:")
        if row["quality"] not in Observation.Quality.values:
            yield table.fault(row, "quality", f"{row['quality']} is unknown", ", ".join(Observation.Quality.values))


def _cell_faults(bundle: Bundle) -> Iterator[DataFault]:
    """Every figure of data.csv has its origin in values.csv, and the same value; the rule of who is ranked holds."""
    table, rule = bundle.inputs.table, bundle.definition.data["ranked_with"]
    codes = bundle.inputs.method.tree.indicators
    origin = {(row["unit"], row["indicator"]): row for row in bundle.values}
    for row in table:
        known = 0
        own = 0
        for code in (code for code in codes if code in table.columns):
            cell, said = decimal(row[code]), origin.get((row["unit"], code))
            if cell is None and said is None:
                continue
            if said is None:
                yield table.fault(row, code, f"{row[code]} has no row in values.csv", "say where it comes from")
            elif cell != decimal(said["value"]):
                yield table.fault(row, code, f"{row[code]!r} is {said['value']} in values.csv", "the same in both")
            else:
                known += 1
                own += said["level"] == Indicator.Level.CITY
        if own < rule["own_values"] or known / len(codes) < rule["share"]:
            said_of = f"{row['unit']} has {own} values of its own and {known} of {len(codes)} in all"
            yield table.fault(row, "unit", said_of, "too few to be ranked (ranked_with): put it into listed.csv")


def _listed_faults(bundle: Bundle) -> Iterator[DataFault]:
    table, reasons = bundle.listed, bundle.definition.data["reasons"]
    ranked = set(bundle.ranked_units)
    for row in table:
        if row["unit"] in ranked:
            yield table.fault(row, "unit", f"{row['unit']} is ranked in data.csv", "in one of the two")
        if row["reason"] not in reasons:
            yield table.fault(row, "reason", f"{row['reason']} is unknown", f"one of {', '.join(reasons)}")
        if row["measured_in"] and row["measured_in"] not in ranked:
            yield table.fault(row, "measured_in", f"{row['measured_in']} is not ranked", "a city of data.csv, or empty")
        for column in ("own_values", "values"):
            if not (row[column].isascii() and row[column].isdigit()):
                yield table.fault(row, column, f"{row[column]!r} is not a number", "a whole number")


def _unit_faults(bundle: Bundle) -> Iterator[DataFault]:
    tables: tuple[Table, ...] = (bundle.inputs.table, bundle.listed)
    for table in tables:
        for row in table:
            if row["unit"] in RESERVED:
                yield table.fault(row, "unit", f"{row['unit']} is the address of another page", "another slug")


def decimal(text: str) -> Decimal | None:
    """The number that a cell holds, or None."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def screened_out(bundle: Bundle, result: composite.Result) -> list[DataFault]:
    """Cities of data.csv that the engine cannot rank: an edition names them in listed.csv with the reason."""
    table = bundle.inputs.table
    rows: dict[str, Row] = {row["unit"]: row for row in table}
    unranked = [unit for unit, _share in result.stages.left_out]
    unranked += [unit for unit, rank in zip(result.units, result.rank, strict=True) if rank != rank]
    return [
        table.fault(rows[unit], "unit", f"{unit} has too few figures for this method", "put it into listed.csv")
        for unit in unranked
    ]
