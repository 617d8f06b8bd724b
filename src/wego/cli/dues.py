"""`wego dues quote`: what an organisation pays by a fee schedule, and why."""

from __future__ import annotations

import argparse
import json
import re
import sys
from decimal import Decimal
from typing import Any

from wego.datafiles import DataFault, DataFaults, definition_path, read_yaml
from wego.engines.definitions import DefinitionFaults
from wego.engines.fees import KINDS, CannotQuote, FeeSubject, Quote, Schedule, english, quote, read_schedule

EXAMPLE = """example:
  wego dues quote --schedule 2016 --kind local_government --gdp 35379 --population 970000"""
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
REMEDIES = {
    "no_table": "choose another schedule or kind",
    "no_class": "add --class",
    "missing": "give --{about}; 0 is a figure too",
    "not_a_figure": "write digits such as 35379",
    "no_band": "give a figure within the table",
    "unknown_reading": "name one of these, or leave --reading out",
    "unknown_class": "name another class",
}


def add_parser(subparsers: Any) -> None:
    """Add `dues` with its one command to the parser of `wego`."""
    layout: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": EXAMPLE}
    dues = subparsers.add_parser("dues", help="quote membership dues", **layout)
    commands = dues.add_subparsers(dest="dues_command", required=True, metavar="COMMAND")
    parser = commands.add_parser("quote", help="quote one organisation's dues, with every step", **layout)
    parser.add_argument(
        "--schedule", required=True, metavar="CODE", help="a schedule of the network folder: 2016, 2023"
    )
    parser.add_argument("--kind", required=True, choices=KINDS, help="the kind of organisation")
    parser.add_argument("--class", dest="class_", metavar="CLASS", help="the class of a corporation or institution")
    parser.add_argument("--gdp", metavar="N", help="GDP per person of the country, in international dollars")
    parser.add_argument("--population", metavar="N", help="population, in persons")
    parser.add_argument("--staff", metavar="N", help="staff, in persons")
    parser.add_argument("--reading", metavar="NAME", help="how to read ambiguous cells (default: the one in force)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Quote and print. 0: done; 1: refused, one line per fault on standard error."""
    try:
        schedule = load_schedule(args.schedule)
        found = quote(schedule, _subject(args), reading=args.reading)
    except DataFaults as refusal:
        for fault in refusal.faults:
            print(fault, file=sys.stderr)
        return 1
    except CannotQuote as refusal:
        remedy = REMEDIES[refusal.code].format(about=refusal.about)
        print(DataFault(f"--{refusal.about}", str(refusal), remedy), file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(as_document(found, schedule), ensure_ascii=False, indent=2))
    else:
        print(f"{found.fee:.2f} {found.currency}")
        print("\n".join(f"  {english(step, schedule)}" for step in found.steps))
    return 0


def load_schedule(code: str) -> Schedule:
    """A schedule of the network folder by its code. Raises DataFaults."""
    path = definition_path("fees", code)
    document = read_yaml(path)
    try:
        return read_schedule(document.data)
    except DefinitionFaults as refusal:
        raise document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults) from None


def as_document(found: Quote, schedule: Schedule) -> dict[str, Any]:
    """The quote as INTERFACES fixes it: money as text with two decimals."""
    return {
        "schedule": found.schedule,
        "kind": found.kind,
        "fee": f"{found.fee:.2f}",
        "currency": found.currency,
        "row": found.row,
        "column": found.column,
        "reading": found.reading,
        "ambiguous": found.is_ambiguous,
        "alternatives": {code: f"{fee:.2f}" for code, fee in found.alternatives.items()},
        "explanation": [english(step, schedule) for step in found.steps],
    }


def _subject(args: argparse.Namespace) -> FeeSubject:
    faults: list[DataFault] = []
    figures = {name: _figure(name, getattr(args, name), faults) for name in ("gdp", "population", "staff")}
    if faults:
        raise DataFaults(faults)
    return FeeSubject(kind=args.kind, class_=args.class_, **figures)


def _figure(name: str, text: str | None, faults: list[DataFault]) -> Decimal | None:
    if text is None:
        return None
    if not NUMBER.fullmatch(text):
        faults.append(DataFault(f"--{name}", f"{text!r} is not a number", "write digits such as 35379"))
        return None
    return Decimal(text)
