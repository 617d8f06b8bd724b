"""Tables that people upload: CSV as programs of any language write it, XLSX, Parquet; what is wrong with a cell, said.

A long CSV or Parquet file is read row by row; a workbook is read whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from tempfile import NamedTemporaryFile
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wego.core.rules import RuleError
from wego.datafiles.workbooks import SheetContent, Value, WorkbookRefused, cell_name, cell_place, read_workbook

SEPARATORS = {",": ",", ";": ";", "\t": "Tab", "|": "|"}
# What a spreadsheet program writes besides UTF-8, by the language of the machine.
_ENCODINGS = {"ko": "cp949", "zh-hans": "gb18030"}
LOOKED_AT = 50  # lines and rows among which the heads are looked for
PARQUET_BATCH = 10_000


class TableRefused(RuleError):
    """The file holds no table that can be read; the message says why and what to do."""


@dataclass
class UploadedTable:
    """One sheet of a file, or the whole file. `rows` can be gone through once. `sheet` is there
    where the file was a workbook."""

    title: str
    rows: Iterable[Sequence[Value]]
    sheet: SheetContent | None = None
    notices: list[str] = field(default_factory=list)
    is_quoted: bool = True  # a text that a spreadsheet program would run has an apostrophe before it

    @cached_property
    def merged(self) -> set[str]:
        return merged_cells(self.sheet) if self.sheet else set()

    @cached_property
    def has_troubles(self) -> bool:
        """Whether any cell may be in trouble: most sheets have none, and are read the faster."""
        return self.sheet is not None and bool(self.sheet.errors or self.sheet.without_value or self.sheet.merged)

    def trouble(self, row: int, column: int) -> str:
        """Why the value of a cell cannot be taken; empty where it can."""
        return cell_trouble(self.sheet, self.merged, cell_name(row, column)) if self.sheet and self.has_troubles else ""


def uploaded_tables(content: bytes, ending: str, *, heads: Iterable[str] = ()) -> list[UploadedTable]:
    """The tables of an uploaded file that `check_upload` has taken. `heads` are words by which a line of a CSV is known
    to name its columns, where the file says no separator. Raises TableRefused."""
    if ending == "csv":
        return [_csv_table(content, set(heads))]
    if ending == "parquet":
        return [_parquet_table(content)]
    return [UploadedTable(one.title, one.rows, one) for one in sheets_of(content)]


def sheets_of(content: bytes) -> list[SheetContent]:
    """The sheets of a workbook. Raises TableRefused."""
    try:
        return read_workbook(content)
    except WorkbookRefused as refused:
        if refused.is_too_large:
            raise TableRefused(_("The workbook holds too much to be read. Remove what is not needed.")) from None
        raise TableRefused(
            _("The file cannot be read as a workbook. Open it, save it as XLSX (Excel Workbook), and upload it again.")
        ) from None


def merged_cells(sheet: SheetContent) -> set[str]:
    """Every cell of the merged areas that lies within the rows."""
    return {name for area in sheet.merged for name in _within(area, len(sheet.rows))}


def _within(area: str, rows: int) -> Iterator[str]:
    first, _colon, last = area.partition(":")
    (top, left), (bottom, right) = cell_place(first), cell_place(last or first)
    for row in range(top, min(bottom, rows) + 1):
        for column in range(left, min(right, left + 100) + 1):
            yield cell_name(row, column)


def cell_trouble(sheet: SheetContent, merged: set[str], name: str) -> str:
    """Why a cell's value cannot be taken: an error, a formula without its result, merged with others."""
    if error := sheet.errors.get(name):
        return _("The cell holds the error %(error)s. Correct its formula.") % {"error": error}
    if name in sheet.without_value:
        return _("The cell holds a formula without its result. Open the file in Excel or LibreOffice and save it.")
    if name in merged:
        return _("The cell is merged with others. Separate the cells and enter the answer again.")
    return ""


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a CSV file, and the name of its encoding. Raises TableRefused."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        candidates = ["utf-16"]
    else:
        own = _ENCODINGS.get(get_language() or "")
        candidates = ["utf-8-sig", *([own] if own else []), "cp1252"]
    for encoding in candidates:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, {"utf-8-sig": "UTF-8"}.get(encoding, encoding.upper())
    raise TableRefused(_("The encoding of the CSV file is not known. Save it as “CSV UTF-8” or as XLSX.")) from None


def separator_of(lines: Iterable[str], heads: set[str]) -> str:
    """By which mark the line that names the columns is parted; of the lines that name any, the mark is taken that parts
    most of them off."""

    def named(mark: str) -> int:
        return max((len(heads & {cell.strip().strip('"') for cell in line.split(mark)}) for line in lines), default=0)

    lines = list(lines)
    if heads:
        return max(SEPARATORS, key=lambda mark: (named(mark), sum(mark in line for line in lines)))
    return max(SEPARATORS, key=lambda mark: min((line.count(mark) for line in lines[:5] if line.strip()), default=0))


def notice_of(separator: str, encoding: str) -> str:
    """How a CSV was read, where it is not as we write it; else nothing."""
    if separator == "," and encoding == "UTF-8":
        return ""
    said = {"separator": SEPARATORS[separator], "encoding": encoding}
    return _("The CSV file was read with the separator “%(separator)s” and the encoding %(encoding)s.") % said


def not_a_csv(fault: Exception) -> TableRefused:
    return TableRefused(_("The file is not a valid CSV: %(fault)s. Save it as XLSX.") % {"fault": fault})


def _csv_table(content: bytes, heads: set[str]) -> UploadedTable:
    text, encoding = decoded(content)
    separator = separator_of(text[:100_000].splitlines()[:LOOKED_AT], heads)
    notice = notice_of(separator, encoding)

    def rows() -> Iterator[Sequence[Value]]:
        try:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        except csv.Error as fault:
            raise not_a_csv(fault) from None

    return UploadedTable("CSV", rows(), notices=[notice] if notice else [])


def _parquet_table(content: bytes) -> UploadedTable:
    """Every column as text: what a number's digits are is what its text says."""
    return UploadedTable("Parquet", _parquet_rows(content), is_quoted=False)


def _parquet_rows(content: bytes) -> Iterator[Sequence[Any]]:
    import duckdb  # only now: 65 MB of machine code that few processes ever need

    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": "500MB",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    with NamedTemporaryFile(suffix=".parquet") as file, duckdb.connect(":memory:", config=settings) as base:
        file.write(content)
        file.flush()
        base.execute(
            f"SET allowed_paths = ['{file.name}']; SET enable_external_access = false; SET lock_configuration = true"
        )
        try:
            told = base.execute(f"DESCRIBE SELECT * FROM read_parquet('{file.name}')")  # noqa: S608  our own file
            names = [row[0] for row in told.fetchall()]
            yield names
            cells = ", ".join('CAST("' + name.replace('"', '""') + '" AS VARCHAR)' for name in names)
            found = base.execute(f"SELECT {cells} FROM read_parquet('{file.name}')")  # noqa: S608  names are quoted
            while batch := found.fetchmany(PARQUET_BATCH):
                yield from batch
        except duckdb.Error as fault:
            raise TableRefused(
                _("The file is not a valid Parquet file: %(fault)s") % {"fault": str(fault)[:200]}
            ) from None
