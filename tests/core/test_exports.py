"""Tables as files: Parquet typed and to the byte, formats that are offered and those that are not."""

from __future__ import annotations

import csv
import io
import json
import math
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.http import Http404
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.core.tables import content, parquet, read
from wego.core.exports import (
    FORMATS,
    PARQUET,
    csv_download,
    parquet_download,
    plain_cell,
    table_download,
    xlsx_download,
)
from wego.core.parquet import write_parquet
from wego.datafiles.tables import read_csv
from wego.members.models import Organisation


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Rows written and read back: the types of the columns, and the rows."""

    def write(names: Sequence[str], rows: Any) -> tuple[dict[str, str], list[tuple[Any, ...]]]:
        path = str(tmp_path / "table.parquet")
        write_parquet(path, names, rows)
        kinds, found = read(path)
        return kinds, [tuple(row.values()) for row in found]

    return write


SEOUL = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("cells", "kind", "read"),
    [
        ([3, -(2**63), None], "BIGINT", [3, -(2**63), None]),
        ([0.1, 1e300, None], "DOUBLE", [0.1, 1e300, None]),
        ([math.inf, -math.inf], "DOUBLE", [math.inf, -math.inf]),
        ([Decimal("1200.50"), Decimal("-3"), None], "DECIMAL(38,2)", [Decimal("1200.50"), Decimal("-3.00"), None]),
        ([Decimal("1E+3"), Decimal("0.00000001")], "DECIMAL(38,8)", [Decimal(1000), Decimal("0.00000001")]),
        ([date(2016, 2, 29), None], "DATE", [date(2016, 2, 29), None]),
        ([True, False, None], "BOOLEAN", [True, False, None]),
        (
            [datetime(2026, 1, 1, 8, 30, tzinfo=SEOUL), datetime(2025, 7, 1, 0, 0, 0, 5, tzinfo=UTC), None],
            "TIMESTAMP WITH TIME ZONE",
            ["2025-12-31 23:30:00+00", "2025-07-01 00:00:00.000005+00", None],
        ),
        (["서울", "", None], "VARCHAR", ["서울", "", None]),
        ([Organisation.Kind.INSTITUTION, gettext_lazy("Home")], "VARCHAR", ["institution", "Home"]),
        ([datetime(2026, 1, 1, 8, 30)], "VARCHAR", ["2026-01-01T08:30:00"]),
        # Wider than any number of the format.
        ([2**63], "VARCHAR", [str(2**63)]),
        ([Decimal(10) ** 30, Decimal("1e-20")], "VARCHAR", ["1" + "0" * 30, f"{Decimal('1e-20'):f}"]),
        ([Decimal("NaN")], "VARCHAR", ["NaN"]),
        # Mixed: as a CSV would have them.
        ([1, "one", None], "VARCHAR", ["1", "one", None]),
        ([1, 1.5], "VARCHAR", ["1", "1.5"]),
        ([True, 1], "VARCHAR", ["True", "1"]),
        ([date(2026, 1, 1), "later"], "VARCHAR", ["2026-01-01", "later"]),
        # Nothing known.
        ([None, None], "VARCHAR", [None, None]),
    ],
)
def test_a_column_has_the_type_of_what_is_in_it(written: Any, cells: list[Any], kind: str, read: list[Any]) -> None:
    kinds, rows = written(["it"], [[cell] for cell in cells])

    assert kinds == {"it": kind}
    assert [row[0] for row in rows] == read


def test_no_number_is_a_number_still(written: Any) -> None:
    kinds, rows = written(["it"], [[math.nan], [1.0]])

    assert kinds == {"it": "DOUBLE"}
    assert math.isnan(rows[0][0])


FORMULAS = ["=1+1", "+82", "-5", "@x", "\ttab"]
TEXTS = [*FORMULAS, "two\nlines", 'it\'s "so"', "한글 漢字 🌏", "null", "", " ", "NA", "a\x00b", "[1]", "\\"]


def test_no_text_is_altered(written: Any) -> None:
    _kinds, rows = written(["said"], [[text] for text in TEXTS])

    assert [row[0] for row in rows] == TEXTS
    assert [plain_cell(text) for text in FORMULAS] == [f"'{text}" for text in FORMULAS]


def test_a_table_without_rows_has_its_columns(written: Any) -> None:
    assert written(["slug", "fee"], []) == ({"slug": "VARCHAR", "fee": "VARCHAR"}, [])


def test_columns_are_named_as_they_are(written: Any) -> None:
    names = ['the "so-called"', "it's", "select", "unit of measure", "인구; DROP TABLE kept"]

    kinds, rows = written(names, [range(5)])

    assert list(kinds) == names
    assert rows == [(0, 1, 2, 3, 4)]


def test_rows_keep_their_order_over_many_batches(written: Any) -> None:
    kinds, rows = written(["number", "half", "word"], ((n, n / 2, None if n % 7 else f"w{n}") for n in range(5001)))

    assert list(kinds.values()) == ["BIGINT", "DOUBLE", "VARCHAR"]
    assert rows == [(n, n / 2, None if n % 7 else f"w{n}") for n in range(5001)]


def test_a_kind_met_late_makes_the_column_text(written: Any) -> None:
    kinds, rows = written(["it"], [*([n] for n in range(2500)), ["end"]])

    assert kinds == {"it": "VARCHAR"}
    assert rows[-2:] == [("2499",), ("end",)]


def test_every_column_may_hold_nulls_so_that_files_of_two_days_fit_together(tmp_path: Path) -> None:
    path = str(tmp_path / "table.parquet")

    write_parquet(path, ["a", "b", "c", "d"], [[1, "x", 0.5, Decimal(2)], [2, "y", None, Decimal(1)]])

    asked = "SELECT repetition_type FROM parquet_schema(?) WHERE name IN ('a', 'b', 'c', 'd')"
    assert duckdb.execute(asked, [path]).fetchall() == [("OPTIONAL",)] * 4


def test_the_library_is_loaded_only_where_a_file_is_written() -> None:
    asked = "import sys; from wego.core import exports; assert 'duckdb' not in sys.modules"

    subprocess.run([sys.executable, "-c", asked], check=True)


def test_a_row_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        write_parquet(str(tmp_path / "t.parquet"), ["a", "b"], [[1, 2], [3]])


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs"])),
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_whatever_a_table_holds_it_can_be_taken_away(rows: list[tuple[Any, Any]]) -> None:
    first, second = (content(parquet_download("any", ["a", "b"], rows)) for _time in range(2))

    assert first == second
    assert first[:4] == first[-4:] == b"PAR1"


ROWS = [
    ("seoul", date(2016, 1, 1), datetime(2016, 1, 1, tzinfo=UTC), Decimal("10.50"), True),
    ("busan", None, None, None, False),
]
NAMES = ("slug", "day", "at", "fee", "paid")


def test_the_download_says_what_it_is() -> None:
    answer = parquet_download("fees", NAMES, ROWS)

    assert answer["Content-Type"] == PARQUET
    assert answer["Content-Disposition"] == 'attachment; filename="fees.parquet"'
    assert int(answer["Content-Length"]) == len(content(answer))


def test_the_download_holds_the_table() -> None:
    kinds, rows = parquet(parquet_download("fees", NAMES, ROWS))

    typed = ["VARCHAR", "DATE", "TIMESTAMP WITH TIME ZONE", "DECIMAL(38,2)", "BOOLEAN"]
    assert kinds == dict(zip(NAMES, typed, strict=True))
    assert [row["slug"] for row in rows] == ["seoul", "busan"]
    assert rows[0]["at"] == "2016-01-01 00:00:00+00"


def test_every_format_writes_days_and_moments_so_that_they_sort() -> None:
    line = list(csv.reader(io.StringIO(content(csv_download("fees", NAMES, ROWS)).decode("utf-8-sig"))))[1]
    sheet = load_workbook(io.BytesIO(content(xlsx_download("fees", NAMES, ROWS)))).active
    document = json.loads(content(table_download("json", "fees", NAMES, ROWS, lambda: 2)))

    moment = "2016-01-01T00:00:00+00:00"
    assert line == ["seoul", "2016-01-01", moment, "10.50", "True"]
    assert [cell.value for cell in sheet[2]] == ["seoul", datetime(2016, 1, 1), moment, 10.5, True]
    assert document["count"] == 2
    assert list(document["items"][0].values()) == ["seoul", "2016-01-01", "2016-01-01T00:00:00Z", "10.50", True]


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_that_is_named_is_made(file_format: str) -> None:
    answer = table_download(file_format, "fees", NAMES, iter(ROWS), lambda: 2)

    assert answer["Content-Disposition"] == f'attachment; filename="fees.{file_format}"'
    assert content(answer)


@pytest.mark.parametrize("file_format", ["", "exe", "PARQUET", "parquet/../x"])
def test_no_other_format_is_made(file_format: str) -> None:
    with pytest.raises(Http404):
        table_download(file_format, "fees", NAMES, ROWS, lambda: 2)


def test_rows_are_counted_only_where_the_format_says_their_number() -> None:
    asked: list[str] = []

    def count() -> int:
        asked.append("count")
        return 2

    for file_format in FORMATS:
        content(table_download(file_format, "fees", NAMES, ROWS, count))

    assert asked == ["count"]


def test_what_fails_under_way_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[tuple[int]]:
        yield (1,)
        raise RuntimeError

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(RuntimeError):
        parquet_download("fees", ["a"], broken())

    assert not list(tmp_path.iterdir())


def test_a_csv_download_is_known_as_utf8_by_a_spreadsheet_and_read_back_by_ours(tmp_path: Path):
    path = tmp_path / "members.csv"
    path.write_bytes(content(csv_download("members", ["unit", "name"], [["seoul", "서울"]])))

    assert path.read_bytes().startswith(b"\xef\xbb\xbfunit,name\r\n")
    assert [row["name"] for row in read_csv(path, columns=["unit", "name"])] == ["서울"]
