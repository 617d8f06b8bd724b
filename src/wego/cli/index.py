"""`wego index`: build an index from a method and a data file, check them, compare two builds."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wego.cli.index_faults import as_json, say
from wego.datafiles import DataFault, DataFaults

if TYPE_CHECKING:
    from wego.engines import composite

MOVERS = 10

EXAMPLE = """example:
  wego index check method.toml data.csv
  wego index build method.toml data.csv --out result --draws 1000 --seed 1
  wego index compare result earlier-result
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `index` with its three actions to the command line."""
    index = _parser(subparsers, "index", "build, check and compare composite indices", EXAMPLE)
    actions = index.add_subparsers(dest="action", required=True, metavar="ACTION")

    build = _parser(
        actions,
        "build",
        "build an index: scores, ranks, every step, and with --draws how sure the ranks are",
        "example:\n  wego index build method.toml data.csv --out result --draws 1000 --seed 1\n",
    )
    _add_inputs(build)
    build.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the result")
    build.add_argument("--draws", type=_at_least(1), metavar="N", help="random draws of weights and methods")
    build.add_argument("--seed", type=_at_least(0), default=0, metavar="S", help="seed of the draws (default 0)")
    build.add_argument("--pairs", action="store_true", help="with --draws: how often each unit is ahead of each other")
    build.add_argument(
        "--sensitivity", type=_at_least(2), metavar="N", help="Sobol indices from N x (factors + 2) further draws"
    )
    build.add_argument("--xlsx", action="store_true", help="write report.xlsx too: results, draws and analysis")
    build.add_argument(
        "--threads", type=_at_least(1), metavar="N", help="threads for draws (default: the processors; same results)"
    )

    check = _parser(
        actions,
        "check",
        "say what is wrong and what is doubtful before computing",
        "example:\n  wego index check method.toml data.csv\n",
    )
    _add_inputs(check)

    compare = _parser(
        actions,
        "compare",
        "compare the ranks of two builds",
        "example:\n  wego index compare result earlier-result --json\n",
    )
    compare.add_argument("first", type=Path, metavar="DIR1", help="folder of a build")
    compare.add_argument("second", type=Path, metavar="DIR2", help="folder of another build")

    for action in (build, check, compare):
        action.add_argument("--json", action="store_true", help="one JSON document on standard output")
        action.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; returns 0, or 1 where the input was refused (its faults on standard error)."""
    action = {"build": _build, "check": _check, "compare": _compare}[args.action]
    try:
        return action(args)
    except DataFaults as refused:
        say(refused.faults)
        return 1


def _build(args: argparse.Namespace) -> int:
    from wego.cli.index_build import build

    return build(args)


def _check(args: argparse.Namespace) -> int:
    from wego.cli.index_inputs import read_inputs
    from wego.engines import composite

    wrong: Sequence[DataFault] = ()
    doubtful: Sequence[DataFault] = ()
    try:
        inputs = read_inputs(args.method, args.data)
        if inputs.years:
            found = composite.check_years(inputs.years, inputs.method)
        else:
            found = composite.check(inputs.panel, inputs.method)
        wrong, doubtful = inputs.located(found.wrong), inputs.located(found.doubtful)
    except DataFaults as refused:
        wrong = refused.faults
    say(wrong)
    if args.json:
        said = {"wrong": [as_json(fault) for fault in wrong], "doubtful": [as_json(doubt) for doubt in doubtful]}
        print(json.dumps(said, ensure_ascii=False))
        return 1 if wrong else 0
    for doubt in doubtful:
        print(f"doubtful: {doubt}")
    print(f"{len(wrong)} wrong, {len(doubtful)} doubtful")
    return 1 if wrong else 0


def _compare(args: argparse.Namespace) -> int:
    from wego.cli.index_inputs import read_ranks
    from wego.engines import composite

    found = composite.compare(read_ranks(args.first), read_ranks(args.second))
    if not found.units:
        raise DataFaults(
            [DataFault(str(args.second), "shares no ranked unit with the first", "two builds of one index")]
        )
    places = list(zip(found.units, found.first, found.second, found.change, strict=True))
    if args.json:
        print(json.dumps(_comparison(found, places), ensure_ascii=False))
        return 0
    width = max(4, *(len(unit) for unit in found.units))
    print(f"{'unit':{width}}  first  second  change")
    for unit, first, second, change in places:
        print(f"{unit:{width}}  {first:5.0f}  {second:6.0f}  {change:+6.0f}")
    print(f"\n{len(found.units)} units ranked in both; mean absolute change {found.mean_change:.2f}")
    print(f"Spearman {_said(found.spearman)}, Kendall {_said(found.kendall)}")
    movers = found.movers(MOVERS)
    change_of = dict(zip(found.units, found.change, strict=True))
    print("Biggest movers: " + (", ".join(f"{unit} {change_of[unit]:+.0f}" for unit in movers) or "none"))
    for only, which in ((found.only_first, "first"), (found.only_second, "second")):
        if only:
            print(f"Ranked in the {which} only: {', '.join(only)}")
    return 0


def _comparison(found: composite.RankingComparison, places: list[tuple[str, float, float, float]]) -> dict[str, Any]:
    return {
        "units": [
            {"unit": unit, "first": int(first), "second": int(second), "change": int(change)}
            for unit, first, second, change in places
        ],
        "spearman": None if math.isnan(found.spearman) else found.spearman,
        "kendall": None if math.isnan(found.kendall) else found.kendall,
        "mean_absolute_change": found.mean_change,
        "movers": list(found.movers(MOVERS)),
        "only_first": list(found.only_first),
        "only_second": list(found.only_second),
    }


def _parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, example: str
) -> argparse.ArgumentParser:
    return subparsers.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=example,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("method", type=Path, metavar="METHOD.toml", help="the method (docs/reference/index-method.md)")
    parser.add_argument(
        "data", type=Path, metavar="DATA.csv", help="the figures: a column unit, one for each indicator"
    )


def _at_least(least: int) -> Any:
    def number(text: str) -> int:
        value = int(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"{value} is below {least}")
        return value

    number.__name__ = "whole number"  # argparse names the type by it
    return number


def _said(correlation: float) -> str:
    return "undefined" if math.isnan(correlation) else f"{correlation:.4f}"
