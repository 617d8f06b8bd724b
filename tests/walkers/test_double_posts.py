"""Every address whose form makes something, posted twice and posted without a token, by those who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.form_tokens import takes_each_form_once
from tests.walkers.addresses import PAGES
from tests.walkers.test_urls import session, told
from tests.walkers.world import World
from wego.core.form_tokens import FIELD, new_token
from wego.core.models import AuditEntry, Mail, SpentToken

pytestmark = pytest.mark.django_db
NO_PAGES = {403, 404, "prove", "in"}


def addresses(world: World) -> list[tuple[str, str]]:
    """Each with whoever of the two may do most there."""
    paths = {f"/en{case.path}".format(**world.own) for case in PAGES}
    return [
        (path, "secretariat" if "/office/" in path else "officer")
        for path in sorted(paths)
        if takes_each_form_once(path)
    ]


def did(world: World) -> tuple[int, int]:
    return AuditEntry.objects.count(), Mail.objects.count()


@pytest.mark.once
@pytest.mark.both_databases
def test_what_is_posted_twice_is_done_once(world: World) -> None:
    twice, made, found = {}, set(), addresses(world)
    clients, before = {role: session(world, role) for role in ("officer", "secretariat")}, did(world)

    for path, role in found:
        with transaction.atomic():
            data, client = {FIELD: new_token()}, clients[role]
            first, after_first = post(client, path, data), did(world)
            if SpentToken.objects.exists():
                made.add(path)
                second, after_second = post(client, path, data), did(world)
                if (second, after_second) != (first, after_first):
                    twice[path] = first, second
            elif after_first != before:
                twice[path] = first, "did something, and spent no token"
            transaction.set_rollback(True)

    assert len(found) > 60
    assert twice == {}
    assert {path.format(**world.own) for path in DONE_WITHOUT_WORDS} <= made


# Buttons, and forms that need no entry: what they do is done here, and done once.
DONE_WITHOUT_WORDS = {
    "/en/my/diagnosis/{submitted}/reopen/",
    "/en/my/invitations/{invitation}/resend/",
    "/en/my/invitations/{invitation}/withdraw/",
    "/en/office/dues/{run}/drop/",
    "/en/office/dues/concessions/{concession}/withdraw/",
    "/en/office/people/{person}/way-in/",
}


def test_without_a_token_nothing_is_done_anywhere(world: World) -> None:
    before, answers = did(world), {}
    clients = {role: session(world, role) for role in ("officer", "secretariat")}

    for path, role in addresses(world):
        answers[path] = told(clients[role].post(path, {FIELD: ""}))

    assert {path: answer for path, answer in answers.items() if answer != 422 and answer not in NO_PAGES} == {}
    assert sum(answer == 422 for answer in answers.values()) > 50
    assert did(world) == before
    assert not SpentToken.objects.exists()


def post(client: Client, path: str, data: dict[str, Any]) -> tuple[int, str | None]:
    answer = client.post(path, data)
    return answer.status_code, answer.get("Location")
