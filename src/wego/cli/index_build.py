"""`wego index build`: one year or several, with draws that can be stopped and gone on with."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from wego.cli.index_faults import as_json, say
from wego.cli.index_files import Built, Years, refuse_foreign, write_result, years_files
from wego.cli.index_inputs import Inputs, read_inputs
from wego.cli.index_progress import Kept, ProgressReporter, Stopped, Work, stopping_between
from wego.datafiles import DataFault, DataFaults
from wego.engines import composite


def build(args: argparse.Namespace) -> int:
    """Build the index, draw what is to be drawn, write the folder, say what was done; the exit status."""
    if args.pairs and not args.draws:
        raise DataFaults([DataFault("--pairs", "there are no draws", "--draws N too")])
    inputs = read_inputs(args.method, args.data)
    refuse_foreign(args.out)  # before a long run, not after it
    try:
        years = _computed(args, inputs)
    except composite.CompositeFaults as refused:
        raise DataFaults(inputs.located(refused.faults)) from None
    files: dict[str, str | bytes] = {**years_files(inputs, years, seed=args.seed)}
    if args.xlsx:
        from wego.cli.index_report import report  # takes as long to import as a small index to build

        files["report.xlsx"] = report(years)
    names = write_result(args.out, files)
    _forget(args, inputs)
    _tell(args, inputs, years, names)
    return 0


def _computed(args: argparse.Namespace, inputs: Inputs) -> Years:
    """The index of each year (None where there are none), its draws and its sensitivity."""
    results: dict[float | None, composite.Result] = {}
    plans: dict[float | None, composite.Plan] = {}
    if inputs.years:
        built = composite.build_years(inputs.years, inputs.method)
        results.update(built.items())
        if args.draws or args.sensitivity:
            plans.update(composite.plan_years(built).items())
    else:
        results[None] = composite.build(inputs.panel, inputs.method)
        if args.draws or args.sensitivity:
            plans[None] = composite.plan_draws(results[None])
    if plans:
        _look_for_choice(args, inputs, next(iter(plans.values())))
    try:
        return {
            time: Built(
                result,
                _draw(args, inputs, result, plans[time], time) if args.draws else None,
                _sense(args, inputs, result, plans[time], time) if args.sensitivity else None,
            )
            for time, result in results.items()
        }
    except composite.CompositeFaults:  # the same draw would be refused again
        _forget(args, inputs)
        raise


def _look_for_choice(args: argparse.Namespace, inputs: Inputs, plan: composite.Plan) -> None:
    """Draws among nothing are a doubt; sensitivity to nothing is refused, before the draws and not after them."""
    try:
        composite.refuse_without_choice(plan)
    except composite.CompositeFaults as refused:
        if args.sensitivity:
            raise
        say(inputs.located(refused.faults), "doubtful: ")


def _draw(
    args: argparse.Namespace, inputs: Inputs, result: composite.Result, plan: composite.Plan, time: float | None
) -> composite.Robustness:
    """The draws, said on the way, kept now and then, and gone on with where an earlier run was stopped."""
    kept = _kept_draws(args, inputs, time)
    since = kept.read()
    since = None if since is not None and since.done > args.draws else since
    rng = np.random.default_rng(args.seed)
    threads = _threads(args)
    with _growing(_of("draws", time), kept, since, args.draws) as progress:
        return composite.robustness_of(
            result, args.draws, rng, pairs=args.pairs, threads=threads, since=since, progress=progress, plan=plan
        )


def _sense(
    args: argparse.Namespace, inputs: Inputs, result: composite.Result, plan: composite.Plan, time: float | None
) -> composite.Sensitivity:
    """The runs for sensitivity, in the same way."""
    kept = _kept_trial(args, inputs, time)
    since = kept.read()
    rng = np.random.default_rng(args.seed)
    of = args.sensitivity * (2 + len(plan.factors))
    with _growing(_of("sensitivity", time), kept, since, of) as progress:
        return composite.sensitivity(
            result, args.sensitivity, rng, threads=_threads(args), since=since, progress=progress, plan=plan
        )


@contextmanager
def _growing(what: str, kept: Kept[Work], since: Work | None, of: int) -> Iterator[Callable[[Work], None]]:
    """A function to be told of the work as it grows: says how far it is, keeps it, and stops where it is whole."""
    progress = ProgressReporter(what, since.done if since is not None else 0)
    if since is not None:
        print(f"going on after {since.done:,} {what} of an unfinished run", file=sys.stderr)
    latest = since
    try:
        with stopping_between() as stop_if_asked:

            def grown(now: Work) -> None:
                nonlocal latest
                latest = now
                progress(now.done, of)
                kept.offer(now)
                stop_if_asked()

            yield grown
    except Stopped:
        if latest is not None:
            kept.save(latest)
            print(f"\nstopped after {latest.done:,} {what}; the same command goes on from there", file=sys.stderr)
        raise
    finally:
        progress.close()


def _forget(args: argparse.Namespace, inputs: Inputs) -> None:
    """Remove what was kept of the work that was asked for."""
    for time in inputs.years or (None,):
        if args.draws:
            _kept_draws(args, inputs, time).forget()
        if args.sensitivity:
            _kept_trial(args, inputs, time).forget()


def _kept_draws(args: argparse.Namespace, inputs: Inputs, time: float | None) -> Kept[composite.DrawTally]:
    return Kept(args.out, "draws", [*_about(args, inputs), args.pairs], composite.DrawTally.from_arrays, time)


def _kept_trial(args: argparse.Namespace, inputs: Inputs, time: float | None) -> Kept[composite.Trial]:
    about = [*_about(args, inputs), args.sensitivity]
    return Kept(args.out, "sensitivity", about, composite.Trial.from_arrays, time)


def _about(args: argparse.Namespace, inputs: Inputs) -> list[Any]:
    return [composite.method_mapping(inputs.method), inputs.data_sha256, args.seed]


def _of(what: str, time: float | None) -> str:
    return what if time is None else f"{what} of {composite.time_text(time)}"


def _threads(args: argparse.Namespace) -> int:
    return int(args.threads or os.cpu_count() or 1)


def _tell(args: argparse.Namespace, inputs: Inputs, years: Years, names: list[str]) -> None:
    doubts = inputs.located(
        doubt if doubt.key or time is None else replace(doubt, time=time)
        for time, built in years.items()
        for doubt in built.result.doubts
    )
    doubts = list(dict.fromkeys(doubts))  # those about weights found on all years are every year's
    say(doubts, "doubtful: ")
    counts = {time: (len(built.result.panel.units), _ranked(built.result)) for time, built in years.items()}
    title = inputs.method.name
    if args.json:
        told: dict[str, Any] = {"name": title, "out": str(args.out), "files": names}
        if None in years:
            units, ranked = counts[None]
            left_out = [unit for unit, _ in years[None].result.stages.left_out]
            told |= {"units": units, "ranked": ranked, "left_out": left_out}
        else:
            told["years"] = {
                composite.time_text(time): {"units": units, "ranked": ranked}
                for time, (units, ranked) in counts.items()
                if time is not None
            }
        told |= {"draws": args.draws, "seed": args.seed, "doubtful": [as_json(doubt) for doubt in doubts]}
        print(json.dumps(told, ensure_ascii=False))
        return
    if None not in years:
        print(f"{title or 'Index'}: {len(years)} years, written to {args.out}")
    for time, built in years.items():
        units, ranked = counts[time]
        where = f"{title or 'Index'}" if time is None else composite.time_text(time)
        print(f"{where}: {ranked} of {units} units ranked" + (f", written to {args.out}" if time is None else ""))
        _tell_of(built)


def _tell_of(built: Built) -> None:
    left_out = [unit for unit, _ in built.result.stages.left_out]
    if left_out:
        print(f"Left out by screening: {', '.join(left_out)}")
    print(_first_places(built.result, built.spread))
    for index in built.sensitivity.indices if built.sensitivity is not None else ():
        print(f"{index.factor}: first order {index.first:.2f}, total {index.total:.2f}")


def _ranked(result: composite.Result) -> int:
    return int(np.sum(~np.isnan(result.rank)))


def _first_places(result: composite.Result, spread: composite.Robustness | None, most: int = 5) -> str:
    order = sorted((rank, row) for row, rank in enumerate(result.rank) if not math.isnan(rank))[:most]
    lines = []
    for rank, row in order:
        line = f"{rank:3.0f}  {result.units[row]}  {result.scores[row, 0]:.4g}"
        if spread is not None:
            low, high = spread.quantile(0.05)[row], spread.quantile(0.95)[row]
            line += f"  (rank {low:g} to {high:g} in 90% of draws)"
        lines.append(line)
    return "\n".join(lines)
