"""`wego verify-election`: a published vote's bundle counted again, from nothing but itself."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from wego.datafiles import DataFault, DataFaults, read_json
from wego.engines.tally import BundleVerification, Malformed, as_document, english, verify_bundle

EXAMPLE = """example:
  wego verify-election president-2027.json"""
STATES = {True: "holds", False: "DOES NOT HOLD", None: "not recomputed"}


def add_parser(subparsers: Any) -> None:
    """Add `verify-election` to the parser of `wego`."""
    layout: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": EXAMPLE}
    parser = subparsers.add_parser("verify-election", help="count a published vote again", **layout)
    parser.add_argument("file", metavar="FILE", type=Path, help="the bundle that was published with the result")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Verify and print. 0: all holds that could be recomputed; 1: something does not, named on standard error."""
    name = str(args.file)
    document = read_json(args.file).data
    try:
        # As bytes and not as text: a mark at the beginning or another line's end is a change too.
        found = verify_bundle(document, args.file.read_bytes().decode())
    except Malformed as refusal:
        raise DataFaults(
            [DataFault(name, refusal.said, "take the file as it was published", key=refusal.what)]
        ) from None
    print("\n".join([json.dumps(_as_document(found), ensure_ascii=False, indent=2)] if args.json else _report(found)))
    for check in found.checks:
        if check.holds is False:
            print(DataFault(name, f"does not hold: {check.said}", key=check.what), file=sys.stderr)
    return 0 if found.holds else 1


def _as_document(found: BundleVerification) -> dict[str, Any]:
    return {
        "holds": found.holds,
        "checks": [{"what": check.what, "holds": check.holds, "said": check.said} for check in found.checks],
        "not_recomputed": [check.what for check in found.checks if check.holds is None],
        "result": as_document(found.outcome) if found.outcome else None,
    }


def _report(found: BundleVerification) -> list[str]:
    lines = [f"{check.what}: {STATES[check.holds]}: {check.said}" for check in found.checks]
    if found.outcome:
        lines += [f"  {english(step)}" for step in found.outcome.steps]
    return lines
