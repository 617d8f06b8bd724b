"""Editions compared: the numbers come out of the rows."""

from __future__ import annotations

import pytest
from django.test import Client

from wego.members.queries.comparison import compare
from wego.members.queries.directory import Register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def test_2016_and_2022_93_kept_4_left_67_joined():
    register = Register()

    governments, others = compare(register.editions[0], register.editions[1], register)

    assert (len(governments.kept), len(governments.left), len(governments.joined)) == (93, 4, 67)
    assert (governments.earlier, governments.later) == (97, 160)
    assert {organisation.slug for organisation in governments.left} == {"helsinki", "barcelona", "ulyanovsk", "yakutsk"}
    assert (len(others.kept), len(others.left), len(others.joined)) == (2, 1, 17)


def test_regions_add_up_in_the_later_scheme():
    register = Register()

    governments, _others = compare(register.editions[0], register.editions[1], register)

    assert {change.region.code: (change.earlier, change.later) for change in governments.regions} == {
        "africa": (24, 47),
        "europe": (17, 16),
        "middle-east": (4, 8),
        "americas": (7, 15),
        "asia-pacific": (45, 74),
    }
    assert all(change.earlier - len(change.left) + len(change.joined) == change.later for change in governments.regions)


def test_backwards_who_joined_has_left():
    register = Register()

    governments, _others = compare(register.editions[1], register.editions[0], register)

    assert (len(governments.kept), len(governments.left), len(governments.joined)) == (93, 67, 4)
    assert {change.region.code for change in governments.regions} >= {"asia", "oceania"}


def test_an_edition_with_itself_keeps_all():
    register = Register()

    governments, others = compare(register.editions[0], register.editions[0], register)

    assert (len(governments.kept), len(others.kept)) == (97, 3)
    assert governments.left == governments.joined == []


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_the_page_in_every_language(language: str):
    page = Client().get(f"/{language}/members/compare/2016/2022/").content.decode()

    assert all(f"<dd>{number}</dd>" in page for number in (93, 4, 67))


def test_an_edition_that_does_not_exist_is_404():
    assert Client().get("/en/members/compare/2016/1999/").status_code == 404
