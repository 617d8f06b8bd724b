"""One letter wrong: what was meant."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.members.factories import make_organisation, make_standing
from wego.core.search.queries import find, meant_instead
from wego.core.search.suggestions import is_one_letter_away

words = st.text("abcd", min_size=1, max_size=8)


@given(words, st.integers(0, 8), st.sampled_from("abcdx"))
def test_a_letter_changed_added_left_out_or_swapped_is_near(word: str, place: int, letter: str):
    at = place % len(word)

    assert is_one_letter_away(word[:at] + letter + word[at + 1 :], [word])
    assert is_one_letter_away(word[:at] + letter + word[at:], [word])
    assert is_one_letter_away(word[:at] + word[at + 1 :], [word])
    assert is_one_letter_away(word[:at] + word[at : at + 2][::-1] + word[at + 2 :], [word])


@pytest.mark.parametrize(("one", "other"), [("seoul", "busan"), ("seoul", "souel"), ("abcd", "badc"), ("ab", "abcd")])
def test_two_letters_are_too_many(one: str, other: str):
    assert not is_one_letter_away(one, [other])


@pytest.fixture
def seoul(db: None) -> None:
    city = make_organisation("Seoul", name_ko="서울", name_zh="首尔", aliases=["汉城"])
    make_standing(city, "full")
    make_standing(make_organisation("Quezon City", country="PH"), "full")


SAID = [
    "서울시",
    "서울특별시",
    "首爾",
    "首尔市",
    "漢城",
    "Seoul City",
    "Seoul Metropolitan Government",
    "City of Seoul",
]


@pytest.mark.both_databases
@pytest.mark.parametrize("words", SAID)
def test_a_city_is_found_as_people_write_it(words: str, seoul: None):
    [found] = find(AnonymousUser(), words)

    assert [result.title for result in found.results] == ["Seoul"]
    assert Client().get("/en/members/", {"q": words}).context["page"].paginator.count == 1


@pytest.mark.both_databases
@pytest.mark.parametrize(("words", "meant"), [("Soeul", "Seoul"), ("Seuol City", "Seoul"), ("Qezon", "Quezon City")])
def test_one_wrong_letter_is_answered_with_what_was_meant(words: str, meant: str, seoul: None):
    assert find(AnonymousUser(), words) == []
    assert [result.title for result in meant_instead(AnonymousUser(), words)] == [meant]
    for page in ("/en/search/", "/en/members/"):
        assert f">{meant}</a></p>" in Client().get(page, {"q": words}).content.decode().split("Did you mean:")[1]


def test_what_nobody_may_see_is_not_suggested(db: None):
    make_organisation("Seoul", standing="")  # registered, and never a member

    assert meant_instead(AnonymousUser(), "Soeul") == []
