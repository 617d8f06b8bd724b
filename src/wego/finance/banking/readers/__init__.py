"""Readers of banks' files: ISO 20022 camt.053, SWIFT MT940 and plain tables; the content tells which it is."""

from __future__ import annotations

from wego.finance.banking.readers.camt053 import read_camt053
from wego.finance.banking.readers.delimited import Layout, read_delimited
from wego.finance.banking.readers.mt940 import read_mt940
from wego.finance.banking.readers.text import ENCODINGS, decoded
from wego.finance.banking.statements import Statement

__all__ = ["ENCODINGS", "Layout", "file_format", "read_camt053", "read_delimited", "read_mt940", "read_statements"]


def file_format(raw: bytes) -> str:
    """`camt.053`, `mt940` or `csv`, by how the file begins."""
    head = raw[:400].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip()
    if head.startswith((b"<", b"\xff\xfe<", b"\xfe\xff<")):
        return "camt.053"
    return "mt940" if head.startswith((b"{", b":20:", b":940:")) else "csv"


def read_statements(
    file: str, raw: bytes, *, encoding: str = "utf-8", layout: Layout | None = None
) -> tuple[Statement, ...]:
    """Every statement of a file, checked; refused as a whole (DataFaults) where anything of it cannot be trusted.

    `encoding` is that of MT940 and tables, named by whoever brings the file and never guessed; XML says its own.
    """
    match file_format(raw):
        case "camt.053":
            return read_camt053(file, raw)
        case "mt940":
            return read_mt940(file, decoded(file, raw, encoding))
        case _:
            return read_delimited(file, decoded(file, raw, encoding), layout or Layout())
