"""The search over everything: nobody finds what they may not open, and the index says what the nouns say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests.accounts.factories import note_second_factor
from tests.walkers.world import AT, ROLES, World
from wego.accounts.models import User
from wego.accounts.services import erase_person
from wego.core.models import Mail, SearchEntry, SearchPiece
from wego.core.search import SEARCH_KINDS
from wego.core.search.index import entry_of, pieces_of, rebuild
from wego.core.search.queries import find, find_in_office
from wego.members.models import Organisation
from wego.members.services.organisations import edit_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.once]

WORDS = (
    *("seoul", "kathmandu", "city", "mayor", "matter", "2016", "index", "accra", "chengdu", "서울", "首尔"),
    *("2026", "dues", "70.00", "session", "nobody@city", "invitation"),
)


def reader(world: World, role: str) -> tuple[Client, Any]:
    client = Client()
    if role == "stranger":
        return client, AnonymousUser()
    client.force_login(world.people[role])
    if role == "secretariat":
        note_second_factor(client, world.people[role])
    person = User.objects.get(pk=world.people[role].pk)
    person.has_used_second_factor = role != "unproven"
    return client, person


def addresses_found(search: Callable[[Any, str], Iterable[Any]], person: Any) -> set[str]:
    return {result.url for words in WORDS for kind in search(person, words) for result in kind.results}


@pytest.mark.parametrize("role", ROLES)
def test_whoever_finds_something_may_open_it(role: str, world: World):
    """What strangers find is opened as one of them alone: the walker of addresses opens public pages as everybody."""
    client, person = reader(world, role)
    search = find_in_office if role == "secretariat" else find

    found = addresses_found(search, person)
    opened = found if role == "stranger" else found - addresses_found(find, AnonymousUser())

    assert found
    assert {url: status for url in opened if (status := client.get(url).status_code) != 200} == {}


@pytest.mark.parametrize("role", ["treasurer", "regional-office"])
def test_what_a_role_of_the_office_finds_there_it_may_open(role: str, world: World):
    """One of each noun: a page that answers 403 is no answer to a search."""
    client = Client()
    client.force_login(world.people[role])
    note_second_factor(client, world.people[role])
    person = User.objects.get(pk=world.people[role].pk)
    person.has_used_second_factor = True

    found = {kind.kind.code: kind.results[0].url for words in WORDS for kind in find_in_office(person, words)}

    assert {"treasurer": {"payment", "bank_line", "mail"}, "regional-office": {"organisation"}}[role] <= set(found)
    assert {code: status for code, url in found.items() if (status := client.get(url).status_code) != 200} == {}


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("stranger", {"organisation", "edition", "indicator", "external_organisation"}),
        ("delegate", {"organisation", "edition", "indicator", "external_organisation"}),
        ("unproven", {"organisation", "edition", "indicator", "external_organisation"}),
        ("officer", {"organisation", "edition", "indicator", "external_organisation", "invoice"}),
        ("secretariat", set(SEARCH_KINDS)),
    ],
)
def test_what_kinds_of_things_a_role_finds(role: str, kinds: set[str], world: World):
    _client, person = reader(world, role)

    anywhere = [*find(person, "seoul"), *find(person, "index")]
    anywhere += [one for words in WORDS for one in find_in_office(person, words)] if role == "secretariat" else []

    assert {one.kind.code for one in anywhere} == kinds


def test_an_officer_finds_the_invoices_of_the_own_city_alone(world: World):
    _client, officer = reader(world, "officer")

    found = {one.title for kind in find(officer, "2016") if kind.kind.code == "invoice" for one in kind.results}

    assert len(found) == 1
    assert "Seoul" in found.pop()


def said() -> tuple[set[Any], set[Any]]:
    """What the nouns say that the index should hold."""
    entries, pieces = set(), set()
    for kind in SEARCH_KINDS.values():
        for thing in kind.model._default_manager.select_related(*kind.joined):
            if entry := entry_of(kind, thing):
                entries.add((entry.kind, entry.thing_id, entry.key, entry.text, str(entry.titles)))
                pieces |= {(entry.kind, piece, entry.thing_id) for piece in pieces_of(kind, entry.text)}
    return entries, pieces


def held() -> tuple[set[Any], set[Any]]:
    """What it does hold."""
    rows = SearchEntry.objects.all()
    entries = {(row.kind, row.thing_id, row.key, row.text, str(row.titles)) for row in rows}
    return entries, set(SearchPiece.objects.values_list("kind", "piece", "thing_id"))


def test_the_index_kept_by_a_days_acts_is_the_one_built_anew(world: World):
    """The world was made by the services of every app; here a member is renamed, and a person erased."""
    accra = Organisation.objects.get(slug="accra")
    edit_organisation(organisation_id=accra.pk, values={"name": {"en": "Akkra"}, "aliases": ["Nkran"]}, by=None, at=AT)
    erase_person(user_id=world.people["nobody"].pk, by=world.people["nobody"], at=AT)
    Organisation.objects.filter(slug="helsinki").update(name_native="Stadi")

    assert held() == said()
    assert rebuild() == 0
    _client, person = reader(world, "secretariat")
    assert {one.kind.code for one in find_in_office(person, "akkra")} == {"organisation", "application"}
    assert find_in_office(person, "nobody@city.example") == []


def test_what_was_written_past_the_index_is_found_after_it_is_built_anew(world: World):
    SearchEntry.objects.filter(kind="organisation", key="seoul").delete()
    SearchEntry.objects.create(kind="edition", thing_id=0, key="gone", titles={}, text="gone")

    assert rebuild() == 2

    assert held() == said()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("seoul", "Seoul"),
        ("EOU", "Seoul"),  # the middle of a word
        ("울", "Seoul"),  # the last syllable
        ("德满", "Kathmandu"),
        ("addis ababa", "Addis Ababa"),
        ("ababa addis", "Addis Ababa"),  # in any order
        ("addisababa", "Addis Ababa"),  # longer than a piece
    ],
)
def test_a_member_is_found_by_any_part_of_its_name_in_any_script(words: str, title: str, world: World):
    page = Client().get("/en/search/", {"q": words}).content.decode()

    assert f">{title}" in page


@pytest.mark.parametrize("words", ["qqqqqq", "%", "_", "|", "\U0010ffff", "x" * 300, "<script>"])
def test_what_nobody_is_called_finds_nothing(words: str, world: World):
    response = Client().get("/ko/search/", {"q": words})

    assert response.status_code == 200
    assert b"<script>" not in response.content
    assert b"<h2>" not in response.content.split(b"</h1>")[1].split(b"</main>")[0]


def test_every_page_has_the_search_in_its_head(world: World):
    for address in ("/en/", "/ko/members/", "/zh-hans/index/"):
        head = Client().get(address).content.decode().split("</header>")[0]
        assert f'action="/{address.split("/")[1]}/search/"' in head


def test_a_search_asks_the_database_twice_however_many_nouns_bear_the_words(
    world: World, django_assert_num_queries: Any
):
    with django_assert_num_queries(2):
        find(AnonymousUser(), "seoul")
    _client, person = reader(world, "secretariat")
    with django_assert_num_queries(3):  # who is asking, one count, and what bears them
        find_in_office(person, "seoul")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("dues", {"bank_line"}),  # what the payer wrote
        ("a bank 70.00", {"bank_line"}),  # who paid, how much
        ("R2026-0001", {"receipt", "mail"}),
        ("C2026-0001", {"credit_note"}),
        ("Seoul 3,500.00", {"payment"}),
        ("서울 3500", {"payment"}),
        ("nobody@city.example", {"mail", "person"}),
        ("session to come", {"meeting"}),
        ("a matter", {"agenda_item", "decision"}),
        ("an invitation", {"letter"}),
    ],
)
def test_the_office_finds_each_noun_by_what_it_is_known_by(words: str, kinds: set[str], world: World):
    _client, person = reader(world, "secretariat")

    assert {one.kind.code for one in find_in_office(person, words)} == kinds


@pytest.mark.parametrize("words", ["s", "7", " S ", "s e"])
def test_single_latin_letters_are_answered_with_what_to_do(words: str, world: World):
    client, _person = reader(world, "secretariat")

    for address in ("/en/search/", "/en/office/search/"):
        page = client.get(address, {"q": words}).content.decode()
        assert "Enter at least two letters." in page
        assert "<section>" not in page


def test_of_many_that_bear_a_word_the_latest_and_the_one_called_so_are_among_the_first(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    """Only so many are put in order, however many bear it."""
    monkeypatch.setattr("wego.core.search.queries.MOST_RANKED", 3)
    _client, person = reader(world, "secretariat")
    mails = [Mail(recipient=f"{n}@many.example", message_id=f"<{n}>", queued_at=AT, next_try_at=AT) for n in range(9)]
    made = Mail.objects.bulk_create(mails)

    (found,) = find_in_office(person, "many.example")
    (organisations, *_rest) = find_in_office(person, "seoul")

    assert {result.url.split("/")[-2] for result in found.results} == {str(one.pk) for one in made[-3:]}
    assert organisations.results[0].title == "Seoul"


@pytest.mark.parametrize(("words", "first"), [("seoul", "Seoul"), ("서울", "Seoul"), ("chengdu", "Chengdu")])
def test_who_is_called_so_comes_first(words: str, first: str, world: World) -> None:
    (organisations, *_others) = find(AnonymousUser(), words)

    assert organisations.results[0].title == first
