"""Every address of the platform, asked for by everybody: strangers are refused unless the address is listed public."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve

from tests.accounts.factories import note_second_factor
from tests.walkers.addresses import (
    BARE,
    CITY_ACTS,
    OFFICE,
    PAGES,
    PUBLIC,
    PUBLIC_PAGES,
    SEEN_BY_DELEGATES,
    WAGTAIL,
    WAGTAIL_CLOSED,
    Answer,
    Case,
)
from tests.walkers.world import OFFICE_ROLES, OUTSIDERS, ROLES, WITHOUT_A_POST, World, few
from wego.core.models import AuditEntry

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "ko", "zh-hans")
TELLING = ("stranger", "officer", "secretariat")
SPEAKS = {"stranger": "ko", "secretariat": "zh-hans"}  # the others speak English
AREAS = ("public", "my", "office/money", "office/admissions", "office")  # the first that fits
# Between them these open every page that asks the database for something.
ON_BOTH = [
    ("officer", "public"),
    ("officer", "my"),
    *(("secretariat", area) for area in AREAS if area.startswith("office")),
]


def _both(role: str, area: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.both_databases, pytest.mark.once] if (role, area) in ON_BOTH else []


def _whole(role: str, area: str) -> list[pytest.MarkDecorator]:
    # What is public the secretariat reads as an officer does.
    is_alike = (role in OUTSIDERS and area.startswith("office")) or (role in WITHOUT_A_POST and area == "my")
    is_alike = is_alike or (role, area) == ("secretariat", "public")
    return [pytest.mark.whole] if is_alike else []


WALKS = [pytest.param(role, area, marks=[*_both(role, area), *_whole(role, area)]) for role in ROLES for area in AREAS]


def area_of(path: str) -> str:
    return next((area for area in AREAS if f"/{area}/" in path), "public")


# --- what there is ----------------------------------------------------------------------------------------------------
def routes(resolver: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every address pattern, with the module of the function that answers."""
    for pattern in resolver.url_patterns:
        own = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, own)
        else:
            yield own, getattr(pattern.callback, "__module__", "")


def is_wagtails(route: str, module: str) -> bool:
    return route.startswith("en/office/") and (not module.startswith("wego.") or "office/^" in route)


def ours() -> set[str]:
    return {plain(route) for route, module in routes(get_resolver()) if not is_wagtails(route, module)}


def wagtails() -> set[str]:
    return {route for route, module in routes(get_resolver()) if is_wagtails(route, module)}


def plain(route: str) -> str:
    """Joined as Django joins it: without the mark at which a regular expression begins."""
    return route.replace("/^", "/")


def filled(route: str) -> str:
    """An address that the pattern matches, its parameters replaced by what they could be."""
    given = re.sub(r"<int:\w+>|<str:\w+>|<slug:\w+>|<\w+>|\(\?P<\w+>[^)]*\)", "1", route)
    return "/" + re.sub(r"[\^$\\]", "", re.sub(r"\(\?:(\w+)[^)]*\)", r"\1", given))


def first_part(route: str) -> str:
    """`snippets` of `en/office/snippets/…`, also where a pattern is a regular expression."""
    return re.split(r"[/.(]", re.sub(r"[\^$\\]", "", route.removeprefix("en/office/")))[0]


# --- asking -----------------------------------------------------------------------------------------------------------
def session(world: World, role: str, **settings: Any) -> Client:
    client = Client(**settings)
    if role != "stranger":
        client.force_login(world.people[role])
    if role in ("secretariat", *OFFICE_ROLES):
        note_second_factor(client, world.people[role])
    return client


def asked(world: World, role: str, paths: Iterable[str]) -> dict[str, Answer]:
    """What a role gets at each address: in one session, or in a new one after an address that ends or changes it."""
    client, answers = session(world, role), {}
    for path in paths:
        answer = client.get(path)
        answers[path] = told(answer)
        if "sessionid" in answer.cookies:
            client = session(world, role)
    return answers


