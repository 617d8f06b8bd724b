"""The result folder of `wego index build`: every file as text first, then written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import math
import platform
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import wego
from wego.cli.index_inputs import Inputs, read_inputs
from wego.datafiles import DataFault, DataFaults
from wego.engines import composite

__all__ = ["Inputs", "read_inputs", "result_files", "write_result", "years_files"]

Row = Sequence[Any]

RANKS = ("rank_mean", "rank_median", "rank_q5", "rank_q95", "rank_low", "rank_high")
INDICES = ("first", "first_q5", "first_q95", "total", "total_q5", "total_q95")
STEPS = ("screened", "imputed", "treated", "normalised")
REPORT = "report.xlsx"
WRITTEN = {
    "results.csv",
    "robustness.csv",
    "pairs.csv",
    "ties.csv",
    "sensitivity.csv",
    "method.json",
    REPORT,
    "steps",
    *(f"steps/{step}.csv" for step in STEPS),
}


def write_result(out: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """Write a result folder: into a new sibling first, then in its place by renaming; returns the files' names."""
    out = out.resolve()
    refuse_foreign(out)
    part = out.parent / f".{out.name}.{secrets.token_hex(4)}.part"
    former = part.with_suffix(".old")
    try:
        (part / "steps").mkdir(parents=True)
        for name, content in files.items():
            (part / name).write_bytes(content if isinstance(content, bytes) else content.encode())
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


def refuse_foreign(out: Path) -> None:
    """Raise DataFaults where a folder holds anything that no build wrote, or cannot be one."""
    there = out if out.exists() else next(path for path in out.resolve().parents if path.exists())
    if not there.is_dir():
        raise DataFaults([DataFault(str(out), f"{there.name} is not a folder", "another --out")])
    if there != out:
        return
    steps = out / "steps"
    paths = [*out.iterdir(), *(steps.iterdir() if steps.is_dir() else ())]
    foreign = sorted(name for path in paths if (name := path.relative_to(out).as_posix()) not in WRITTEN)
    if foreign:
        said = f"holds what no index build wrote: {', '.join(foreign[:3])}"
        raise DataFaults([DataFault(str(out), said, "a new folder, an empty one, or that of an earlier build")])


@dataclass(frozen=True)
class Built:
    """What was computed of one year, or of data without years."""

    result: composite.Result
    spread: composite.Robustness | None = None
    sensitivity: composite.Sensitivity | None = None


Years = Mapping[float | None, Built]  # None where the data have no years


def result_files(
    inputs: Inputs, result: composite.Result, spread: composite.Robustness | None, *, seed: int
) -> dict[str, str]:
    """The files of a result folder of one year: the same wherever an index is built."""
    return years_files(inputs, {None: Built(result, spread)}, seed=seed)


def years_files(inputs: Inputs, years: Years, *, seed: int) -> dict[str, str]:
    """The files of a result folder by name, as text; with several years every table has a column `time`."""
    last = list(years.values())[-1]
    codes, aggregates = last.result.codes, last.result.aggregates
    files = {"results.csv": _csv(("unit", "rank", *aggregates), years, _scores)}
    for step in STEPS:
        files[f"steps/{step}.csv"] = _csv(("unit", *codes), years, partial(_step, step=step))
    if last.spread is not None:
        files["robustness.csv"] = _csv(("unit", "rank", *RANKS), years, _spread)
        if last.spread.pairs is not None:
            # Every unit of any year has a column, in the order in which they come.
            units = tuple(dict.fromkeys(unit for built in years.values() for unit in built.result.units))
            files["pairs.csv"] = _csv(("unit", *units), years, partial(_pairs, units=units))
            files["ties.csv"] = _csv(("unit", "rank", "groups"), years, _ties)
    if last.sensitivity is not None:
        files["sensitivity.csv"] = _csv(("factor", *INDICES), years, _sensitivity)
    files["method.json"] = json.dumps(_record(inputs, years, seed), ensure_ascii=False, indent=1) + "\n"
    return files


def timed(header: Sequence[str], years: Years, rows_of: Callable[[Built], Iterable[Row]]) -> Iterator[Row]:
    """Header and rows of a table of all years: the time stands second, where there are several."""
    several = None not in years
    yield [header[0], "time", *header[1:]] if several else header
    for time, built in years.items():
        for row in rows_of(built):
            yield [row[0], composite.time_text(time), *row[1:]] if time is not None else row


