"""CSV tables: refused whole, every fault with file, line and remedy."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wego.datafiles import DataFaults, read_csv


@pytest.fixture
def write(tmp_path: Path):
    def write(content: str | bytes) -> Path:
        path = tmp_path / "cities.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(path: Path, **wanted: object) -> list[str]:
    with pytest.raises(DataFaults) as refused:
        read_csv(path, **wanted)  # type: ignore[arg-type]
    return [str(fault).removeprefix(str(path)) for fault in refused.value.faults]


def test_rows_come_with_their_line_and_trimmed_cells(write):
    table = read_csv(write('name, country\n Seoul ,KR\n"a\nb",US\n\nParis,FR\n'), columns=["name", "country"])

    assert [(row.line, row["name"], row["country"]) for row in table] == [
        (2, "Seoul", "KR"),
        (3, "a\nb", "US"),
        (6, "Paris", "FR"),
    ]
    assert table.columns == ("name", "country")
    assert len(table) == 3


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(write):
    table = read_csv(write("\ufeffname\r\nSeoul\r\n"), columns=["name"])

    assert [row["name"] for row in table] == ["Seoul"]


def test_a_missing_column_is_named(write):
    assert refusal(write("name\nSeoul\n"), columns=["name", "country"]) == [
        ":1: country: column is missing (the columns are name, country)"
    ]


def test_an_unknown_column_is_refused_not_ignored(write):
    assert refusal(write("name,contry\nSeoul,KR\n"), columns=["name"], optional=["note"]) == [
        ":1: contry: unknown column (the columns are name, note)"
    ]


def test_a_column_that_stands_twice_is_refused(write):
    assert refusal(write("name,name\na,b\n"), columns=["name"]) == [":1: name: appears twice in the header (keep one)"]


def test_an_optional_column_may_be_left_out(write):
    assert read_csv(write("name\na\n"), columns=["name"], optional=["note"]).columns == ("name",)


def test_every_fault_is_found_before_any_is_raised(write):
    path = write("name,country\nSeoul,KR\nParis\nSeoul,FR\n,DE\n")

    assert refusal(path, columns=["name", "country"], key=["name"]) == [
        ":3: has 1 cells where the header has 2 (quote cells that hold a comma)",
        ":4: name: Seoul appears twice (first in line 2) (keep one)",
        ":5: name: is empty (every row needs it)",
    ]


def test_a_key_of_several_columns_is_taken_together(write):
    path = write("name,country\nTripoli,LY\nTripoli,LB\n")

    assert len(read_csv(path, columns=["name", "country"], key=["name", "country"])) == 2


@pytest.mark.parametrize("content", ["", "\n", "   \n"])
def test_a_file_without_a_header_is_refused(write, content: str):
    assert refusal(write(content))[0].startswith(":1: has no header")


def test_another_encoding_is_refused_with_the_line_of_its_first_bad_byte(write):
    faults = refusal(write("name\nSeoul\n서울\n".encode("cp949")))

    assert faults == [":3: byte 0xbc is not UTF-8 (save the file as UTF-8)"]


def test_an_open_quote_is_refused(write):
    (fault,) = refusal(write('name\n"Seoul\n'))

    assert "is not CSV" in fault


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    assert refusal(tmp_path / "none.csv") == [": cannot be read: No such file or directory (check the name and rights)"]


def test_a_folder_is_refused(tmp_path: Path):
    assert refusal(tmp_path) == [": is a folder (give a file)"]


def without_controls(text: str) -> str:
    """Those that a file is refused for; some letters of a higher plane are as they are."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)


@pytest.mark.parametrize("letter", ["\0", "\x01", "\x1b", "\x7f"])
def test_a_control_character_is_refused_with_its_line(write, letter: str):
    assert refusal(write(f"name\nSeoul\nBu{letter}san\n")) == [
        f":3: holds the control character 0x{ord(letter):02x} (take it out: no table or document can hold it)"
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.text(max_size=8).map(without_controls), min_size=2, max_size=2), max_size=6))
def test_what_a_spreadsheet_writes_is_read_back(write, rows: list[list[str]]):
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["one", "two"], *rows])

    table = read_csv(write(file.getvalue()), columns=["one", "two"])

    assert [[row["one"], row["two"]] for row in table] == [[cell.strip() for cell in row] for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(write, content: bytes):
    with suppress(DataFaults):  # any other error fails the test
        assert read_csv(write(content), columns=["name"], key=["name"]).columns == ("name",)