def told(answer: Any) -> Answer:
    if answer.streaming:
        list(answer.streaming_content)  # read to its end, a file is closed
    if answer.status_code not in (301, 302, 303):
        return answer.status_code
    for part, word in (("/accounts/login/", "in"), ("/second-factor/", "factor"), ("reauthenticate", "prove")):
        if part in answer["Location"]:
            return word
    return "on"


def cases(world: World, language: str = "en", *, others: bool = True) -> Iterator[tuple[str, dict[str, Answer]]]:
    """Every listed address as it is written, with its answers; `others` adds another city's."""
    for case in BARE:
        yield case.path, case.own
    for case in PAGES:
        yield f"/{language}{case.path}".format(**world.own), case.own
        if others and "{" in case.path:
            yield f"/{language}{case.path}".format(**world.other), case.own if case.others is None else case.others


def test_every_address_is_listed(world: World):
    listed = {plain(resolve(path).route) for path, _answers in cases(world)}

    assert ours() - listed == set(), "new: say in tests/walkers/addresses.py who gets what"
    assert {route for route in listed - ours() if not route.startswith("en/office/")} == set(), "gone"


@pytest.mark.parametrize(("role", "area"), WALKS)
def test_who_gets_what(role: str, area: str, world: World):
    # What is public is asked for by some only, as it takes its time.
    asking = cases(world, SPEAKS.get(role, "en"))
    listed = {path: answers for path, answers in asking if role in TELLING or answers != PUBLIC}
    expected = {path: answers[role] for path, answers in listed.items() if area_of(path) == area}

    found = asked(world, role, expected)

    assert {path: answer for path, answer in found.items() if answer != expected[path]} == {}


@pytest.mark.whole
@pytest.mark.parametrize(
    ("role", "language"),
    [("stranger", "en"), ("stranger", "zh-hans"), ("officer", "ko"), ("officer", "zh-hans"), ("secretariat", "en")],
)
@pytest.mark.parametrize("area", AREAS)
def test_every_page_exists_in_every_language(role: str, language: str, area: str, world: World):
    listed = cases(world, language, others=False)
    expected = {path: answers[role] for path, answers in listed if area_of(path) == area}

    found = asked(world, role, expected)

    assert {path: answer for path, answer in found.items() if answer != expected[path]} == {}


def test_strangers_read_what_is_listed_public_and_nothing_else(world: World):
    """Two hundreds in the table are checked once more: by name, not by role."""
    # For signing in and for applying; worth nothing without a password or a link.
    entrances = ("/accounts/", "/my/join/", "/join/start/")
    public = {f"/en{path}".format(**city) for path in PUBLIC_PAGES for city in (world.own, world.other)}
    public |= {case.path for case in BARE}

    open_to_strangers = {path for path, answers in cases(world) if answers["stranger"] == 200}

    assert {
        path for path in open_to_strangers - public if not path.startswith(tuple(f"/en{e}" for e in entrances))
    } == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [path for path in PUBLIC_PAGES if path.endswith("/")])
def test_public_pages_speak_the_language_of_their_address(path: str, language: str, world: World):
    page = Client().get(f"/{language}{path}".format(**world.own)).content.decode()

    assert f'<html lang="{language}"' in page
    for other in LANGUAGES:
        assert f'hreflang="{other}" href="http://localhost:8000/{other}{path}"'.format(**world.own) in page


# --- acting -----------------------------------------------------------------------------------------------------------
def acting_cases(world: World) -> list[Case]:
    """Addresses that only act: GET is answered by 405."""
    return [case for case in PAGES if 405 in case.own.values()]


def test_what_acts_refuses_strangers(world: World):
    paths = {f"/en{case.path}".format(**world.own) for case in acting_cases(world)}
    trail = AuditEntry.objects.count()

    answers = {path: told(Client().post(path)) for path in paths}

    assert len(paths) >= 13
    assert set(answers.values()) == {"in"}
    assert AuditEntry.objects.count() == trail


