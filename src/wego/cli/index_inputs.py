"""Reading a method and its data for `wego index`, and the results of an earlier build."""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from wego.datafiles import DataFault, DataFaults, Document, Row, Table, read_csv, read_toml
from wego.engines import composite

GROUP = "group:"
MISSING = ("", "NA")
TIME = "time"


@dataclass(frozen=True)
class Inputs:
    """A method and a panel with the files they were read from, so that a fault can be led back to its line. `years` has
    a panel for each year where the data have a column `time`; `panel` is then the last of them."""

    document: Document
    table: Table
    method: composite.Method
    panel: composite.Panel
    data_sha256: str
    years: Mapping[float, composite.Panel] = field(default_factory=dict)

    def located(self, faults: Iterable[composite.IndexFault]) -> list[DataFault]:
        """The same faults with file, line and key."""
        return _located(faults, self.document, self.table)


def read_inputs(method_path: Path, data_path: Path) -> Inputs:
    """Read METHOD.toml and DATA.csv; raises DataFaults with what is wrong in both."""
    faults: list[DataFault] = []
    document = table = method = None
    panels: dict[float | None, composite.Panel] = {}
    try:
        document = read_toml(method_path)
        method = composite.Method.from_mapping(document.data)
    except DataFaults as refused:
        faults += refused.faults
    except composite.CompositeFaults as refused:
        faults += _located(refused.faults, document, None)
    try:
        table = _composed(read_csv(data_path))
        panels = _panels(table, method)
    except DataFaults as refused:
        faults += refused.faults
    if faults or document is None or table is None or method is None or not panels:
        raise DataFaults(faults)
    years = {time: panels[time] for time in sorted(time for time in panels if time is not None)}
    panel = [*years.values(), *panels.values()][len(years) - 1]
    return Inputs(document, table, method, panel, hashlib.sha256(data_path.read_bytes()).hexdigest(), years)


def read_ranks(folder: Path) -> dict[str, float]:
    """Unit -> rank from the results of a build, NaN for a unit without; raises DataFaults."""
    table = _composed(read_csv(folder / "results.csv"))
    faults = [
        DataFault(str(table.path), "column is missing", "a results.csv of `wego index build`", 1, name)
        for name in ("unit", "rank")
        if name not in table.columns
    ]
    if faults:
        raise DataFaults(faults)
    if TIME in table.columns:
        said = "holds several years"
        faults.append(DataFault(str(table.path), said, "results of one year each", 1, TIME))
        raise DataFaults(faults)
    faults += _unit_faults(table, [None] * len(table))
    ranks: dict[str, float] = {}
    for row in table:
        cell = row["rank"]
        if cell and not (cell.isascii() and cell.isdigit() and int(cell) > 0):
            faults.append(table.fault(row, "rank", f"{cell!r} is not a rank", "a whole number from 1, or empty"))
        else:
            ranks[row["unit"]] = float(cell) if cell else math.nan
    if faults:
        raise DataFaults(faults)
    return ranks


def _composed(table: Table) -> Table:
    """Names of units and groups with their letters composed (NFC): what another system wrote apart is the same name."""
    names = [name for name in table.columns if name == "unit" or name.startswith(GROUP)]
    rows = tuple(
        Row(row.line, row.cells | {name: unicodedata.normalize("NFC", row[name]) for name in names}) for row in table
    )
    return replace(table, rows=rows)


def _panels(table: Table, method: composite.Method | None) -> dict[float | None, composite.Panel]:
    """The data as one panel, or as one for each year where they have a column `time` that is no indicator."""
    if table.columns[0] != "unit":
        said = f"the first column is {table.columns[0]!r}"
        raise DataFaults([DataFault(str(table.path), said, "the first column is named unit", 1)])
    has_years = TIME in table.columns and (method is None or TIME not in method.tree.position)
    groups = [name for name in table.columns[1:] if name.startswith(GROUP)]
    codes = [name for name in table.columns[1:] if not name.startswith(GROUP) and not (has_years and name == TIME)]
    faults = [
        DataFault(str(table.path), "a column without a name", "a code, or group: and a name", 1)
        for name in table.columns
        if name in ("", GROUP)
    ]
    if not table.rows:
        faults.append(DataFault(str(table.path), "there are no units", "at least one row of data", 1))
    times = [_time(table, row, faults) if has_years else None for row in table]
    faults += _unit_faults(table, times)
    values = np.empty((len(table), len(codes)))
    for number, row in enumerate(table):
        for column, code in enumerate(codes):
            try:
                values[number, column] = _number(row[code])
            except ValueError:
                said = f"{row[code]!r} of {row['unit']} is not a finite number"
                faults.append(table.fault(row, code, said, "a number with a decimal point; empty or NA for missing"))
    if faults:
        raise DataFaults(faults)
    found: dict[float | None, composite.Panel] = {}
    rows = list(table)
    for time in dict.fromkeys(times):
        here = [number for number, its in enumerate(times) if its == time]
        labels = {
            # Only an empty cell is no group: NA is Namibia's code.
            name[len(GROUP) :]: tuple(rows[n][name] or None for n in here)
            for name in groups
        }
        found[time] = composite.Panel(tuple(rows[n]["unit"] for n in here), tuple(codes), values[here], labels)
    return found


def _time(table: Table, row: Row, faults: list[DataFault]) -> float:
    try:
        time = _number(row[TIME])
    except ValueError:
        time = math.nan
    if math.isnan(time):
        said = f"{row[TIME]!r} of {row['unit']} is not a time"
        faults.append(table.fault(row, TIME, said, "a number, such as a year"))
    return time


def _number(cell: str) -> float:
    if cell in MISSING:
        return math.nan
    value = float(cell)
    # float() also takes "nan", "inf", "1_000" and figures in other scripts: none of them is a number in a data file.
    if not math.isfinite(value) or "_" in cell or not cell.isascii():
        raise ValueError(cell)
    return value


def _unit_faults(table: Table, times: Sequence[float | None]) -> list[DataFault]:
    """Units that are empty or stand twice (at one time, where there are several)."""
    faults: list[DataFault] = []
    first: dict[tuple[str, float | None], int] = {}
    for row, time in zip(table, times, strict=True):
        unit = row["unit"]
        key = (unit, time)
        if not unit:
            faults.append(table.fault(row, "unit", "is empty", "every row needs a unit"))
        elif key in first:
            when = "" if time is None else f" in {composite.time_text(time)}"
            said = f"{unit!r} appears twice{when} (first in line {first[key]})"
            faults.append(table.fault(row, "unit", said, "each unit once"))
        else:
            first[key] = row.line
    return faults


def _located(faults: Iterable[composite.IndexFault], document: Document | None, table: Table | None) -> list[DataFault]:
    faults = list(faults)
    rows: dict[tuple[str, float | None], Row] = {}
    if table is not None and any(fault.unit is not None for fault in faults):
        has_years = any(fault.time is not None for fault in faults)
        rows = {(row["unit"], _number(row[TIME]) if has_years else None): row for row in table}
    found = []
    for fault in faults:
        if fault.unit is None and fault.indicator is None and document is not None:
            found.append(document.fault(fault.key, fault.message, fault.remedy))
        elif table is not None:
            row = rows.get((fault.unit or "", fault.time))
            line = row.line if row is not None else 1
            time = None if fault.time is None else composite.time_text(fault.time)
            key = ", ".join(name for name in (fault.unit, fault.indicator, time) if name)
            found.append(DataFault(str(table.path), fault.message, fault.remedy, line, key))
    return found
