"""`wego tally`: ballots counted by a method, every round explained."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from wego.datafiles import DataFault, DataFaults, read_text
from wego.engines.tally import (
    METHODS,
    MOTIONS,
    NEEDS_ROLL,
    PREFLIB,
    Ballots,
    BallotsRefused,
    CannotCount,
    Outcome,
    as_document,
    count,
    english,
    read_blt,
    read_preflib,
    read_table,
)
from wego.engines.tally.motions import OPTIONS

EXAMPLE = """examples:
  wego tally motion.csv --method two_thirds --roll 87
  wego tally committee.blt --method stv --seats 5 --json"""


def add_parser(subparsers: Any) -> None:
    """Add `tally` to the parser of `wego`."""
    layout: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": EXAMPLE}
    parser = subparsers.add_parser("tally", help="count ballots, with every round explained", **layout)
    parser.add_argument(
        "ballots", metavar="BALLOTS", type=Path, help=f".blt, .csv, or PrefLib (.{', .'.join(PREFLIB)})"
    )
    parser.add_argument("--method", required=True, choices=METHODS, help="how to count")
    parser.add_argument(
        "--seats", type=_from_one, metavar="N", help="seats to fill (default: as the file says, else 1)"
    )
    parser.add_argument(
        "--roll", type=_from_one, metavar="N", help=f"votes on the roll, for {' and '.join(NEEDS_ROLL)}"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run, refuse=parser.error)


def run(args: argparse.Namespace) -> int:
    """Count and print. 0: done; 1: refused, one line per fault on standard error; 2: the method needs the roll."""
    if args.method in NEEDS_ROLL and args.roll is None:
        args.refuse(f"--method {args.method} is measured against the roll: add --roll N")
    name = str(args.ballots)
    try:
        found = count(_read(args.ballots, args.method), method=args.method, seats=args.seats, roll=args.roll)
    except BallotsRefused as refusal:
        faults = [DataFault(name, fault.message, fault.remedy, fault.line) for fault in refusal.faults]
        raise DataFaults(faults) from None
    except CannotCount as refusal:
        raise DataFaults([DataFault(name, refusal.said, refusal.remedy)]) from None
    if args.json:
        print(json.dumps(as_document(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_report(found)))
    return 0


def _read(path: Path, method: str) -> Ballots:
    form = path.suffix.casefold().removeprefix(".")
    if form == "csv":
        return read_table(read_text(path), options=OPTIONS if method in MOTIONS else ())
    if form == "blt":
        return read_blt(read_text(path))
    if form in PREFLIB:
        return read_preflib(read_text(path), form=form)
    remedy = f"name it .blt, .csv or .{', .'.join(PREFLIB)}, as what it holds"
    raise DataFaults([DataFault(str(path), "is no file of ballots by its name", remedy)])


def _from_one(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 13 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def _report(found: Outcome) -> list[str]:
    if found.carried is not None:
        first = "carried" if found.carried else "not carried"
    else:
        first = f"elected: {', '.join(found.winners) or 'nobody'}"
    tie = [f"tie: {', '.join(found.tie)}"] if found.tie else []
    return [first, *tie, *(f"  {english(step)}" for step in found.steps)]