def _scores(built: Built) -> Iterator[Row]:
    result = built.result
    for unit, rank, row in zip(result.units, result.rank, result.scores, strict=True):
        yield [unit, _whole(rank), *map(_full, row)]


def _step(built: Built, step: str) -> Iterator[Row]:
    result = built.result
    values = result.normalised if step == "normalised" else getattr(result.stages, step)
    for unit, row in zip(result.units, values, strict=True):
        yield [unit, *map(_full, row)]


def _spread(built: Built) -> Iterator[Row]:
    spread = built.spread
    if spread is not None:
        columns = (spread.mean, spread.median, spread.quantile(0.05), spread.quantile(0.95))
        for n, (unit, low, high) in enumerate(zip(spread.units, spread.low, spread.high, strict=True)):
            yield [unit, _whole(spread.rank[n]), *(_full(column[n]) for column in columns), _whole(low), _whole(high)]


def _pairs(built: Built, units: Sequence[str]) -> Iterator[Row]:
    if built.spread is not None and built.spread.pairs is not None:
        pairs = built.spread.pairs
        place = {unit: column for column, unit in enumerate(pairs.units)}
        for unit, row in zip(pairs.units, pairs.ahead, strict=True):
            yield [unit, *(_full(row[place[other]]) if other in place else "" for other in units)]


def _ties(built: Built) -> Iterator[Row]:
    """Each unit with the numbers of the groups that it belongs to, the best group first."""
    if built.spread is not None and built.spread.pairs is not None:
        groups = built.spread.pairs.groups()
        for unit, rank in zip(built.spread.units, built.spread.rank, strict=True):
            yield [unit, _whole(rank), group_numbers(unit, groups)]


def group_numbers(unit: str, groups: Sequence[Sequence[str]]) -> str:
    """The numbers, from 1, of the tied groups that a unit belongs to."""
    return " ".join(str(number) for number, group in enumerate(groups, start=1) if unit in group)


def _sensitivity(built: Built) -> Iterator[Row]:
    for one in built.sensitivity.indices if built.sensitivity is not None else ():
        bounds = (one.first, one.first_low, one.first_high, one.total, one.total_low, one.total_high)
        yield [one.factor, *map(_full, bounds)]


def _record(inputs: Inputs, years: Years, seed: int) -> dict[str, Any]:
    """What a stranger needs to compute the same: nothing here depends on when or where it ran."""
    last = list(years.values())[-1]
    found = {
        "method": composite.method_mapping(last.result.method),
        "data": {"sha256": inputs.data_sha256, "units": len(inputs.panel.units), "indicators": len(last.result.codes)},
        "versions": {"wego": wego.__version__, "python": platform.python_version(), "numpy": np.__version__},
        "seed": seed,
        "draws": last.spread.draws if last.spread else None,
        "left_out": _of_years(years, _left_out),
        "treated": _of_years(years, _treated),
        "doubtful": _of_years(years, lambda result: [str(doubt) for doubt in result.doubts]),
    }
    if inputs.method.weighting != composite.GIVEN:
        found["weights"] = composite.method_mapping(inputs.method)["weights"]
    if last.sensitivity is not None:
        found["sensitivity_runs"] = last.sensitivity.runs
    return found


def _of_years(years: Years, of: Callable[[composite.Result], Any]) -> Any:
    """What a result says; by year where there are several."""
    if None in years:
        return of(years[None].result)
    return {composite.time_text(time): of(built.result) for time, built in years.items() if time is not None}


def _left_out(result: composite.Result) -> list[dict[str, Any]]:
    return [{"unit": unit, "share": share} for unit, share in result.stages.left_out]


def _treated(result: composite.Result) -> dict[str, Any]:
    return {
        code: {"action": done.action, "points": done.points}
        for code, done in zip(result.codes, result.stages.treatments, strict=True)
        if done.action != "none"
    }


def _csv(header: Sequence[str], years: Years, rows_of: Callable[[Built], Iterable[Row]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(timed(header, years, rows_of))
    return text.getvalue()


def _full(value: np.float64 | float) -> str:
    """The shortest text that reads back as the same double; empty where missing."""
    return "" if math.isnan(value) else repr(float(value) + 0.0)


def _whole(value: npt.ArrayLike) -> str:
    number = float(np.asarray(value))
    return "" if math.isnan(number) else str(int(number))
