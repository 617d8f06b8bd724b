"""Workbooks (XLSX) in and out: the one reader and the one writer of the house.

The reader gives every sheet as rows of plain values, and says what would be lost in silence: formulas that the program
has not computed, errors in cells, merged cells. The same sheets are written as the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol, TypeAlias
from xml.parsers import expat

Value: TypeAlias = str | float | bool | date | datetime | time | timedelta | None

LARGEST_UNPACKED = 200_000_000  # bytes: a small archive can hold gigabytes of blanks
MOMENT = datetime(1980, 1, 1)  # a workbook says when it was made; the same content gives the same bytes
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class WorkbookRefused(Exception):
    """The content is no workbook that can be read: what is wrong, and the remedy."""

    def __init__(self, message: str, remedy: str, *, is_too_large: bool = False) -> None:
        self.message, self.remedy, self.is_too_large = message, remedy, is_too_large
        super().__init__(f"{message} ({remedy})")


@dataclass(frozen=True)
class SheetContent:
    """One sheet as it was read. `rows` begin at A1 and are as long as each other; an empty cell is None."""

    title: str
    rows: list[list[Value]]
    merged: tuple[str, ...] = ()  # "A1:B2"
    without_value: tuple[str, ...] = ()  # cells with a formula whose result is not in the file
    errors: Mapping[str, str] = field(default_factory=dict)  # cell -> "#REF!"
    is_hidden: bool = False


def cell_name(row: int, column: int) -> str:
    """`B3` for row 2, column 1, both counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row + 1}"


def cell_place(name: str) -> tuple[int, int]:
    """The row and the column of a cell, both counted from 0."""
    letters, digits = _CELL.fullmatch(name).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(digits) - 1, column - 1


def read_workbook(content: bytes) -> list[SheetContent]:
    """Every sheet of a workbook in its order; sheets of charts alone are left out. Raises WorkbookRefused."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = set(archive.namelist())
        unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise WorkbookRefused("is no workbook", "save it as XLSX (Excel Workbook)") from None
    if "xl/workbook.xml" not in names:
        raise WorkbookRefused("is no XLSX workbook", "save it as XLSX (Excel Workbook)")
    if unpacked > LARGEST_UNPACKED:
        raise WorkbookRefused(
            "holds too much", f"at most {LARGEST_UNPACKED // 1_000_000} MB unpacked", is_too_large=True
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        places = _places(archive, names)
        found = []
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            rows: list[list[Value]] = [
                [None if value == "" else value for value in row] for row in sheet.to_python(skip_empty_area=False)
            ]
            look = _Look()
            if about.name in places:
                look.over(archive.read(places[about.name]))
            found.append(
                SheetContent(
                    about.name,
                    rows,
                    tuple(f"{cell_name(*start)}:{cell_name(*end)}" for start, end in sheet.merged_cell_ranges or ()),
                    tuple(look.without_value),
                    look.errors,
                    about.visible != SheetVisibleEnum.Visible,
                )
            )
    except (CalamineError, zipfile.BadZipFile, expat.ExpatError, KeyError, NotImplementedError, RuntimeError):
        raise WorkbookRefused("is damaged or locked by a password", "open it, and save it as XLSX again") from None
    return found


def _places(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Which part of the archive holds which sheet."""
    relations = dict(_attributes(archive.read("xl/_rels/workbook.xml.rels"), "Relationship", "Id", "Target"))
    places = {}
    for title, key in _attributes(archive.read("xl/workbook.xml"), "sheet", "name", "id"):
        target = relations.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names:
            places[title] = path
    return places


def _attributes(content: bytes, element: str, first: str, second: str) -> Iterator[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            found.append((plain.get(first, ""), plain.get(second, "")))

    _parse(content, start, lambda name: None, lambda text: None)
    return iter(found)


class _Look:
    """A sheet's XML looked through for what its values do not show."""

    def __init__(self) -> None:
        self.without_value: list[str] = []
        self.errors: dict[str, str] = {}
        self._cell, self._kind, self._text = "", "", ""
        self._has_formula = self._is_value = False

    def over(self, content: bytes) -> None:
        if b"<f" in content or b":f" in content or b't="e"' in content:
            _parse(content, self._start, self._end, self._characters)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell, self._kind = attributes.get("r", ""), attributes.get("t", "")
                self._text, self._has_formula = "", False
            case "f":
                self._has_formula = True
            case "v":
                self._is_value = True

    def _characters(self, text: str) -> None:
        if self._is_value:
            self._text += text

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self._is_value = False
            case "c" if self._kind == "e":
                self.errors[self._cell] = self._text
            case "c" if self._has_formula and not self._text and self._kind != "str":
                self.without_value.append(self._cell)


def _parse(content: bytes, start: Any, end: Any, characters: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = _refuse_entity  # a page of names for names can grow without end
    parser.Parse(content, True)


def _refuse_entity(*_said: Any) -> None:
    raise WorkbookRefused("is damaged", "open it, and save it as XLSX again")


# --- writing ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SheetToWrite:
    """One sheet: a row of heads and rows of values. `notes` stand at heads by their place."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    widths: Sequence[int] = ()
    frozen_columns: int = 0


def new_workbook(target: Any, *, constant_memory: bool = False) -> Any:
    """An XlsxWriter workbook in which a text stays a text, whatever it begins with, and that says no moment."""
    from xlsxwriter import Workbook

    book = Workbook(
        target,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
            "constant_memory": constant_memory,
            "in_memory": not constant_memory,
        },
    )
    book.set_properties({"created": MOMENT})
    return book


def cell_text(text: str) -> str:
    """A text without the characters that a workbook cannot hold."""
    return _NOT_IN_XML.sub("", text)


class TextSheet(Protocol):
    """A sheet of texts under heads that name what stands below, such as `label::Korean (ko)`."""

    @property
    def title(self) -> str: ...
    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...


def write_text_sheets(sheets: Sequence[TextSheet]) -> bytes:
    """The workbook of a questionnaire: columns of texts are wide, the first two stay in sight."""
    widths = {"text": 50, "label": 50}
    return write_workbook(
        [
            SheetToWrite(
                sheet.title,
                sheet.columns,
                sheet.rows,
                widths=[widths.get(head.split("::")[0], 30 if "::" in head else 18) for head in sheet.columns],
                frozen_columns=2,
            )
            for sheet in sheets
        ]
    )


def write_workbook(sheets: Sequence[SheetToWrite]) -> bytes:
    """Sheets of texts and numbers as a workbook, heads in bold and in sight. A text that looks like a number stays a
    text."""
    target = io.BytesIO()
    book = new_workbook(target)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for one in sheets:
        sheet = book.add_worksheet(one.title)
        sheet.freeze_panes(1, one.frozen_columns)
        for place, width in enumerate(one.widths):
            sheet.set_column(place, place, width, wrapped)
        for column, head in enumerate(one.columns):
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(one.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(number, column, cell_text(value), wrapped)
                elif value is not None:
                    sheet.write(number, column, value)
    book.close()
    return target.getvalue()
