"""Lists of few rows: what is public, that no export runs as a formula, and that more rows cost no more queries."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.core.tables import parquet
from tests.members.factories import make_edition, make_entry, make_organisation, make_place, make_region
from wego.members import hooks
from wego.members.models import Region
from wego.members.queries import directory
from wego.members.views import member_map

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def body(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content


def test_regions_of_one_place_in_the_order_stand_the_same_way_everywhere():
    for code in ("europe", "africa", "asia"):
        make_region(code)

    assert [region.code for region in Region.objects.filter(order=0)] == ["africa", "asia", "europe"]


def test_no_exported_cell_starts_a_formula():
    make_organisation("=HYPERLINK(1)", name_ko="+82", slug="formula", place=make_place("x", longitude=-5.5))

    line = body(Client().get("/en/members/?format=csv")).decode().splitlines()[1]
    sheet = load_workbook(io.BytesIO(body(Client().get("/en/members/?format=xlsx")))).active
    cells = next(sheet.iter_rows(min_row=2, values_only=True))

    assert "'=HYPERLINK(1),'+82," in line
    assert ",-5.5," in line
    assert "'=HYPERLINK(1)" in cells


def test_a_name_is_itself_where_no_spreadsheet_program_reads_it():
    make_organisation("=HYPERLINK(1)", name_ko="+82", slug="formula", place=make_place("x", longitude=-5.5))

    kinds, (row,) = parquet(Client().get("/en/members/?format=parquet"))

    assert (row["name_en"], row["name_ko"], row["longitude"], row["population"]) == ("=HYPERLINK(1)", "+82", -5.5, None)
    assert (kinds["longitude"], kinds["population"]) == ("DOUBLE", "VARCHAR")


def test_who_is_only_registered_is_not_public():
    make_organisation("Applicant", standing="")

    assert Client().get("/api/v1/organisations").json() == {"count": 0, "items": []}
    assert Client().get("/en/members/applicant/").status_code == 404
    assert Client().get("/api/v1/organisations/applicant").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # One more than the list itself needs: whether what was kept still holds.
        ("/en/members/", 5),
        ("/en/members/?edition=2022&region=asia-pacific&q=c", 6),
        ("/en/members/?sort=country", 6),
        ("/en/members/?format=csv", 4),
        ("/en/members/?format=json", 5),
        ("/en/members/?format=parquet", 4),
        ("/en/members/map/", 4),
        ("/en/members/compare/2022/2022/", 3),
        ("/en/members/city-0/", 4),
        ("/api/v1/organisations", 5),
        ("/api/v1/organisations/city-0", 3),
    ],
)
def test_number_of_queries(
    rows: int, address: str, queries: int, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(hooks.profile_panels, "fillers", [])  # what other apps add has its own numbers
    edition = make_edition("2022")
    for number in range(rows):
        make_entry(edition, make_organisation(f"City {number}", region=make_region()))

    with django_assert_num_queries(queries):
        response = Client().get(address)
        body(response)

    assert response.status_code == 200


def test_a_network_too_large_for_dots_is_shown_by_country(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(member_map, "MOST_DOTS", 2)
    for number in range(3):
        make_organisation(
            f"City {number}", country="NP", region=make_region(), place=make_place(f"City {number}", "NP")
        )
    make_organisation("Seoul")

    context = Client().get("/en/members/map/").context

    assert {(dot.url, dot.label) for dot in context["dots"]} == {
        ("?country=KR", "South Korea: 1"),
        ("?country=NP", "Nepal: 3"),
    }


def test_a_page_deep_in_the_list_is_the_same_as_one_read_from_the_start(monkeypatch: pytest.MonkeyPatch):
    for number in range(60):
        make_organisation(f"City {number:02}")
    expected = Client().get("/en/members/?page=2").context["rows"]

    monkeypatch.setattr(directory, "NEAR", 10)
    shown = Client().get("/en/members/?page=2").context["rows"]
    items = Client().get("/api/v1/organisations?offset=50").json()["items"]

    assert shown == expected
    assert [item["slug"] for item in items] == [row.slug for row in expected] == [f"city-{n}" for n in range(50, 60)]


def test_names_are_escaped_where_rows_are_written_by_hand():
    make_organisation("<b>{0}</b>", slug="bold", name_native='"><i>')

    pages = [Client().get(address).content.decode() for address in ("/en/members/", "/en/members/map/", "/ko/members/")]

    assert all("&lt;b&gt;{0}&lt;/b&gt;" in page for page in pages)
    assert not any("<b>{0}" in page or '"><i>' in page for page in pages)
