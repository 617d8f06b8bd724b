"""`wego bank check`: a bank's statement as the platform would read it, without a database."""

from __future__ import annotations

import argparse
import codecs
import json
import sys
from pathlib import Path
from typing import Any

from wego.datafiles import DataFault, DataFaults
from wego.engines.banking import (
    ENCODINGS,
    FORMATS,
    KNOWN,
    FileReading,
    FileRefused,
    Layout,
    amount_text,
    as_document,
    english,
    english_note,
    read_file,
)

LARGEST = 50_000_000  # bytes
EXAMPLE = """examples:
  wego bank check may.sta --json
  wego bank check may.csv --encoding cp949 --columns date=거래일,credit=입금액,debit=출금액,payer=적요 --currency KRW"""
SAME = {"latin-1": "windows-1252", "iso8859-1": "windows-1252", "cp1252": "windows-1252"}
SAME |= {"euc_kr": "cp949", "gbk": "gb18030", "gb2312": "gb18030", "utf-8-sig": "utf-8"}


def add_parser(subparsers: Any) -> None:
    """Add `bank` with its one command to the parser of `wego`."""
    layout: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": EXAMPLE}
    bank = subparsers.add_parser("bank", help="try a bank's statement", **layout)
    commands = bank.add_subparsers(dest="bank_command", required=True, metavar="COMMAND")
    parser = commands.add_parser("check", help="read a statement as the platform would, without a database", **layout)
    parser.add_argument("file", metavar="FILE", type=Path, help="camt.053, MT940, or a table (CSV)")
    parser.add_argument(
        "--format", choices=FORMATS, default="", help=("the file's format (default: detected from its content)")
    )
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        type=_encoding,
        default="utf-8",
        help=f"of MT940 and CSV: {', '.join(ENCODINGS)} (default: utf-8)",
    )
    parser.add_argument(
        "--columns",
        metavar="NAME=COLUMN,…",
        type=_columns,
        default={},
        help=f"what a table calls its columns: {', '.join(KNOWN)}",
    )
    parser.add_argument("--currency", metavar="CODE", default="", help="where a table has no column for it")
    parser.add_argument("--account", metavar="NUMBER", default="", help="where a table has no column for it")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read and print. 0: done; 1: refused, one line per fault on standard error."""
    name = str(args.file)
    layout = Layout(names=args.columns, account=args.account.strip(), currency=args.currency.strip().upper())
    try:
        reading = read_file(_content(args.file), encoding=args.encoding, form=args.format, layout=layout)
    except FileRefused as refusal:
        faults = [DataFault(name, *english(fault), line=fault.line, key=fault.key) for fault in refusal.faults]
        raise DataFaults(faults) from None
    if args.json:
        print(json.dumps(as_document(reading), ensure_ascii=False, indent=2))
        return 0
    for note in reading.notes:
        print(f"{name}: {english_note(note)}", file=sys.stderr)
    print("\n".join(_report(reading)))
    return 0


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise DataFaults([DataFault(str(path), "is too large", f"at most {LARGEST // 1_000_000} MB")])
        return path.read_bytes()
    except OSError as error:
        raise DataFaults([DataFault(str(path), error.strerror or "cannot be read", "give a readable file")]) from None


def _encoding(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        found = name
    known = SAME.get(found, found)
    if known not in ENCODINGS:
        raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(ENCODINGS)}")
    return known


def _columns(text: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for pair in text.split(","):
        ours, _equals, column = (part.strip() for part in pair.partition("="))
        if ours not in KNOWN or not column or ours in names:
            raise argparse.ArgumentTypeError(
                f"{pair!r}: write NAME=COLUMN once each; NAME is one of {', '.join(KNOWN)}"
            )
        names[ours] = column
    return names


def _report(reading: FileReading) -> list[str]:
    """Every statement with its lines, as people read them."""
    lines = []
    for statement in reading.statements:
        number = f", number {statement.number}" if statement.number else ""
        lines.append(
            f"{statement.account or 'account not said'} {statement.currency}, "
            f"{statement.from_on} to {statement.to_on}{number}"
        )
        for line in statement.lines:
            amount = amount_text(line.amount, line.currency)
            reversal = " (reversal)" if line.is_reversal else ""
            who = " / ".join(filter(None, [line.payer, line.ultimate_payer]))
            what = " · ".join(filter(None, [who, line.text, *line.references, line.bank_reference]))
            lines.append(f"  {line.booked_on}  {amount:>16}{reversal}  {what}")
        if statement.opening is not None and statement.closing is not None:
            opening, closing = (amount_text(one, statement.currency) for one in (statement.opening, statement.closing))
            lines.append(f"  balances: {opening} to {closing}")
    return lines
