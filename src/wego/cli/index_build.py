"""`wego index build`: one year or several, with draws that can be stopped and gone on with."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from dataclasses import replace
from typing import Any

import numpy as np

from wego.cli.index_faults import as_json, say
from wego.cli.index_files import refuse_foreign, result_files, write_result, years_files
from wego.cli.index_inputs import Inputs, read_inputs
from wego.cli.index_progress import Kept, Progress
from wego.datafiles import DataFault, DataFaults
from wego.engines import composite


def build(args: argparse.Namespace) -> int:
    """Build the index, draw what is to be drawn, write the folder, say what was done; the exit status."""
    if args.pairs and not args.draws:
        raise DataFaults([DataFault("--pairs", "there are no draws", "--draws N too")])
    inputs = read_inputs(args.method, args.data)
    refuse_foreign(args.out)  # before a long run, not after it
    if inputs.years:
        return _build_years(args, inputs)
    try:
        result = composite.build(inputs.panel, inputs.method)
        if args.sensitivity:
            composite.refuse_without_choice(composite.plan_draws(result))  # before the draws, not after them
        spread = _draw(args, inputs, result) if args.draws else None
        found = _sense(args, result) if args.sensitivity else None
    except composite.CompositeFaults as refused:
        raise DataFaults(inputs.located(refused.faults)) from None
    files: dict[str, str | bytes] = {**result_files(inputs, result, spread, seed=args.seed, sensitivity=found)}
    if args.xlsx:
        from wego.cli.index_report import report  # takes as long to import as a small index to build

        files["report.xlsx"] = report(result, spread, found)
    names = write_result(args.out, files)
    if args.draws:
        _kept(args, inputs).forget()
    _tell(args, inputs, result, spread, found, names)
    return 0


def _tell(
    args: argparse.Namespace,
    inputs: Inputs,
    result: composite.Result,
    spread: composite.Robustness | None,
    found: composite.Sensitivity | None,
    names: list[str],
) -> None:
    doubts = inputs.located(result.doubts)
    say(doubts, "doubtful: ")
    ranked = int(np.sum(~np.isnan(result.rank)))
    left_out = [unit for unit, _ in result.stages.left_out]
    summary = {
        "name": result.method.name,
        "out": str(args.out),
        "files": names,
        "units": len(result.panel.units),
        "ranked": ranked,
        "left_out": left_out,
        "draws": args.draws,
        "seed": args.seed,
        "doubtful": [as_json(doubt) for doubt in doubts],
    }
    if args.json:
        print(json.dumps(summary, ensure_ascii=False))
        return
    print(f"{result.method.name or 'Index'}: {ranked} of {len(result.panel.units)} units ranked, written to {args.out}")
    if left_out:
        print(f"Left out by screening: {', '.join(left_out)}")
    print(_first_places(result, spread))
    for index in found.indices if found is not None else ():
        print(f"{index.factor}: first order {index.first:.2f}, total {index.total:.2f}")


def _build_years(args: argparse.Namespace, inputs: Inputs) -> int:
    """Build each year of the data; draws and the report take one year."""
    for option in ("draws", "sensitivity", "xlsx"):
        if getattr(args, option):
            said = "the data hold several years, and this takes one"
            raise DataFaults([DataFault(f"--{option}", said, "the rows of one year, without the column time")])
    try:
        results = composite.build_years(inputs.years, inputs.method)
    except composite.CompositeFaults as refused:
        raise DataFaults(inputs.located(refused.faults)) from None
    names = write_result(args.out, years_files(inputs, results, seed=args.seed))
    doubts = inputs.located(
        doubt if doubt.key else replace(doubt, time=time) for time, result in results.items() for doubt in result.doubts
    )
    say(doubts, "doubtful: ")
    years = {
        composite.time_text(time): {
            "units": len(result.panel.units),
            "ranked": sum(not math.isnan(rank) for rank in result.rank),
        }
        for time, result in results.items()
    }
    if args.json:
        told: dict[str, Any] = {"name": inputs.method.name, "out": str(args.out), "files": names, "years": years}
        print(json.dumps({**told, "doubtful": [as_json(doubt) for doubt in doubts]}, ensure_ascii=False))
        return 0
    print(f"{inputs.method.name or 'Index'}: {len(years)} years, written to {args.out}")
    for time, counts in years.items():
        print(f"{time}: {counts['ranked']} of {counts['units']} units ranked")
    return 0


def _draw(args: argparse.Namespace, inputs: Inputs, result: composite.Result) -> composite.Robustness:
    """The draws, said on the way, kept now and then, and gone on with where an earlier run was stopped."""
    kept = _kept(args, inputs)
    rng = np.random.default_rng(args.seed)
    tally = kept.read(args.draws) or composite.Tally.empty(len(result.units), rng, pairs=args.pairs)
    progress = Progress("draws", tally.done)
    if tally.done:
        print(f"going on after {tally.done:,} draws of an unfinished run", file=sys.stderr)

    def grown(now: composite.Tally) -> None:
        progress(now.done, args.draws)
        kept.offer(now)

    try:
        return composite.robustness_of(
            result, args.draws, rng, pairs=args.pairs, threads=_threads(args), since=tally, progress=grown
        )
    except KeyboardInterrupt:
        if tally.done:
            kept.save(tally)
            print(f"\nstopped after {tally.done:,} draws; the same command goes on from there", file=sys.stderr)
        raise
    except composite.CompositeFaults:
        kept.forget()
        raise
    finally:
        progress.close()


def _kept(args: argparse.Namespace, inputs: Inputs) -> Kept:
    method, sha256 = inputs.method.to_mapping(), inputs.data_sha256
    return Kept(args.out, method=method, data_sha256=sha256, seed=args.seed, pairs=args.pairs)


def _sense(args: argparse.Namespace, result: composite.Result) -> composite.Sensitivity:
    progress = Progress("sensitivity")
    rng = np.random.default_rng(args.seed)
    try:
        return composite.sensitivity(result, args.sensitivity, rng, threads=_threads(args), progress=progress)
    finally:
        progress.close()


def _threads(args: argparse.Namespace) -> int:
    return int(args.threads or os.cpu_count() or 1)


def _first_places(result: composite.Result, spread: composite.Robustness | None, most: int = 5) -> str:
    order = sorted((rank, row) for row, rank in enumerate(result.rank) if not math.isnan(rank))[:most]
    lines = []
    for rank, row in order:
        line = f"{rank:3.0f}  {result.units[row]}  {result.scores[row, 0]:.4g}"
        if spread is not None:
            low, high = spread.quantile(0.05)[row], spread.quantile(0.95)[row]
            line += f"  (rank {low:g} to {high:g} in nine draws of ten)"
        lines.append(line)
    return "\n".join(lines)
