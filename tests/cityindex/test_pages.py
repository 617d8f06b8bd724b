"""Pages of the index: order, filters, exports, who sees a draft, and what a page costs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.accounts.factories import make_secretary
from tests.cityindex.factories import THREE, make_edition, many
from wego.members.models import Organisation

pytestmark = pytest.mark.django_db

FOUR = {**THREE, "deeham": (9.5, None, 1.0)}


def units(address: str, client: Client | None = None) -> list[str]:
    """The cities of a ranking in the order shown."""
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return [row.unit.slug for row in response.context["facts"]()["rows"]]


def body(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content


def test_the_best_comes_first_and_a_pillar_sorts(tmp_path: Path):
    make_edition(tmp_path, FOUR)

    assert units("/en/index/small/") == ["ayton", "beeville", "deeham", "ceeford"]
    assert units("/en/index/small/?sort=things") == ["deeham", "ayton", "beeville", "ceeford"]
    assert units("/en/index/small/?sort=means") == ["ayton", "beeville", "ceeford", "deeham"]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("members=1", ["ayton", "ceeford"]),
        ("country=KR", ["ayton", "beeville", "ceeford"]),
        ("region=asia-pacific&members=1", ["ayton", "ceeford"]),
        ("country=FR", []),
        ("region=atlantis", []),
        ("sort=nothing", []),
        ("members=maybe", []),
        ("q=EEV", ["beeville"]),
        ("q=ayTÓN", ["ayton"]),
        ("q=City of Ceeford", ["ceeford"]),
        ("q=nowhere", []),
        ("q=e&members=1", ["ceeford"]),
    ],
)
def test_a_ranking_is_narrowed_and_what_does_not_exist_matches_nothing(tmp_path: Path, asked: str, shown: list[str]):
    make_edition(tmp_path)

    assert units(f"/en/index/small/?{asked}") == shown


def test_a_name_finds_what_is_listed_without_a_rank_as_well(tmp_path: Path):
    make_edition(tmp_path, listed=("deeham",))

    found = Client().get("/en/index/small/?q=deeham").content.decode()

    assert "/en/index/small/deeham/" in found
    assert "No ranked cities match" in found


def test_the_map_of_a_ranking_opens_closer_and_says_the_way_back(tmp_path: Path):
    make_edition(tmp_path, FOUR)
    whole = Client().get("/en/index/small/?members=1").context["facts"]()["map"]

    closer = Client().get("/en/index/small/?members=1&frame=30,120,40,130")
    beyond = Client().get("/en/index/small/?frame=-30,-60,-20,-50").context["facts"]()["map"]

    assert (whole.is_closer, beyond.is_closer) == (False, False)
    assert closer.context["facts"]()["map"].opens.whole == "?members=1#world-map-title"
    assert 'href="?members=1#world-map-title"' in closer.content.decode()


def test_who_has_left_is_no_member(tmp_path: Path):
    make_edition(tmp_path)
    Organisation.objects.filter(slug="ayton").update(standing="former")

    assert units("/en/index/small/?members=1") == ["ceeford"]


def test_listed_cities_stand_apart_with_their_reason(tmp_path: Path):
    make_edition(tmp_path, listed=("deeham",))

    shown = Client().get("/en/index/small/?show=listed").content.decode()

    assert "Too few figures." in shown
    assert "Deeham" in shown
    assert "Ayton" not in shown


def test_exports_hold_exactly_what_is_filtered(tmp_path: Path):
    make_edition(tmp_path, FOUR)
    address = "/en/index/small/?members=1&sort=things&format="

    table = list(csv.DictReader(io.StringIO(body(Client().get(address + "csv")).decode("utf-8-sig"))))
    document = json.loads(body(Client().get(address + "json")))
    sheet = load_workbook(io.BytesIO(body(Client().get(address + "xlsx")))).active

    assert [row["unit"] for row in table] == ["ayton", "ceeford"]
    assert [float(row["index"]) for row in table] == [pytest.approx(85.0), pytest.approx(45.0)]
    assert (document["count"], [item["unit"] for item in document["items"]]) == (2, ["ayton", "ceeford"])
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["ayton", "ceeford"]


def test_a_pillar_that_a_city_lacks_is_shown_as_missing(tmp_path: Path):
    make_edition(tmp_path, {**THREE, "deeham": (4.0, 2.0, None)})

    response = Client().get("/en/index/small/")
    (row,) = [row for row in response.context["facts"]()["rows"] if row.unit.slug == "deeham"]

    assert row.pillars == [("Things", "50.0"), ("Means", "–")]
    assert Client().get("/en/index/small/deeham/").status_code == 200


@pytest.mark.parametrize("path", ["", "method/", "ayton/", "files/data.csv"])
def test_a_draft_is_for_the_secretariat(tmp_path: Path, signed_in: Any, path: str):
    make_edition(tmp_path, status="draft")

    assert Client().get(f"/en/index/small/{path}").status_code == 404
    assert signed_in(make_secretary()).get(f"/en/index/small/{path}").status_code == 200


def test_a_draft_is_in_no_list(tmp_path: Path):
    make_edition(tmp_path, status="draft")

    assert "Small index" not in Client().get("/en/index/").content.decode()
    assert Client().get("/api/v1/index/editions").json() == {"count": 0, "items": []}


def test_a_network_without_editions_says_what_will_be_here():
    assert "No edition has been published yet" in Client().get("/en/index/").content.decode()


@pytest.mark.parametrize("count", [3, 70])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("", 1),
        ("small/", 7),
        ("small/?sort=things&members=1", 8),
        ("small/?q=city", 11),
        ("small/?show=listed", 5),
        ("small/method/", 6),
        ("small/city-00001/", 12),
        ("small/listed-0/", 6),
        ("small/files/data.csv", 2),
    ],
)
def test_a_page_costs_the_same_queries_however_many_cities(
    tmp_path: Path, django_assert_num_queries: Any, count: int, path: str, queries: int
):
    make_edition(tmp_path, many(count), listed=tuple(f"listed-{n}" for n in range(count)))

    with django_assert_num_queries(queries):
        assert Client().get(f"/en/index/{path}").status_code == 200


def test_a_long_ranking_comes_in_pages(tmp_path: Path):
    make_edition(tmp_path, many(130))

    assert len(units("/en/index/small/")) == 100
    assert len(units("/en/index/small/?page=2")) == 30


def test_cities_stand_in_the_order_of_one_indicator_with_its_value(tmp_path: Path):
    make_edition(tmp_path, FOUR)

    page = Client().get("/en/index/small/by/own_b/")
    rows = page.context["facts"]()["rows"]

    assert [(row.unit.slug, row.rank) for row in rows] == [("ayton", "1"), ("beeville", "2")]
    assert [row.value.value for row in rows] == [1, 5]


def test_ties_in_an_indicator_share_the_better_place(tmp_path: Path):
    make_edition(tmp_path)

    rows = Client().get("/en/index/small/by/land_c/").context["facts"]()["rows"]

    assert {row.rank for row in rows} == {"1"}


@pytest.mark.parametrize("element", ["index", "nothing", "own_a/.."])
def test_what_is_no_part_of_an_edition_is_not_there(tmp_path: Path, element: str):
    make_edition(tmp_path)

    assert Client().get(f"/en/index/small/by/{element}/").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_the_page_of_an_indicator_costs_the_same_for_few_and_many(
    count: int, tmp_path: Path, django_assert_num_queries: Any
):
    make_edition(tmp_path, many(count))

    with django_assert_num_queries(5):
        Client().get("/en/index/small/by/own_a/")


def test_two_parts_are_set_against_each_other_and_a_city_is_named(tmp_path: Path):
    make_edition(tmp_path, FOUR)

    page = Client().get("/en/index/small/explore/", {"x": "own_a", "y": "things", "city": "ayton"})
    said = page.content.decode()

    assert "Over 4 cities the correlation is" in said
    assert "is the thick line" in said
    assert [row[0] for row in page.context["scatter"].rows] == ["Ayton", "Beeville", "Deeham", "Ceeford"]


def test_where_all_have_the_same_nothing_is_said_of_a_correlation(tmp_path: Path):
    make_edition(tmp_path)

    said = Client().get("/en/index/small/explore/", {"x": "land_c", "y": "things"}).content.decode()

    assert "The relationship cannot be measured" in said


@pytest.mark.parametrize("asked", [{"x": "nothing"}, {"y": ""}, {"city": "atlantis"}])
def test_a_part_that_is_not_there_is_refused_beside_its_field(asked: dict[str, str], tmp_path: Path):
    make_edition(tmp_path)

    page = Client().get("/en/index/small/explore/", asked)

    assert page.status_code == 200
    assert page.context["form"].errors.keys() == asked.keys()
    assert "scatter" not in page.context


@pytest.mark.parametrize("count", [3, 30])
def test_exploring_costs_the_same_for_few_and_many(count: int, tmp_path: Path, django_assert_num_queries: Any):
    make_edition(tmp_path, many(count))

    with django_assert_num_queries(4):
        Client().get("/en/index/small/explore/")
