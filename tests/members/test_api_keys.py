"""The page of an organisation's API keys: made by its officers, shown once, revoked, seen by the secretariat."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import make_secretary, note_second_factor
from tests.members.factories import make_organisation, make_place
from tests.questionnaires.factories import make_member
from wego.core.models import AuditEntry
from wego.core.personal_links.queries import digest_of
from wego.members.models import ApiKey, Organisation

pytestmark = pytest.mark.django_db
PAGE = "/en/my/organisations/seoul/keys/"


@pytest.fixture
def seoul() -> Organisation:
    return make_organisation("Seoul", place=make_place("seoul"), standing="full")


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_officer_makes_a_key_sees_it_once_and_revokes_it(seoul: Organisation) -> None:
    kim = signed_in(make_member(seoul))
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    given = {"name": "Water meters", "scopes": ["facts.write", "facts.read"], "expires_on": until}

    made = kim.post(PAGE + "new/", given, follow=True)
    page, later = made.content.decode(), kim.get(PAGE).content.decode()

    secret = re.search(r"<code>(wego_\S+)</code>", page)
    assert secret
    key = ApiKey.objects.get()
    assert (key.digest, key.ending, key.scopes) == (digest_of(secret[1]), secret[1][-4:], ["facts.read", "facts.write"])
    assert secret[1] not in later
    assert "Water meters" in later
    assert f"…{key.ending}" in later
    assert "never" in later
    assert made["Cache-Control"].startswith("max-age=0")
    assert secret[1] not in str(AuditEntry.objects.values())

    kim.post(f"/en/my/keys/{key.pk}/revoke/")
    key.refresh_from_db()
    assert key.revoked_by is not None
    assert "Revoked" in kim.get(PAGE).content.decode()
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "api_key.made",
        "api_key.revoked",
    ]


def test_what_is_missing_is_said_beside_it(seoul: Organisation) -> None:
    kim = signed_in(make_member(seoul))

    answer = kim.post(PAGE + "new/", {"name": "Water", "expires_on": "2020-01-01", "scopes": ["facts.read"]})

    assert "at least one day and at most two years" in answer.content.decode()
    assert kim.post(PAGE + "new/", {"name": "", "scopes": []}).content.decode().count("This field is required") == 3
    assert not ApiKey.objects.exists()


def test_the_secretariat_sees_and_revokes_and_makes_none(seoul: Organisation) -> None:
    key = ApiKey.objects.create(
        organisation=seoul, name="GIS", digest="x", ending="abcd", made_at=timezone.now(), expires_on="2099-01-01"
    )
    sena = make_secretary()
    office = signed_in(sena)
    note_second_factor(office, sena)

    assert "GIS" in office.get(PAGE).content.decode()
    assert f'href="{PAGE}new/"' not in office.get(PAGE).content.decode()
    assert office.get(PAGE + "new/").status_code == 403
    assert f'href="{PAGE}"' in office.get(f"/en/office/organisations/{seoul.pk}/").content.decode()
    office.post(f"/en/my/keys/{key.pk}/revoke/")
    assert ApiKey.objects.get().revoked_by == sena


@pytest.mark.parametrize(("keys", "queries"), [(1, 6), (3, 6)])
def test_the_page_costs_the_same_however_many(
    seoul: Organisation, keys: int, queries: int, django_assert_num_queries: Any
) -> None:
    client = signed_in(make_member(seoul))
    for number in range(keys):
        ApiKey.objects.create(
            organisation=seoul,
            name=f"System {number}",
            digest=str(number),
            ending="abcd",
            made_at=timezone.now(),
            expires_on="2099-01-01",
        )
    client.get(PAGE)

    with django_assert_num_queries(queries):
        client.get(PAGE)
