"""The files of `wego index`: a panel and a method read, a result folder written whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import platform
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import wego
from wego.datafiles import DataFault, DataFaults, Document, Row, Table, read_csv, read_toml
from wego.engines import composite

GROUP = "group:"
MISSING = ("", "NA")
STEPS = ("screened", "imputed", "treated", "normalised")
WRITTEN = {"results.csv", "robustness.csv", "method.json", "steps", *(f"steps/{step}.csv" for step in STEPS)}


@dataclass(frozen=True)
class Inputs:
    """A method and a panel with the files they were read from, so that a fault can be led back to its line."""

    document: Document
    table: Table
    method: composite.Method
    panel: composite.Panel
    data_sha256: str

    def located(self, faults: Iterable[composite.Fault]) -> list[DataFault]:
        """The same faults with file, line and key."""
        return _located(faults, self.document, self.table)


def read_inputs(method_path: Path, data_path: Path) -> Inputs:
    """Read METHOD.toml and DATA.csv; raises DataFaults with what is wrong in both."""
    faults: list[DataFault] = []
    document = table = method = panel = None
    try:
        document = read_toml(method_path)
        method = composite.Method.from_mapping(document.data)
    except DataFaults as refused:
        faults += refused.faults
    except composite.CompositeFaults as refused:
        faults += _located(refused.faults, document, None)
    try:
        table = read_csv(data_path)
        panel = _panel(table)
    except DataFaults as refused:
        faults += refused.faults
    if faults or document is None or table is None or method is None or panel is None:
        raise DataFaults(faults)
    return Inputs(document, table, method, panel, hashlib.sha256(data_path.read_bytes()).hexdigest())


def read_ranks(folder: Path) -> dict[str, float]:
    """Unit -> rank from the results of a build, NaN for a unit without; raises DataFaults."""
    table = read_csv(folder / "results.csv")
    faults = [
        DataFault(str(table.path), "column is missing", "a results.csv of `wego index build`", 1, name)
        for name in ("unit", "rank")
        if name not in table.columns
    ]
    if faults:
        raise DataFaults(faults)
    faults += _unit_faults(table)
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


def write_result(
    out: Path, inputs: Inputs, result: composite.Result, spread: composite.Robustness | None, *, seed: int
) -> list[str]:
    """Write a result folder: into a new sibling first, then in its place by renaming; returns the files' names."""
    out = out.resolve()
    _refuse_foreign(out)
    files = result_files(inputs, result, spread, seed=seed)
    part = out.parent / f".{out.name}.{secrets.token_hex(4)}.part"
    former = part.with_suffix(".old")
    try:
        (part / "steps").mkdir(parents=True)
        for name, text in files.items():
            (part / name).write_text(text, encoding="utf-8", newline="")
        if out.exists():
            out.rename(former)
        try:
            part.rename(out)
        except OSError:
            if former.exists():
                former.rename(out)
            raise
    except OSError as error:
        raise DataFaults([DataFault(str(out), f"cannot be written: {error.strerror}", "another --out")]) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)
    return list(files)


def _panel(table: Table) -> composite.Panel:
    if table.columns[0] != "unit":
        said = f"the first column is {table.columns[0]!r}"
        raise DataFaults([DataFault(str(table.path), said, "the first column is named unit", 1)])
    groups = [name for name in table.columns[1:] if name.startswith(GROUP)]
    codes = [name for name in table.columns[1:] if not name.startswith(GROUP)]
    faults = [
        DataFault(str(table.path), "a column without a name", "a code, or group: and a name", 1)
        for name in table.columns
        if name in ("", GROUP)
    ]
    if not table.rows:
        faults.append(DataFault(str(table.path), "there is no unit", "at least one row of data", 1))
    faults += _unit_faults(table)
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
    labels = {name[len(GROUP) :]: tuple(None if r[name] in MISSING else r[name] for r in table) for name in groups}
    return composite.Panel(tuple(row["unit"] for row in table), tuple(codes), values, labels)


def _number(cell: str) -> float:
    if cell in MISSING:
        return math.nan
    value = float(cell)
    # float() also takes "nan", "inf", "1_000" and figures in other scripts: none of them is a number in a data file.
    if not math.isfinite(value) or "_" in cell or not cell.isascii():
        raise ValueError(cell)
    return value


