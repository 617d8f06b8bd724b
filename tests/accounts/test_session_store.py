"""Sessions of strangers are short and few; nobody who signed in loses one to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import PASSWORD, make_user
from wego.accounts import session_store

pytestmark = pytest.mark.django_db


def _type_something(client: Client) -> Any:
    return client.post("/en/my/diagnosis/1/sections/city/", {"q": "typed"})


def test_what_a_stranger_typed_is_kept_half_a_day() -> None:
    client = Client()

    _type_something(client)

    kept = Session.objects.get()
    assert "typed_before_sign_in" in kept.get_decoded()
    assert kept.expire_date <= timezone.now() + timedelta(hours=12)
    assert client.cookies["sessionid"]["max-age"] <= 12 * 3600


def test_whoever_signs_in_stays_for_a_fortnight() -> None:
    client, user = Client(), make_user()
    _type_something(client)

    client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=13)


def test_strangers_cannot_fill_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_store, "MOST_STRANGERS", 3)
    member, user = Client(), make_user()
    member.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))  # soon at its end

    first, *others = [Client() for _ in range(5)]
    for client in (first, *others):
        _type_something(client)

    assert Session.objects.count() == 4
    assert member.get("/en/accounts/").status_code == 200
    assert not Session.objects.filter(session_key=first.cookies["sessionid"].value).exists()
    assert Session.objects.filter(session_key=others[-1].cookies["sessionid"].value).exists()
