"""Consents: given and withdrawn by the person alone, each time a line; the last one holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.accounts.factories import make_user
from wego.accounts.models import User
from wego.accounts.queries import personal_data
from wego.accounts.services import erase_person
from wego.core.consents import purposes
from wego.core.consents.models import ConsentEntry
from wego.core.consents.purposes import ConsentPurpose, declare
from wego.core.consents.queries import consents_of, entries_in_force
from wego.core.consents.services import ConsentRefused, end_consent, give_consent, withdraw_consent
from wego.core.models import AuditEntry
from wego.core.references import Reference

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)
THING = Reference("core.Thing", "7", "A thing")


@pytest.fixture
def purpose(monkeypatch: pytest.MonkeyPatch) -> ConsentPurpose:
    """A purpose for which everybody is asked about the thing."""
    monkeypatch.setattr(purposes, "_declared", {})
    return declare(ConsentPurpose("try", "To try", "It is tried.", "It is not tried.", lambda _user: [THING]))


def given(purpose: ConsentPurpose, person: User) -> ConsentEntry:
    return give_consent(purpose, about=THING, by=person, at=AT)


def test_give_and_withdraw_with_a_line_each(purpose: ConsentPurpose) -> None:
    person = make_user()

    entry = given(purpose, person)
    assert [line.is_given for line in consents_of(person)] == [True]
    withdraw_consent(entry_id=entry.pk, by=person, at=LATER)

    assert [line.is_given for line in consents_of(person)] == [False]
    kept = list(ConsentEntry.objects.values_list("is_given", "at", "door", "words"))
    assert kept == [
        (True, AT, "account", "To try\nIt is tried.\nIt is not tried."),
        (False, LATER, "account", ""),
    ]
    acts = list(AuditEntry.objects.order_by("pk").values_list("action", "actor_key", "label"))
    assert acts == [
        ("consent.given", person.key, "try · A thing"),
        ("consent.withdrawn", person.key, "try · A thing"),
    ]


def test_give_consent_refuses_what_is_agreed(purpose: ConsentPurpose) -> None:
    person = make_user()
    given(purpose, person)

    with pytest.raises(ConsentRefused, match="already"):
        given(purpose, person)


def test_withdraw_consent_refuses_what_is_not_agreed_now(purpose: ConsentPurpose) -> None:
    person = make_user()
    entry = given(purpose, person)
    withdraw_consent(entry_id=entry.pk, by=person, at=AT)
    again = given(purpose, person)

    with pytest.raises(ConsentRefused, match="nothing to withdraw"):
        withdraw_consent(entry_id=entry.pk, by=person, at=AT)
    with pytest.raises(ConsentEntry.DoesNotExist):
        withdraw_consent(entry_id=again.pk, by=make_user(), at=AT)

    assert [one.pk for one in entries_in_force(person.key)] == [again.pk]


def test_end_consent_is_a_step_that_does_nothing_where_nothing_is_agreed(purpose: ConsentPurpose) -> None:
    person = make_user()
    facts: dict[str, Any] = {"about": THING, "person_key": person.key, "by": None, "at": AT, "door": "post_ended"}

    end_consent(purpose, **facts)
    given(purpose, person)
    end_consent(purpose, **facts)

    assert list(ConsentEntry.objects.values_list("is_given", "door")) == [(True, "account"), (False, "post_ended")]


def test_what_was_said_cannot_be_changed_and_a_yes_needs_its_words(purpose: ConsentPurpose) -> None:
    given(purpose, make_user())

    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentEntry.objects.update(is_given=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentEntry.objects.create(person_key=uuid4(), is_given=True, at=AT, door="account")


def test_it_is_in_the_person_s_file_and_ends_with_the_account(purpose: ConsentPurpose) -> None:
    person = make_user()
    given(purpose, person)

    [said] = personal_data(person)["consents"]
    erase_person(user_id=person.pk, by=person, at=LATER)

    assert (said["purpose"], said["about_label"], said["is_given"], said["at"]) == ("try", "A thing", True, AT)
    assert entries_in_force(person.key) == []
    assert ConsentEntry.objects.latest("pk").door == "erasure"


def test_people_decide_on_their_account_page_without_scripts(purpose: ConsentPurpose, signed_in: Any) -> None:
    person, other = make_user("one@city.example"), make_user("two@city.example")
    mine, theirs = signed_in(person), signed_in(other)
    page = mine.get("/en/accounts/").content.decode()
    assert "It is tried." in page
    assert "It is not tried." in page

    mine.post("/en/my/consents/try/7/give/")
    entry = ConsentEntry.objects.get()
    refused = [theirs.post(f"/en/my/consents/{entry.pk}/withdraw/"), mine.post("/en/my/consents/try/8/give/")]
    shown = mine.get("/en/accounts/").content.decode()
    mine.post(f"/en/my/consents/{entry.pk}/withdraw/")

    assert [answer.status_code for answer in refused] == [404, 404]
    assert f"/en/my/consents/{entry.pk}/withdraw/" in shown
    assert [one.is_given for one in ConsentEntry.objects.all()] == [True, False]


def test_whoever_is_asked_nothing_has_no_such_section(signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purposes, "_declared", {})

    assert 'id="consents"' not in signed_in(make_user()).get("/en/accounts/").content.decode()
