"""Reads a bank's file whatever its form, or refuses it; the content tells which form it is."""

from __future__ import annotations

import re
from datetime import date

from wego.engines.banking.camt053 import read_camt053
from wego.engines.banking.checks import checked
from wego.engines.banking.delimited import Layout, read_delimited
from wego.engines.banking.faults import Note
from wego.engines.banking.mt940 import read_mt940
from wego.engines.banking.statements import FileReading, Statement
from wego.engines.banking.text import decoded

FORMATS = ("camt053", "mt940", "csv")
HEAD = 8_000
# A field that begins a message stands at a line's beginning, perhaps behind blocks or the frame's byte.
MT940_HEAD = re.compile(rb"(?:^|[\r\n])[\x01 ]*(?:\{1:|\{4:|:20:|:25P?:|:940:|:60[FM]:)")


def file_format(raw: bytes) -> str:
    """`camt053`, `mt940` or `csv`, by how the file begins."""
    head = raw[:HEAD].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    if head.lstrip().startswith((b"<", b"\xff\xfe<", b"\xfe\xff<")):
        return "camt053"
    return "mt940" if MT940_HEAD.search(head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")) else "csv"


def read_file(
    raw: bytes,
    *,
    encoding: str = "utf-8",
    form: str = "",
    layout: Layout | None = None,
    latest: date | None = None,
) -> FileReading:
    """Every statement of a file, checked; refused as a whole (FileRefused) where anything of it cannot be trusted.

    `encoding` is that of MT940 and tables, named by whoever brings the file and never guessed; XML says its own.
    """
    form = form or file_format(raw)
    statements: list[Statement]
    notes: list[Note]
    if form == "camt053":
        statements, notes = read_camt053(raw)
    elif form == "mt940":
        statements, notes = read_mt940(decoded(raw, encoding))
    else:
        statements, notes = read_delimited(decoded(raw, encoding), layout or Layout())
    ordered, more = checked(statements, latest=latest)
    return FileReading(form, ordered, (*notes, *more))
