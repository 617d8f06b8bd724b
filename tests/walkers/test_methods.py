"""Every address by every method as every role: nobody gets by another method what GET refuses, and nothing is done."""

from __future__ import annotations

import pytest

from tests.walkers.addresses import Answer
from tests.walkers.test_urls import cases, session, told
from tests.walkers.world import ROLES, World
from wego.core.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.whole, pytest.mark.slow]

METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# What refuses without telling more than that: not this method, not you, not here, elsewhere, sign in first.
REFUSALS: set[Answer] = {400, 401, 403, 404, 405, "in", "factor", "prove", "on"}
# Whose answer differs once it was asked for: what ends a session or is done by opening it.
ONCE_ONLY = ("/accounts/logout/", "/my/join/", "/join/start/", "/invitations/")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("role", ROLES)
def test_no_other_method_gives_more_than_get_does(role: str, method: str, world: World):
    client = session(world, role, raise_request_exception=False)
    trail = AuditEntry.objects.count()
    more = {}

    for path, answers in cases(world):
        answer = client.generic(method, path)
        refused = told(answer) in REFUSALS | {answers[role]} or (method == "OPTIONS" and answer.content == b"")
        if not refused and not any(part in path for part in ONCE_ONLY):
            more[path] = told(answer)
        if "sessionid" in answer.cookies:
            client = session(world, role, raise_request_exception=False)

    assert more == {}
    assert AuditEntry.objects.count() == trail


@pytest.mark.parametrize("role", ROLES)
def test_no_form_is_taken_without_the_token_of_our_own_page(role: str, world: World):
    client = session(world, role, raise_request_exception=False, enforce_csrf_checks=True)
    trail = AuditEntry.objects.count()
    taken = {}

    for path, _answers in cases(world):
        answer = client.post(path, {"email": "attacker@city.example", "name": "Attacker", "amount": "1"})
        if told(answer) not in REFUSALS and path != "/healthz":  # which answers whatever is asked
            taken[path] = told(answer)

    assert taken == {}
    assert AuditEntry.objects.count() == trail
