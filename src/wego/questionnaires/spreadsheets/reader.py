"""What comes back: a workbook or CSV as rows with their identities, and what is wrong with it by sheet and cell."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from wego.core.uploaded_tables import (
    TableRefused,
    cell_trouble,
    decoded,
    merged_cells,
    not_a_csv,
    notice_of,
    separator_of,
    sheets_of,
)
from wego.datafiles.workbooks import SheetContent, Value, cell_name
from wego.questionnaires.spreadsheets.layout import ANSWER, ID, REMARK, RowIdentity, identity_in

MOST_ROWS = 20_000


SpreadsheetRefused = TableRefused  # the file holds no answers that can be read


@dataclass(frozen=True)
class FileCell:
    """A cell with its place in words; `trouble` says why its value cannot be taken."""

    place: str
    value: Any
    trouble: str = ""


@dataclass(frozen=True)
class FileRow:
    """A row that was known by its identity."""

    identity: RowIdentity
    answer: FileCell
    remark: FileCell | None  # None where the file has no such column


@dataclass
class AnswerFile:
    """All that a file says; `notices` tell how it was read, `faults` are cells that no question can be told of."""

    rows: list[FileRow] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)  # place, reason


def read_answer_file(content: bytes, ending: str) -> AnswerFile:
    """Read what was uploaded. Raises SpreadsheetRefused where nothing in it can be known."""
    found = AnswerFile()
    sheets = [_csv_sheet(content, found)] if ending == "csv" else sheets_of(content)
    with_keys = [(sheet, *place) for sheet in sheets if (place := _keys_in(sheet))]
    if not with_keys:
        raise SpreadsheetRefused(
            _(
                "The file has no column of row marks (“%(key)s” in its first row), so that no row can be assigned to a "
                "question. Download the file again and copy your answers into it."
            )
            % {"key": ID}
        )
    for sheet, row, keys in with_keys:
        _read_sheet(sheet, row, keys, found)
    if not found.rows:
        raise SpreadsheetRefused(_("No row of the file belongs to a question. Download the file again."))
    return found


def _keys_in(sheet: SheetContent) -> tuple[int, dict[str, int]] | None:
    """The row that names the columns, and where each column is."""
    for number, row in enumerate(sheet.rows[:50]):
        keys = {value.strip(): place for place, value in enumerate(row) if isinstance(value, str)}
        if ID in keys:
            return number, keys
    return None


def _read_sheet(sheet: SheetContent, keys_row: int, keys: dict[str, int], found: AnswerFile) -> None:
    if ANSWER not in keys:
        place = f"{sheet.title}!{keys_row + 1}"
        found.faults.append((place, _("The column of answers (“%(key)s”) is missing.") % {"key": ANSWER}))
        return
    if len(sheet.rows) > MOST_ROWS:
        raise SpreadsheetRefused(
            _("The file has more than %(count)s rows. Remove what you added.") % {"count": MOST_ROWS}
        )
    merged = merged_cells(sheet)
    seen: Counter[tuple[str, str]] = Counter()
    rows: list[FileRow] = []
    for number, row in enumerate(sheet.rows[keys_row + 1 :], keys_row + 1):
        mark = row[keys[ID]]
        if mark is None:
            continue
        identity = identity_in(str(mark))
        if identity is None:
            place = f"{sheet.title}!{cell_name(number, keys[ID])}"
            found.faults.append(
                (place, _("The mark of this row was changed, so it cannot be assigned to a question. Restore it."))
            )
            continue
        seen[identity.question, identity.option] += 1
        remark = _cell(sheet, merged, number, keys[REMARK]) if REMARK in keys else None
        rows.append(FileRow(identity, _cell(sheet, merged, number, keys[ANSWER]), remark))
    for one in rows:
        if seen[one.identity.question, one.identity.option] > 1:
            reason = _("This row is in the file more than once. Keep one of them.")
            one = FileRow(one.identity, FileCell(one.answer.place, one.answer.value, reason), one.remark)
        found.rows.append(one)


def _cell(sheet: SheetContent, merged: set[str], row: int, column: int) -> FileCell:
    name = cell_name(row, column)
    value, place = sheet.rows[row][column], f"{sheet.title}!{name}"
    trouble = cell_trouble(sheet, merged, name)
    return FileCell(place, None if trouble else value, trouble)


def _csv_sheet(content: bytes, found: AnswerFile) -> SheetContent:
    """A CSV file as spreadsheet programs of any language write it; how it was read is told."""
    text, encoding = decoded(content)
    separator = separator_of(text.splitlines()[:50], {ID})
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as fault:
        raise not_a_csv(fault) from None
    rows: list[list[Value]] = [[cell if cell.strip() else None for cell in line] for line in lines]
    width = max(map(len, rows), default=0)
    if notice := notice_of(separator, encoding):
        found.notices.append(notice)
    return SheetContent("CSV", [row + [None] * (width - len(row)) for row in rows])