def _unit_faults(table: Table) -> list[DataFault]:
    faults: list[DataFault] = []
    first: dict[str, int] = {}
    for row in table:
        unit = row["unit"]
        if not unit:
            faults.append(table.fault(row, "unit", "is empty", "every row needs a unit"))
        elif unit in first:
            said = f"{unit!r} stands twice (first in line {first[unit]})"
            faults.append(table.fault(row, "unit", said, "each unit once"))
        else:
            first[unit] = row.line
    return faults


def _located(faults: Iterable[composite.Fault], document: Document | None, table: Table | None) -> list[DataFault]:
    rows: dict[str, Row] = {row["unit"]: row for row in table} if table else {}
    found = []
    for fault in faults:
        if fault.unit is None and fault.indicator is None and document is not None:
            found.append(document.fault(fault.key, fault.message, fault.remedy))
        elif table is not None:
            line = rows[fault.unit].line if fault.unit in rows else 1
            key = ", ".join(name for name in (fault.unit, fault.indicator) if name)
            found.append(DataFault(str(table.path), fault.message, fault.remedy, line, key))
    return found


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise DataFaults([DataFault(str(out), "is not a folder", "another --out")])
    foreign = sorted(str(path.relative_to(out)) for path in out.rglob("*"))
    foreign = [name for name in foreign if name not in WRITTEN]
    if foreign:
        said = f"holds what no index build wrote: {', '.join(foreign[:3])}"
        raise DataFaults([DataFault(str(out), said, "a new folder, an empty one, or that of an earlier build")])


def result_files(
    inputs: Inputs, result: composite.Result, spread: composite.Robustness | None, *, seed: int
) -> dict[str, str]:
    """The files of a result folder by name, as text: the same wherever an index is built."""
    stages = result.stages
    arrays = (stages.screened, stages.imputed, stages.treated, result.normalised)
    scores = (
        [unit, _whole(rank), *map(_full, row)]
        for unit, rank, row in zip(result.units, result.rank, result.scores, strict=True)
    )
    files = {"results.csv": _csv(("unit", "rank", *result.aggregates), scores)}
    for step, array in zip(STEPS, arrays, strict=True):
        rows = ([unit, *map(_full, row)] for unit, row in zip(result.units, array, strict=True))
        files[f"steps/{step}.csv"] = _csv(("unit", *result.codes), rows)
    files["method.json"] = json.dumps(_record(inputs, result, spread, seed), ensure_ascii=False, indent=1) + "\n"
    if spread is not None:
        files["robustness.csv"] = _robustness(spread)
    return files


def _robustness(spread: composite.Robustness) -> str:
    columns = (spread.mean, spread.median, spread.quantile(0.05), spread.quantile(0.95))
    rows = (
        [unit, _whole(spread.rank[n]), *(_full(column[n]) for column in columns), _whole(low), _whole(high)]
        for n, (unit, low, high) in enumerate(zip(spread.units, spread.low, spread.high, strict=True))
    )
    header = ("unit", "rank", "rank_mean", "rank_median", "rank_q5", "rank_q95", "rank_low", "rank_high")
    return _csv(header, rows)


def _record(inputs: Inputs, result: composite.Result, spread: composite.Robustness | None, seed: int) -> dict[str, Any]:
    """What a stranger needs to compute the same: nothing here depends on when or where it ran."""
    return {
        "method": result.method.to_mapping(),
        "data": {"sha256": inputs.data_sha256, "units": len(inputs.panel.units), "indicators": len(result.codes)},
        "versions": {"wego": wego.__version__, "python": platform.python_version(), "numpy": np.__version__},
        "seed": seed,
        "draws": spread.draws if spread else None,
        "left_out": [{"unit": unit, "share": share} for unit, share in result.stages.left_out],
        "treated": {
            code: {"action": done.action, "points": done.points}
            for code, done in zip(result.codes, result.stages.treatments, strict=True)
            if done.action != "none"
        },
        "doubtful": [str(doubt) for doubt in result.doubts],
    }


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _full(value: np.float64 | float) -> str:
    """The shortest text that reads back as the same double; empty where missing."""
    return "" if math.isnan(value) else repr(float(value) + 0.0)


def _whole(value: npt.ArrayLike) -> str:
    number = float(np.asarray(value))
    return "" if math.isnan(number) else str(int(number))
