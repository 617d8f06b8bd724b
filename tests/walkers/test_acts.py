"""Every act that is declared keeps what an act promises: an address that is listed, rights, words, nothing hidden."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.urls import Resolver404, resolve

import wego.config.urls  # noqa: F401  # whoever has an address is declared then
from tests.accounts.factories import PASSWORD
from tests.walkers.addresses import BARE, PAGES
from tests.walkers.test_urls import session, told
from tests.walkers.world import OFFICE_ROLES, ROLES, World, few
from wego.core.acts.act import ACTS, Act
from wego.core.acts.registry import BULK_ACTS
from wego.core.models import AuditEntry, Mail

pytestmark = pytest.mark.django_db
REFUSED = {403, 404, "in", "factor", "prove"}


def addresses(world: World) -> dict[str, str]:
    """By the URL's name, the address at which the walkers ask for it."""
    found: dict[str, str] = {}
    for case in (*BARE, *PAGES):
        path = case.path.format(**world.own)
        path = path if case in BARE else f"/en{path}"
        try:
            found.setdefault(resolve(path).view_name, path)
        except Resolver404:
            continue
    return found


@pytest.fixture
def listed(world: World) -> dict[str, str]:
    return addresses(world)


def did() -> tuple[int, int]:
    return AuditEntry.objects.count(), Mail.objects.count()


def test_every_act_is_named_among_the_addresses(listed: dict[str, str]) -> None:
    acts = {act.address for act in (*ACTS.values(), *BULK_ACTS.values()) if not act.address.startswith("tests:")}

    assert acts - set(listed) == set(), "list them in tests/walkers/addresses.py"


@pytest.mark.parametrize("role", few([*ROLES, *OFFICE_ROLES]))
def test_an_act_refuses_whom_it_does_not_allow(role: str, world: World, listed: dict[str, str]) -> None:
    client, before = session(world, role), did()
    person = world.people.get(role)
    taken = {}
    for name, act in sorted(ACTS.items()):
        if person is not None and act.allowed(person):
            continue
        answer = told(client.post(listed[name]))
        if answer not in REFUSED:
            taken[name] = answer

    assert taken == {}
    assert did() == before


def pages() -> list[Act]:
    return [act for _name, act in sorted(ACTS.items()) if act.has_page and act.is_office]


@pytest.mark.parametrize("act", pages(), ids=lambda act: act.name)
def test_the_page_of_an_act_says_its_words(act: Act, world: World, listed: dict[str, str]) -> None:
    """The verb over the page and on its button, what will happen, and where it cannot be undone that it cannot."""
    client = session(world, "secretariat")
    if act.guards:
        client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.get(listed[act.address])

    page = answer.content.decode()
    assert answer.status_code == 200
    assert str(answer.context["label"]) in unescape(page)
    assert answer.context["form"] is not None or answer.context["explains"], "say what will happen"
    assert ("This cannot be undone." in page) == act.is_final
    assert 'name="act"' not in page
    assert not re.search(r">\s*None\b", page), "something that is not there is written out"
    assert page.count('class="button"') + page.count('class="button no"') == 1, "one main button"


def test_an_act_that_asks_nothing_is_taken_by_post_alone(world: World, listed: dict[str, str]) -> None:
    client: Any = session(world, "secretariat")

    answers = {name: told(client.get(listed[name])) for name, act in ACTS.items() if not act.has_page and act.is_office}

    assert answers == dict.fromkeys(answers, 405)
