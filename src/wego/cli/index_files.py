"""The result folder of `wego index build`: every file as text first, then written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import math
import platform
import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import wego
from wego.cli.index_inputs import Inputs, read_inputs
from wego.datafiles import DataFault, DataFaults
from wego.engines import composite

__all__ = ["Inputs", "read_inputs", "result_files", "write_result", "years_files"]

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


def result_files(
    inputs: Inputs,
    result: composite.Result,
    spread: composite.Robustness | None,
    *,
    seed: int,
    sensitivity: composite.Sensitivity | None = None,
) -> dict[str, str]:
    """The files of a result folder by name, as text: the same wherever an index is built."""
    scores = (
        [unit, _whole(rank), *map(_full, row)]
        for unit, rank, row in zip(result.units, result.rank, result.scores, strict=True)
    )
    files = {"results.csv": _csv(("unit", "rank", *result.aggregates), scores)}
    for step in STEPS:
        rows = ([unit, *map(_full, row)] for unit, row in zip(result.units, _step(result, step), strict=True))
        files[f"steps/{step}.csv"] = _csv(("unit", *result.codes), rows)
    record = _record(inputs, result, spread, seed)
    if inputs.method.weighting != composite.GIVEN:
        record["weights"] = inputs.method.to_mapping()["weights"]
    if spread is not None:
        files["robustness.csv"] = _robustness(spread)
        if spread.pairs is not None:
            files |= {"pairs.csv": _pairs(spread.pairs), "ties.csv": _ties(spread.pairs)}
    if sensitivity is not None:
        files["sensitivity.csv"] = _sensitivity(sensitivity)
        record["sensitivity_runs"] = sensitivity.runs
    files["method.json"] = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return files


def years_files(inputs: Inputs, results: Mapping[float, composite.Result], *, seed: int) -> dict[str, str]:
    """The same for an index of several years: every table has a column `time` after the unit."""
    last = list(results.values())[-1]
    rows = (
        [unit, composite.time_text(time), _whole(rank), *map(_full, row)]
        for time, result in results.items()
        for unit, rank, row in zip(result.units, result.rank, result.scores, strict=True)
    )
    files = {"results.csv": _csv(("unit", "time", "rank", *last.aggregates), rows)}
    for step in STEPS:
        lines = (
            [unit, composite.time_text(time), *map(_full, row)]
            for time, result in results.items()
            for unit, row in zip(result.units, _step(result, step), strict=True)
        )
        files[f"steps/{step}.csv"] = _csv(("unit", "time", *last.codes), lines)
    record = _record(inputs, last, None, seed)
    for key in ("left_out", "treated", "doubtful"):
        record[key] = {
            composite.time_text(time): _record(inputs, result, None, seed)[key] for time, result in results.items()
        }
    files["method.json"] = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return files


def _step(result: composite.Result, step: str) -> npt.NDArray[np.float64]:
    stages = result.stages
    return {
        "screened": stages.screened,
        "imputed": stages.imputed,
        "treated": stages.treated,
        "normalised": result.normalised,
    }[step]


def _pairs(pairs: composite.Pairs) -> str:
    return _csv(
        ("unit", *pairs.units), ([unit, *map(_full, row)] for unit, row in zip(pairs.units, pairs.ahead, strict=True))
    )


def _ties(pairs: composite.Pairs) -> str:
    """Each unit with the numbers of the groups that it belongs to, the best group first."""
    groups = pairs.groups()
    rows = (
        [unit, _whole(rank), " ".join(str(n) for n, group in enumerate(groups, start=1) if unit in group)]
        for unit, rank in zip(pairs.units, pairs.rank, strict=True)
    )
    return _csv(("unit", "rank", "groups"), rows)


def _sensitivity(found: composite.Sensitivity) -> str:
    columns = ("factor", "first", "first_q5", "first_q95", "total", "total_q5", "total_q95")
    rows = (
        [
            index.factor,
            *(
                _full(value)
                for value in (
                    index.first,
                    index.first_low,
                    index.first_high,
                    index.total,
                    index.total_low,
                    index.total_high,
                )
            ),
        ]
        for index in found.indices
    )
    return _csv(columns, rows)


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
