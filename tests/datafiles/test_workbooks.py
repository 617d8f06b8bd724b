"""Reading and writing workbooks: nothing is lost in silence, the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from wego.datafiles import workbooks
from wego.datafiles.workbooks import (
    SheetToWrite,
    WorkbookRefused,
    cell_name,
    cell_place,
    read_workbook,
    write_workbook,
)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_values_keep_their_kinds_and_places():
    book = Workbook()
    sheet = book.active
    sheet.title = "Answers"
    sheet["B2"], sheet["C2"], sheet["A3"], sheet["B3"] = "01", 1.5, True, date(2024, 2, 29)
    book.create_sheet("Aside").sheet_state = "hidden"

    answers, aside = read_workbook(saved(book))

    assert answers.rows == [[None, None, None], [None, "01", 1.5], [True, date(2024, 2, 29), None]]
    assert (answers.is_hidden, aside.is_hidden, aside.rows) == (False, True, [])


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days():
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.active["A1"] = date(2024, 2, 29)

    assert read_workbook(saved(book))[0].rows == [[date(2024, 2, 29)]]


def test_formulas_without_values_errors_and_merged_cells_are_told():
    book = Workbook()
    sheet = book.active
    sheet["B2"], sheet["A4"] = "=1+1", "#REF!"
    sheet.merge_cells("A6:B7")

    read = read_workbook(saved(book))[0]

    assert (read.without_value, read.errors, read.merged) == (("B2",), {"A4": "#REF!"}, ("A6:B7",))


def test_a_formula_with_its_value_is_its_value():
    content = write_workbook([SheetToWrite("One", ["head"], [["text"]])])
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row></sheetData>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    read = read_workbook(target.getvalue())[0]

    assert (read.rows[2], read.without_value) == ([2.0], ())


@pytest.mark.parametrize("content", [b"", b"code,text\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_workbook_is_refused(content: bytes):
    with pytest.raises(WorkbookRefused, match="XLSX"):
        read_workbook(content)


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 100_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(1000))
        archive.writestr("xl/big.xml", bytes(110_000))

    with pytest.raises(WorkbookRefused, match="too much"):
        read_workbook(target.getvalue())


def test_what_is_written_is_text_to_the_letter_and_the_same_bytes():
    sheet = SheetToWrite(
        "One", ["code", "text"], [["01", "=1+1"], ["true", "도시\x00\n시"], [1, None]], widths=[20, 60]
    )

    content = write_workbook([sheet])

    assert content == write_workbook([sheet])
    assert read_workbook(content)[0].rows == [["code", "text"], ["01", "=1+1"], ["true", "도시\n시"], [1.0, None]]
    assert load_workbook(io.BytesIO(content))["One"]["B2"].data_type == "s"


@pytest.mark.parametrize(("place", "name"), [((0, 0), "A1"), ((8, 25), "Z9"), ((0, 26), "AA1"), ((99, 701), "ZZ100")])
def test_cells_are_named_as_spreadsheets_name_them(place: tuple[int, int], name: str):
    assert (cell_name(*place), cell_place(name)) == (name, place)
