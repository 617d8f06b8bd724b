"""The front page: what the network is, its cities on the map, three doors, a finding, news and dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from tests.governance.factories import make_meeting
from tests.members.factories import make_edition, make_entry, make_organisation, make_standing
from wego.core import front_page
from wego.core.front_page import DateItem, Finding, NewsItem

pytestmark = pytest.mark.django_db


def finding(title: str) -> Finding:
    return Finding(title, f"About {title}.", "/somewhere/", "More", "A source")


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two apps offer findings, one offers news and dates."""
    monkeypatch.setattr(front_page.findings, "fillers", [lambda: [finding("one")], lambda: [finding("two")]])
    told = [NewsItem(date(2026, month, 1), f"news of {month}", "/") for month in (1, 3, 2, 5, 4)]
    monkeypatch.setattr(front_page.news, "fillers", [lambda today: told])
    coming = [DateItem(date(2027, 5, day), f"date {day}") for day in (9, 3)]
    monkeypatch.setattr(front_page.dates, "fillers", [lambda today: coming])


def test_the_finding_is_another_the_next_day_and_the_same_all_day(offered: None):
    days = (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3))
    first, second, third = (front_page.front_page(AnonymousUser(), today=day).finding for day in days)

    assert first
    assert second
    assert {first.title, second.title} == {"one", "two"}
    assert first == third


def test_the_latest_news_and_the_nearest_dates_come_first(offered: None):
    shown = front_page.front_page(AnonymousUser(), today=date(2026, 3, 1))

    assert [one.title for one in shown.news] == ["news of 5", "news of 4", "news of 3", "news of 2"]
    assert [one.title for one in shown.dates] == ["date 3", "date 9"]


def test_an_empty_platform_says_who_loads_a_network():
    page = Client().get("/en/").content.decode()

    assert "No network is loaded yet." in page


def test_a_visitor_sees_the_network_its_cities_three_doors_and_the_next_meeting():
    edition = make_edition("2022")
    for name in ("Seoul", "Busan", "Daegu"):
        city = make_organisation(name)
        make_standing(city, "full")
        make_entry(edition, city)
    soon = timezone.localdate() + timedelta(days=30)
    make_meeting(title="Spring session", starts_on=soon, ends_on=soon)

    page = Client().get("/en/").content.decode()

    assert "<strong>3</strong> local governments in <strong>1</strong> countries" in page
    assert "and 2 more here: zoom in" in page
    assert [page.count(f">{door}</a></h2>") for door in ("I’m a city", "I want to join", "I want data")] == [1, 1, 1]
    assert "Spring session" in page
    assert "Member list of 2022" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries(rows: int, django_assert_num_queries: Any):
    edition = make_edition("2022")
    for number in range(rows):
        make_entry(edition, make_organisation(f"City {number}"))

    with django_assert_num_queries(15):
        assert Client().get("/en/").status_code == 200
