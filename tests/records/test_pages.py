"""The values of one indicator as files: all of them, typed, by whoever asks."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.core.tables import content, parquet
from tests.members.factories import make_organisation
from wego.core.exports import FORMATS
from wego.records.models import STATEMENTS, Gap, Indicator, Observation, Source

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, tzinfo=UTC)
ADDRESS = "/en/figures/test.people/"


@pytest.fixture
def figures() -> Indicator:
    """Two values, one of them with an odd note."""
    source = Source.objects.create(code="census", title="Census")
    indicator = Indicator.objects.create(
        code="test.people", name="People", unit="people", source=source, level=Indicator.Level.CITY
    )
    for name, value, note in (("Ayton", "1200000", "=SUM(A1)"), ("Beeville", "-12.50", "")):
        Observation.objects.create(
            indicator=indicator,
            organisation=make_organisation(name),
            period="2024",
            value=Decimal(value),
            source=source,
            note=note,
            recorded_at=AT,
        )
    return indicator


def test_a_csv_has_plain_numbers_and_no_formula(figures: Indicator) -> None:
    rows = list(csv.DictReader(io.StringIO(content(Client().get(ADDRESS, {"format": "csv"})).decode("utf-8-sig"))))

    assert [(row["value"], row["note"]) for row in rows] == [("1200000", "'=SUM(A1)"), ("-12.5", "")]


def test_parquet_is_typed_and_alters_no_text(figures: Indicator) -> None:
    kinds, rows = parquet(Client().get(ADDRESS, {"format": "parquet"}))

    assert (kinds["value"], kinds["period"]) == ("DECIMAL(38,1)", "VARCHAR")
    assert [(row["value"], row["note"]) for row in rows] == [(Decimal(1200000), "=SUM(A1)"), (Decimal("-12.5"), "")]


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_is_on_the_page_and_comes(figures: Indicator, file_format: str) -> None:
    page = Client().get(ADDRESS).content.decode()
    answer = Client().get(ADDRESS, {"format": file_format})

    assert f'href="?format={file_format}" download>{FORMATS[file_format]}</a>' in page
    assert answer["Content-Disposition"] == f'attachment; filename="test.people.{file_format}"'
    assert content(answer)


def test_every_source_of_an_indicator_is_named_and_each_value_s_own(figures: Indicator) -> None:
    page = Client().get(ADDRESS).content.decode()
    assert page.count("Census") == 1

    later = Source.objects.create(code="census-2", title="Second census", publisher="Office")
    Observation.objects.create(
        indicator=figures,
        organisation=make_organisation("Ceeford"),
        period="2026",
        value=3,
        source=later,
        recorded_at=AT,
    )

    page = Client().get(ADDRESS).content.decode()
    facts, rows = page.split("<tbody>")
    assert facts.index("#source-census") < facts.index("#source-census-2")
    assert [row.rpartition("</a>")[0].rpartition(">")[2] for row in rows.split("</tr>")[:3]] == [
        "Second census",
        "Census",
        "Census",
    ]
    listed = Client().get("/en/figures/").content.decode()
    assert '<a href="#source-census">Census</a>; <a href="#source-census-2">Second census</a>' in listed


def test_the_page_of_all_indicators_costs_the_same_however_many(
    figures: Indicator, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        source = Source.objects.create(code=f"more-{number}", title=f"More {number}")
        Indicator.objects.create(code=f"more.{number}", name="More", unit="x", source=source, level="city")

    with django_assert_num_queries(4):
        Client().get("/en/figures/")


def test_an_indicator_without_values_names_the_source_it_is_of(figures: Indicator) -> None:
    source = Source.objects.create(code="planned", title="Planned survey")
    Indicator.objects.create(code="more.empty", name="More", unit="x", source=source, level="city")

    assert '#source-planned">Planned survey</a>' in Client().get("/en/figures/").content.decode()
    assert '#source-planned">Planned survey</a>' in Client().get("/en/figures/more.empty/").content.decode()


def test_who_publishes_and_why_nothing_is_known_are_said_in_the_readers_language(figures: Indicator) -> None:
    words = {"en": "Office", "ko": "통계청", "zh-hans": "统计局"}
    Source.objects.update(publisher=words, terms={"en": "Free.", "ko": "자유롭게 씁니다.", "zh-hans": "自由使用。"})
    reason = {"en": "no value", "ko": "값이 없음", "zh-hans": "没有数值"}
    Gap.objects.create(indicator=figures, periods="2020", reason=reason, country="KR")

    page = Client().get("/zh-hans/figures/").content.decode()

    assert all(said in page for said in ("统计局", "自由使用。", "没有数值"))
    assert not any(said in page for said in ("Office", "Free.", "no value"))


def test_another_format_is_the_page(figures: Indicator) -> None:
    assert "Ayton" in Client().get(ADDRESS, {"format": "exe"}).content.decode()


@pytest.mark.parametrize(("file_format", "queries"), [("csv", 2), ("json", 3), ("parquet", 2)])
def test_number_of_queries(figures: Indicator, file_format: str, queries: int, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(queries):
        content(Client().get(ADDRESS, {"format": file_format}))


def test_values_sort_by_each_column_and_say_how_many_there_are(figures: Indicator) -> None:
    page = Client().get(ADDRESS, {"sort": "value"}).content.decode()
    turned = Client().get(ADDRESS, {"sort": "-value"}).content.decode()

    assert "2 values" in page
    assert 'aria-sort="ascending"' in page
    assert page.index("Beeville") < page.index("Ayton")
    assert turned.index("Ayton") < turned.index("Beeville")
    assert 'href="?sort=value&amp;format=csv"' in page


def test_indicators_without_values_come_last_and_what_members_state_is_named_in_the_readers_language(
    figures: Indicator,
) -> None:
    stated = Source.objects.create(code=STATEMENTS, title="Statements by members")
    Indicator.objects.create(code="a.first", name="Empty", unit="x", source=stated, level="city")

    page = Client().get("/ko/figures/").content.decode()

    assert page.index("/figures/test.people/") < page.index("/figures/a.first/")
    assert "회원이 제출한 수치" in page
    assert "Statements by members" not in page
