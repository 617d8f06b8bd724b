"""The directory: search, filters, order, paging, exports, numbers, and what it costs."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.core.tables import parquet
from wego.core.folding import fold
from wego.members.forms.directory import filters_of, read_selection
from wego.members.models import Organisation
from wego.members.queries.directory import Register, Selection, in_order, select

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def slugs(**asked: str) -> list[str]:
    register = Register()
    chosen = select(AnonymousUser(), Selection(**asked), register)
    return list(in_order(chosen, asked.get("sort", "name"), register, ["KR", "NP"]).values_list("slug", flat=True))


def page(address: str, **asked: str) -> Any:
    response = Client().get(address, asked)
    assert response.status_code == 200
    return response


def body(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("서울", "seoul"),
        ("首尔", "seoul"),
        ("seoul", "seoul"),
        ("SEOUL", "seoul"),
        (" Se oul ", "seoul"),
        ("sao paulo", "sao-paulo"),
        ("SÃO PAULO", "sao-paulo"),
        ("saopaulo", "sao-paulo"),
        ("hongkong", "hong-kong"),
        ("ＨＯＮＧ　ＫＯＮＧ", "hong-kong"),
        ("አዲስ አበባ", "addis-ababa"),
        ("塔库基加利", "takum"),  # a misprint of the list stays findable
        ("qqqq", None),
    ],
)
@pytest.mark.usefixtures("register")
def test_search_in_any_script_sets_case_accents_width_and_spaces_aside(q: str, found: str | None):
    result = slugs(q=q)

    assert found in result if found else result == []


@pytest.mark.usefixtures("register")
def test_the_same_record_is_found_by_its_korean_chinese_and_english_name():
    results = [slugs(q=q, kind="local_government") for q in ("서울", "首尔", "Seoul")]

    assert results == [["seoul"]] * 3


@pytest.mark.usefixtures("register")
def test_buenos_aires_of_costa_rica_is_not_argentinas():
    found = Organisation.objects.select_related("place", "region").get(slug=slugs(q="buenos aires")[0])

    assert slugs(q="buenos aires", country="AR") == []
    assert (found.country, found.region.code) == ("CR", "americas")
    assert 8 < found.place.latitude < 11


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 179),
        ({"kind": "local_government"}, 160),
        ({"kind": "institution"}, 19),
        ({"kind": "corporation"}, 0),
        ({"kind": "local_government", "region": "africa"}, 47),
        ({"kind": "local_government", "region": "europe"}, 16),
        ({"kind": "local_government", "region": "middle-east"}, 8),
        ({"kind": "local_government", "region": "americas"}, 15),
        ({"kind": "local_government", "region": "asia-pacific"}, 74),
        ({"standing": "former"}, 5),
        ({"standing": "full"}, 0),
        ({"edition": "2022"}, 179),
        ({"edition": "2016"}, 100),
        ({"edition": "2016", "standing": "full"}, 90),
        ({"edition": "2016", "standing": "associate"}, 7),
        ({"edition": "2016", "standing": "friendship"}, 3),
        ({"edition": "2016", "region": "oceania"}, 1),
        ({"edition": "2016", "region": "asia", "kind": "local_government"}, 44),
        ({"edition": "2016", "region": "asia-pacific"}, 0),
        ({"region": "oceania"}, 0),
        ({"edition": "1999"}, 0),
        ({"country": "kr", "kind": "local_government", "edition": "2022"}, 7),
        ({"q": "…"}, 0),
    ],
)
@pytest.mark.usefixtures("register")
def test_counts_of_what_is_filtered(asked: dict[str, str], number: int):
    assert len(slugs(**asked)) == number


@pytest.mark.usefixtures("register")
def test_an_editions_own_region_and_standing_are_shown():
    register = Register()

    fiji = select(AnonymousUser(), Selection(edition="2016", region="oceania"), register).get()

    assert register.regions[fiji.shown_region_id].scheme == "2016"
    assert fiji.shown_standing == "full"
    assert fiji.standing == "unstated"


@pytest.mark.parametrize(
    "sort", ["name", "-name", "country", "region", "kind", "standing", "population", "-population"]
)
@pytest.mark.usefixtures("register")
def test_every_order_keeps_the_same_rows(sort: str):
    assert sorted(slugs(sort=sort)) == sorted(slugs())


@pytest.mark.usefixtures("register")
def test_order_by_population_puts_the_unstated_last_both_ways():
    for sort in ("population", "-population"):
        last = Organisation.objects.select_related("place").get(slug=slugs(sort=sort)[-1])

        assert last.place.population is None


@pytest.mark.usefixtures("register")
def test_koreans_read_the_list_in_their_alphabet():
    names = [row.name.get("ko") for row in page("/ko/members/").context["rows"]]

    assert names == sorted(names)
    assert any(name.startswith("가") for name in names)


@pytest.mark.usefixtures("register")
def test_the_page_states_the_corporations_that_are_counted_but_not_named():
    response = page("/en/members/")
    corporations = page("/en/members/", kind="corporation")

    assert response.context["unnamed"] == 37
    assert response.context["page"].paginator.count == 179
    assert "also states 37 corporations without names" in response.content.decode()
    assert corporations.context["rows"] == []
    assert "without names" in corporations.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("region", "atlantis"),
        ("country", "QQ"),
        ("kind", "town"),
        ("standing", "gold"),
        ("edition", "1999"),
        ("kind", "<b>"),
    ],
)
@pytest.mark.usefixtures("register")
def test_an_unknown_value_shows_nothing_and_says_so_beside_the_filter(name: str, value: str):
    response = page("/en/members/", **{name: value})

    assert response.context["rows"] == []
    assert list(response.context["asked"].errors) == [name]
    assert f'id="{name}_error"' in response.content.decode()
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize(
    "asked", [{"page": "999"}, {"page": "x"}, {"sort": "x"}, {"q": "\x01"}, {"format": "pdf"}, {"country": "IS"}]
)
@pytest.mark.usefixtures("register")
def test_odd_values_never_break_the_page(asked: dict[str, str]):
    page("/en/members/", **asked)


@pytest.mark.usefixtures("register")
def test_a_country_that_is_searched_as_a_name_is_offered():
    found = page("/en/members/", q="대한민국").context["found_countries"]

    assert found == [("KR", "South Korea")]


@pytest.mark.usefixtures("register")
def test_paging_shows_every_row_once():
    seen = [row.slug for number in range(1, 5) for row in page("/en/members/", page=str(number)).context["rows"]]

    assert len(seen) == len(set(seen)) == 179


@pytest.mark.parametrize("asked", [{}, {"edition": "2016", "standing": "associate"}, {"q": "서울"}, {"kind": "town"}])
@pytest.mark.usefixtures("register")
def test_exports_hold_exactly_what_is_filtered_in_the_same_order(asked: dict[str, str]):
    shown = [row.slug for row in page("/en/members/", **asked).context["rows"]]

    rows = list(csv.DictReader(io.StringIO(body(page("/en/members/", format="csv", **asked)).decode("utf-8-sig"))))
    document = json.loads(body(page("/en/members/", format="json", **asked)))
    sheet = load_workbook(io.BytesIO(body(page("/en/members/", format="xlsx", **asked)))).active
    _kinds, typed = parquet(page("/en/members/", format="parquet", **asked))

    exported = [row["slug"] for row in rows]
    assert exported[:50] == shown
    assert [item["slug"] for item in document["items"]] == exported
    assert document["count"] == len(exported)
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == exported
    assert [row["slug"] for row in typed] == exported


@pytest.mark.usefixtures("register")
def test_an_export_carries_codes_names_position_and_editions():
    row = next(
        csv.DictReader(
            io.StringIO(
                body(page("/ko/members/", format="csv", q="seoul", kind="local_government")).decode("utf-8-sig")
            )
        )
    )

    assert row == {
        "slug": "seoul",
        "kind": "local_government",
        "subkind": "city_level",
        "country": "KR",
        "region": "asia-pacific",
        "name_en": "Seoul",
        "name_ko": "서울",
        "name_zh_hans": "首尔",
        "name_native": "서울",
        "standing": "unstated",
        "latitude": "37.566",
        "longitude": "126.9784",
        "position_quality": "certain",
        "population": "10349312",
        "editions": "2016 2022",
    }


@given(st.text(max_size=30))
def test_a_search_is_folded_so_that_no_letter_of_a_pattern_is_left(q: str):
    folded = fold(q)

    assert not set(folded) & set("%_\\|' \t\n\0")
    assert fold(folded) == folded


@given(
    st.dictionaries(
        st.sampled_from(["q", "region", "country", "kind", "standing", "edition", "sort"]), st.text(max_size=20)
    )
)
def test_any_address_is_read(given_values: dict[str, str]):
    register = Register(editions=(), regions=())
    asked = read_selection(given_values, register)

    wrong = [part.name for part in filters_of(asked, register, []) if part.error]
    assert sorted(wrong) == sorted(asked.errors)