def test_what_acts_refuses_a_form_that_is_not_ours(world: World):
    """Without the token of our own page, not even who may act does."""
    paths = {f"/en{case.path}".format(**world.own) for case in acting_cases(world)}
    paths |= {f"/en{path}".format(**world.own) for path in CITY_ACTS}
    trail = AuditEntry.objects.count()

    answers = {}
    for role in ("stranger", "officer", "secretariat"):
        client = session(world, role, enforce_csrf_checks=True)
        answers |= {(role, path): client.post(path).status_code for path in paths}

    assert set(answers.values()) == {403}
    assert AuditEntry.objects.count() == trail


@pytest.mark.parametrize("role", [role for role in ROLES[1:] if role != "secretariat"])
def test_nobody_acts_on_another_citys_things(role: str, world: World):
    trail = AuditEntry.objects.count()
    body = {"website": "https://attacker.example", "email": "attacker@city.example", "role": "officer", "show": "yes"}
    client = session(world, role)

    answers = {path: told(client.post(f"/en{path}".format(**world.other), body)) for path in CITY_ACTS}

    # A profile is public: it is there, but not to be changed.
    refused = "factor" if role == "unproven" else 403
    expected = {path: refused if answer == 403 else answer for path, answer in CITY_ACTS.items()}
    assert answers == expected
    assert AuditEntry.objects.count() == trail


@pytest.mark.parametrize("role", ["nobody", "juror", "trainee", "delegate"])
def test_only_its_officers_and_contributors_act_on_a_citys_things(role: str, world: World):
    trail = AuditEntry.objects.count()
    client = session(world, role)

    answers = {path: told(client.post(f"/en{path}".format(**world.own))) for path in CITY_ACTS}

    seen = dict.fromkeys(SEEN_BY_DELEGATES, 403) if role == "delegate" else {}
    assert answers == CITY_ACTS | seen
    assert AuditEntry.objects.count() == trail


def test_a_contributor_answers_but_does_not_sign(world: World):
    client = session(world, "contributor")
    acts = ("/my/diagnosis/{draft}/submit/", "/my/diagnosis/{submitted}/reopen/", "/my/diagnosis/{submitted}/publish/")

    answers = {path: told(client.post(f"/en{path}".format(**world.own))) for path in acts}

    assert set(answers.values()) == {403}


def test_a_file_is_not_reached_through_ones_own_diagnosis(world: World):
    """One's own draft with the number of another city's file."""
    path = "/en/my/diagnosis/{draft}/evidence/".format(**world.own) + "{evidence}/".format(**world.other)

    assert session(world, "officer").get(path).status_code == 404


@pytest.mark.parametrize("role", few(role for role in ROLES if role != "secretariat"))
def test_what_acts_in_the_office_refuses_everybody_else(role: str, world: World):
    paths = {
        f"/en{case.path}".format(**world.other)
        for case in PAGES
        if case.own["secretariat"] == 405 and "office" in case.path
    }
    trail, client = AuditEntry.objects.count(), session(world, role)

    answers = {told(client.post(path)) for path in paths}

    assert len(paths) >= 5
    assert answers == {OFFICE[role]}
    assert AuditEntry.objects.count() == trail


# --- the office's own pages, which come from Wagtail ------------------------------------------------------------------
def test_wagtails_addresses_are_known():
    assert {first_part(route) for route in wagtails()} - {".*"} <= WAGTAIL | WAGTAIL_CLOSED
    assert {first_part(route) for route in wagtails()} >= WAGTAIL


@pytest.mark.parametrize("role", few(role for role in ROLES if role != "secretariat"))
def test_wagtails_pages_are_the_secretariats(role: str, world: World):
    paths = {filled(route) for route in wagtails() if "*" not in route and first_part(route) in WAGTAIL}
    client = session(world, role)

    answers = {path: told(client.get(path)) for path in paths}

    assert len(paths) > 100
    assert {path: answer for path, answer in answers.items() if answer not in (OFFICE[role], 404)} == {}
    assert sum(answer == OFFICE[role] for answer in answers.values()) > 100
