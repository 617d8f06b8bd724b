"""Odd words in every parameter of every page: whatever somebody types or sends is answered, never by a 500."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from tests.walkers.addresses import PAGES, PUBLIC_PAGES
from tests.walkers.test_urls import session, told
from tests.walkers.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.whole, pytest.mark.slow]

ODD = (
    "",
    " ",
    "²",
    "٣",
    "-1",
    "0",
    "9" * 40,
    "1e999",
    "nan",
    "a\0b",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "../../etc/passwd",
    "%s%n",
    "{{ 7*7 }}",
    "\u202e한국😀",
    "x" * 3000,
    "[]",
)
ROLES = ("stranger", "officer", "secretariat")


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The parameters that a page reads, learnt from what it asks its query for."""
    names: set[str] = set()

    def noting(method: str) -> Any:
        real = getattr(QueryDict, method)

        def ask(self: QueryDict, name: str, *rest: Any) -> Any:
            names.add(name)
            return real(self, name, *rest)

        return ask

    for method in ("get", "getlist", "__getitem__", "__contains__"):
        monkeypatch.setattr(QueryDict, method, noting(method))
    return names


def _client(world: World, role: str) -> Client:
    return session(world, role, raise_request_exception=False)


def _broken(client: Client, method: str, path: str, given: dict[str, str]) -> str | None:
    with transaction.atomic():  # what was done is undone
        answer = getattr(client, method)(path, given)
        told(answer)
        transaction.set_rollback(True)
    return f"{method} {path} {given}"[:300] if answer.status_code >= 500 else None


def _pages(world: World, role: str) -> Iterator[str]:
    for case in PAGES:
        if case.own[role] == 200 and "logout" not in case.path:
            yield f"/en{case.path}".format(**world.own)


@pytest.mark.parametrize("role", ROLES)
def test_odd_parameters_break_no_page(role: str, world: World, asked_for: set[str]) -> None:
    client, broken = _client(world, role), []

    for path in _pages(world, role):
        asked_for.clear()
        told(client.get(path))
        names = sorted(asked_for - {"csrfmiddlewaretoken"})
        for odd in ODD:
            broken.append(_broken(client, "get", path, dict.fromkeys(names, odd)))
            if odd in ("²", "a\0b", "9" * 40):
                broken += [_broken(client, "get", path, {name: odd}) for name in names]

    assert [fault for fault in broken if fault] == []


@pytest.mark.parametrize("role", ROLES)
def test_odd_forms_break_no_page(role: str, world: World, asked_for: set[str]) -> None:
    client, broken = _client(world, role), []
    paths = {f"/en{case.path}".format(**world.own) for case in PAGES if case.own[role] in (200, 405)}

    for path in sorted(paths):
        asked_for.clear()
        broken.append(_broken(client, "post", path, {}))
        names = sorted(asked_for - {"csrfmiddlewaretoken"})
        broken += [_broken(client, "post", path, dict.fromkeys(names, odd)) for odd in ODD]

    assert [fault for fault in broken if fault] == []


@pytest.mark.parametrize("role", ROLES)
def test_odd_addresses_break_no_page(role: str, world: World) -> None:
    client, broken = _client(world, role), []
    templates = {case.path for case in PAGES} | set(PUBLIC_PAGES)

    for path in sorted(templates):
        for name in re.findall(r"{(\w+)}", path):
            for odd in ODD:
                known = {**world.own, name: quote(odd, safe="")}
                broken.append(_broken(client, "get", f"/en{path}".format(**known), {}))

    assert [fault for fault in broken if fault] == []
