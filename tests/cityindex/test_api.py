"""The open API of the index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cityindex.factories import THREE, make_edition, many

pytestmark = pytest.mark.django_db


def answer(path: str, **asked: Any) -> Any:
    response = Client().get(f"/api/v1/index/editions{path}", asked)
    assert response.status_code == 200, response.content
    return response.json()


def test_editions_are_listed_with_their_counts(tmp_path: Path):
    make_edition(tmp_path, listed=("deeham",))

    found = answer("")

    assert found["count"] == 1
    (item,) = found["items"]
    assert (item["code"], item["status"], item["ranked"], item["listed"]) == ("small", "pilot", 3, 1)
    assert item["names"] == {"en": "Small index", "ko": "Small index (ko)", "zh-hans": "Small index (zh)"}


def test_an_edition_tells_its_elements_method_files_and_command(tmp_path: Path):
    make_edition(tmp_path)

    found = answer("/small")

    assert [element["code"] for element in found["elements"]] == [
        "index",
        "things",
        "own_a",
        "own_b",
        "means",
        "land_c",
    ]
    by_code = {element["code"]: element for element in found["elements"]}
    assert by_code["own_b"] == {
        "code": "own_b",
        "parent": "things",
        "names": {"en": "Own_B", "ko": "own_b (ko)", "zh-hans": "own_b (zh)"},
        "weight": 1.0,
        "effective_weight": 0.125,
        "direction": -1,
        "from": 0.0,
        "to": 10.0,
        "median": 70.0,
        "period": "2024",
        "sources": ["census"],
    }
    assert found["method"]["normalise"]["method"] == "goalposts"
    assert found["command"] == "wego index build method.toml data.csv --out result --draws 1000 --seed 0"
    for file in found["files"]:
        assert Client().get(file["url"]).status_code == 200
    names = ["method.toml", "data.csv", "values.csv", "listed.csv", "results.csv", "robustness.csv", "method.json"]
    assert [file["name"] for file in found["files"]] == names


def test_results_are_narrowed_sorted_and_cut(tmp_path: Path):
    make_edition(tmp_path, {**THREE, "deeham": (9.5, None, 1.0)})

    assert answer("/small/results", sort="things", limit=1)["items"][0]["unit"] == "deeham"
    assert answer("/small/results", members="true")["count"] == 2
    cut = answer("/small/results", limit=1, offset=1)
    assert (cut["count"], [item["unit"] for item in cut["items"]]) == (4, ["beeville"])
    assert answer("/small/results", country="FR") == {"count": 0, "items": []}


@pytest.mark.parametrize(
    "asked", [{"limit": 0}, {"limit": 1001}, {"offset": -1}, {"country": "Korea"}, {"region": "A B"}]
)
def test_what_cannot_be_asked_is_refused(tmp_path: Path, asked: dict[str, Any]):
    make_edition(tmp_path)

    assert Client().get("/api/v1/index/editions/small/results", asked).status_code == 422


def test_a_city_is_explained_down_to_each_value(tmp_path: Path):
    make_edition(tmp_path, listed=("deeham",))

    found = answer("/small/units/ayton")
    listed = answer("/small/units/deeham")

    element = next(element for element in found["elements"] if element["code"] == "own_a")
    assert (element["value"], element["level"], element["source"], element["period"]) == ("9", "city", "census", "2024")
    assert (element["score"], element["points"]) == (pytest.approx(90.0), pytest.approx(33.75))
    assert (listed["rank"], listed["reason"]) == (None, "too_few")


def test_listed_cities_say_why(tmp_path: Path):
    make_edition(tmp_path, listed=("deeham",))

    (item,) = answer("/small/listed")["items"]

    assert (item["unit"], item["reason"], item["own_values"], item["values"]) == ("deeham", "too_few", 0, 0)


@pytest.mark.parametrize("path", ["/none", "/none/results", "/none/listed", "/small/units/none"])
def test_what_does_not_exist_is_404(tmp_path: Path, path: str):
    make_edition(tmp_path)

    assert Client().get(f"/api/v1/index/editions{path}").status_code == 404


@pytest.mark.parametrize("count", [3, 70])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("", 1), ("/small", 5), ("/small/results", 5), ("/small/listed", 3), ("/small/units/city-00001", 5)],
)
def test_an_answer_costs_the_same_queries_however_many_cities(
    tmp_path: Path, django_assert_num_queries: Any, count: int, path: str, queries: int
):
    make_edition(tmp_path, many(count), listed=tuple(f"listed-{n}" for n in range(count)))

    with django_assert_num_queries(queries):
        answer(path)
