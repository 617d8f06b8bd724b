"""The open API of the register: shapes, codes, refusals in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def get(address: str, **asked: Any) -> Any:
    return Client().get(f"/api/v1/{address}", asked)


def test_an_organisation_in_the_list():
    answer = get("organisations", q="서울", kind="local_government").json()

    assert answer == {
        "count": 1,
        "items": [
            {
                "slug": "seoul",
                "kind": "local_government",
                "subkind": "city_level",
                "country": "KR",
                "region": "asia-pacific",
                "names": {"en": "Seoul", "ko": "서울", "zh-hans": "首尔", "native": "서울"},
                "standing": "unstated",
                "latitude": 37.566,
                "longitude": 126.9784,
                "position_quality": "certain",
                "population": 10349312,
                "editions": ["2016", "2022"],
            }
        ],
    }


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 179),
        ({"edition": "2022", "kind": "local_government"}, 160),
        ({"edition": "2022", "kind": "institution"}, 19),
        ({"edition": "2022", "kind": "corporation"}, 0),
        ({"edition": "2016"}, 100),
        ({"edition": "2016", "standing": "full"}, 90),
        ({"edition": "2016", "region": "asia", "kind": "local_government"}, 44),
        ({"kind": "local_government", "region": "asia-pacific"}, 74),
        ({"country": "kr"}, 13),
        ({"standing": "former"}, 5),
        ({"edition": "1999"}, 0),
        ({"region": "atlantis"}, 0),
        ({"country": "ZZ"}, 0),
    ],
)
def test_counts_and_what_does_not_exist_is_empty(asked: dict[str, str], count: int):
    answer = get("organisations", **asked, limit=1000).json()

    assert answer["count"] == len(answer["items"]) == count


def test_pages_put_together_are_the_whole():
    parts = [get("organisations", limit=60, offset=offset).json() for offset in (0, 60, 120)]
    slugs = [item["slug"] for part in parts for item in part["items"]]

    assert {part["count"] for part in parts} == {179}
    assert len(slugs) == len(set(slugs)) == 179
    assert slugs == [item["slug"] for item in get("organisations", limit=1000).json()["items"]]


def test_the_api_and_the_export_say_the_same():
    exported = json.loads(b"".join(Client().get("/en/members/", {"format": "json", "edition": "2016"})))
    asked = get("organisations", edition="2016", limit=1000).json()

    assert exported == asked


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "town"},
        {"standing": "gold"},
        {"country": "Korea"},
        {"region": "Not A Code!"},
        {"limit": "0"},
        {"limit": "many"},
        {"limit": "100000"},
        {"offset": "-1"},
        {"q": "x" * 201},
    ],
)
def test_a_value_that_is_no_code_is_refused_in_words(asked: dict[str, str]):
    answer = get("organisations", **asked)

    fault = answer.json()["detail"][0]
    assert answer.status_code == 422
    assert fault["loc"][-1] == next(iter(asked))
    assert fault["msg"]


def test_one_organisation_with_its_history():
    answer = get("organisations/ulyanovsk").json()

    assert [(p["standing"], p["from"], p["until"]) for p in answer["standings"]] == [
        ("full", "2016-04-26", "2022-12-31"),
        ("former", "2022-12-31", None),
    ]
    assert [row["edition"] for row in answer["member_lists"]] == ["2016"]


def test_an_organisation_that_does_not_exist_is_404():
    assert get("organisations/nowhere").status_code == 404


def test_regions_and_editions():
    regions = get("regions").json()
    editions = get("editions").json()

    codes = {(item["scheme"], item["code"]) for item in regions["items"]}
    assert regions["count"] == len(codes) == 11
    assert ("2022", "asia-pacific") in codes
    assert [item["code"] for item in editions["items"]] == ["2016", "2022"]
    assert {"document": "KO23", "kind": "corporation", "count": 37, "named": 0} in editions["items"][1]["stated"]


def test_the_api_describes_itself():
    description = get("openapi.json").json()

    asked = {p["name"] for p in description["paths"]["/api/v1/organisations"]["get"]["parameters"]}
    assert asked == {"q", "kind", "region", "country", "standing", "edition", "limit", "offset"}
