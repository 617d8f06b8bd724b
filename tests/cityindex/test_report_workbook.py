"""The workbook of an edition: a sheet for each thing there is to know of it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cityindex.factories import THREE, make_edition
from wego.cityindex.models import Value

pytestmark = pytest.mark.django_db

SHEETS = ["edition", "ranking", "scores", "values", "listed", "elements", "sources", "files", "method"]


def workbook(code: str, language: str = "en") -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every sheet, heads of columns first."""
    response: Any = Client().get(f"/{language}/index/{code}/edition.xlsx")
    assert response.status_code == 200
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


def test_it_holds_the_whole_edition(tmp_path: Path):
    edition = make_edition(tmp_path, THREE, listed=("deeham",))

    book = workbook("small")

    assert list(book) == SHEETS
    assert dict(row[:2] for row in book["edition"])["sha-256 of figures and method"] == edition.sha256
    assert [row[0] for row in book["ranking"][1:]] == ["ayton", "beeville", "ceeford"]
    assert book["scores"][0] == ("unit", "name", "index", "things", "own_a", "own_b", "means", "land_c")
    assert book["scores"][1][:5] == ("ayton", "Ayton", pytest.approx(85.0), pytest.approx(90.0), pytest.approx(90.0))
    assert book["scores"][3][5] is None
    assert len(book["values"]) == 1 + Value.objects.count()
    assert book["values"][1] == (
        "ayton",
        "Ayton",
        "own_a",
        9,
        "points",
        "city",
        "census",
        "2024",
        "actual",
        "p. 1",
        None,
    )
    assert book["listed"][1] == ("deeham", "Deeham", "KR", "asia-pacific", "Too few figures.", 0, 0)
    assert [row[:2] for row in book["elements"][1:4]] == [("index", None), ("things", "index"), ("own_a", "things")]
    assert [row[0] for row in book["sources"][1:]] == ["census"]
    assert {row[0]: row[2] for row in book["files"][1:]} == {file.name: file.sha256 for file in edition.files.all()}
    assert book["method"][1] == ("{",)
