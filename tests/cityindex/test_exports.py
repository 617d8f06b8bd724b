"""An edition as Parquet: the ranking as filtered, and every figure with its origin."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.accounts.factories import make_secretary
from tests.cityindex.factories import THREE, make_edition, many
from tests.core.tables import content, parquet

pytestmark = pytest.mark.django_db

RANKING = "/en/index/small/?format=parquet"
VALUES = "/en/index/small/values.parquet"


def test_the_ranking_is_typed_and_as_filtered(tmp_path: Path) -> None:
    make_edition(tmp_path)

    kinds, rows = parquet(Client().get(RANKING + "&members=1&sort=things"))
    said = content(Client().get(RANKING.replace("parquet", "csv") + "&members=1&sort=things")).decode("utf-8-sig")

    table = list(csv.DictReader(io.StringIO(said)))
    assert list(kinds) == list(table[0])
    assert [row["unit"] for row in rows] == [row["unit"] for row in table] == ["ayton", "ceeford"]
    assert (kinds["unit"], kinds["rank"], kinds["index"]) == ("VARCHAR", "BIGINT", "DOUBLE")
    assert [row["index"] for row in rows] == [float(row["index"]) for row in table]


def test_a_pillar_that_a_city_lacks_is_null(tmp_path: Path) -> None:
    make_edition(tmp_path, {**THREE, "deeham": (4.0, 2.0, None)})

    _kinds, rows = parquet(Client().get(RANKING))

    assert {row["unit"]: row["means"] is None for row in rows}["deeham"]


def test_the_values_are_those_of_the_file_and_typed(tmp_path: Path) -> None:
    edition = make_edition(tmp_path)

    answer = Client().get(VALUES)
    kinds, rows = parquet(answer)

    table = list(csv.DictReader(io.StringIO(edition.files.get(name="values.csv").text)))
    assert answer["Content-Disposition"] == 'attachment; filename="small-values.parquet"'
    assert {name for name, kind in kinds.items() if kind != "VARCHAR"} == {"value"}
    assert kinds["value"] == "DOUBLE"
    assert rows == [
        {name: cell or None for name, cell in row.items()} | {"value": float(row["value"])} for row in table
    ]


def test_the_values_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    make_edition(tmp_path)

    assert content(Client().get(VALUES)) == content(Client().get(VALUES))


@pytest.mark.parametrize("path", [VALUES, RANKING])
def test_a_draft_is_taken_away_by_the_secretariat_alone(tmp_path: Path, signed_in: Any, path: str) -> None:
    make_edition(tmp_path, status="draft")

    assert Client().get(path).status_code == 404
    assert content(signed_in(make_secretary()).get(path)).startswith(b"PAR1")


def test_an_edition_that_is_not_there_has_no_values() -> None:
    assert Client().get("/en/index/none/values.parquet").status_code == 404


@pytest.mark.parametrize("page", ["", "method/"])
@pytest.mark.parametrize(
    ("language", "named"), [("en", "Values (Parquet)"), ("ko", "값(Parquet)"), ("zh-hans", "数值（Parquet）")]
)
def test_the_pages_name_it(tmp_path: Path, page: str, language: str, named: str) -> None:
    make_edition(tmp_path)

    shown = Client().get(f"/{language}/index/small/{page}").content.decode()

    assert f'<a href="/{language}/index/small/values.parquet" download>{named}</a>' in shown


@pytest.mark.parametrize("count", [3, 40])
def test_the_values_cost_the_same_queries_however_many_cities(
    tmp_path: Path, django_assert_num_queries: Any, count: int
) -> None:
    make_edition(tmp_path, many(count))

    with django_assert_num_queries(2):
        content(Client().get(VALUES))
