"""Tables as downloads: CSV and JSON streamed row by row, XLSX and Parquet by way of a file.

What a spreadsheet program opens holds no cell that could start a formula; JSON and Parquet hold each text as it is.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse

from wego.core.parquet import write_parquet
from wego.core.plain_text import plain
from wego.datafiles.workbooks import cell_text, new_workbook

# Without it a spreadsheet program takes Korean and Chinese names for its own machine's encoding.
BYTE_ORDER_MARK = "\ufeff"
# What every table can be taken away as: the word in the address, the name on the page.
FORMATS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "parquet": "Parquet"}
PARQUET = "application/vnd.apache.parquet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet program takes a text that begins so for a formula (OWASP, CSV injection).
DAYS = {date: "yyyy-mm-dd", time: "hh:mm:ss"}
MOST_CHARACTERS = 32_767  # in a cell
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(value: Any) -> Any:
    """A value as it may stand in a spreadsheet: a text that a program would run gets an apostrophe before it, and one
    that has it already another, so that `without_apostrophe` gives back what it was.

    A moment is text in ISO 8601, since a workbook knows no time zones.
    """
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        text = plain(value)
        return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text
    return "" if value is None else value


def without_apostrophe(text: str) -> str:
    """What `plain_cell` was given."""
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(_FORMULA_STARTS) else text


class _Echo:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file in UTF-8, which begins with the mark by which spreadsheet programs know it as such."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([plain_cell(cell) for cell in row])


def json_parts(count: int, items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The parts of one document `{"count": n, "items": [...]}`, as the API answers."""
    yield f'{{"count": {count}, "items": ['
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + json.dumps(item, ensure_ascii=False, cls=DjangoJSONEncoder)
    yield "\n]}\n"


def csv_download(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    return _attached(
        StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8"), f"{name}.csv"
    )


def json_download(name: str, count: int, items: Iterable[Mapping[str, Any]]) -> StreamingHttpResponse:
    return _attached(StreamingHttpResponse(json_parts(count, items), content_type="application/json"), f"{name}.json")


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook: its title, the heads of its columns, its rows."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def xlsx_download(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """A workbook of one sheet."""
    return workbook_download(name, [WorkbookSheet(name, columns, rows)])


def workbook_download(name: str, sheets: Iterable[WorkbookSheet]) -> FileResponse:
    """A workbook, written to a file that goes away once it is sent; the memory does not grow with its rows."""
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  the response closes it
    book = new_workbook(file, constant_memory=True)
    formats = {kind: book.add_format({"num_format": look}) for kind, look in DAYS.items()}
    for one in sheets:
        sheet = book.add_worksheet(_sheet_title(one.title, book))
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [str(head) for head in one.columns])
        for number, row in enumerate(one.rows, 1):
            for column, cell in enumerate(row):
                value = plain_cell(cell)
                if isinstance(value, str):
                    if value:
                        sheet.write_string(number, column, cell_text(value)[:MOST_CHARACTERS])
                elif type(value) in formats:
                    sheet.write_datetime(number, column, value, formats[type(value)])
                elif isinstance(value, Decimal) and not _fits_binary(value):
                    sheet.write_string(number, column, f"{value:f}")
                else:
                    sheet.write(number, column, value)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _fits_binary(number: Decimal) -> bool:
    """Whether a cell, which holds sixteen digits, gives back this number; else it is written as text."""
    return number.is_finite() and Decimal(repr(float(f"{float(number):.16G}"))) == number


def _sheet_title(title: str, book: Any) -> str:
    """A title as a sheet may bear it: 31 characters, none of those that stand for paths, each once."""
    plain_title = "".join("-" if sign in "[]:*?/\\" else sign for sign in title)[:31].strip("'") or "Sheet"
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    number, found = 2, plain_title
    while found.lower() in taken:
        found = f"{plain_title[:27]} ({number})"
        number += 1
    return found


def parquet_download(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """A Parquet file with typed columns; it goes away once it is sent."""
    file = NamedTemporaryFile(suffix=".parquet")  # noqa: SIM115  the response closes it
    write_parquet(file.name, columns, rows)
    return FileResponse(file, as_attachment=True, filename=f"{name}.parquet", content_type=PARQUET)


def table_download(
    file_format: str, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], count: Callable[[], int]
) -> HttpResponseBase:
    """The same rows in the format that was asked for; 404 for one that is not offered.

    They are counted only where the format begins with their number.
    """
    if file_format == "csv":
        return csv_download(name, columns, rows)
    if file_format == "xlsx":
        return xlsx_download(name, columns, rows)
    if file_format == "json":
        return json_download(name, count(), (dict(zip(columns, row, strict=True)) for row in rows))
    if file_format == "parquet":
        return parquet_download(name, columns, rows)
    raise Http404


def _attached(response: HttpResponseBase, filename: str) -> Any:
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
