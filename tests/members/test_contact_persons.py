"""The contact person of a member: seen by members after a yes, by nobody else, and by nobody after a no."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests.accounts.factories import make_role, make_secretary, make_user
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.accounts.services import erase_person
from wego.core.consents.models import ConsentEntry
from wego.core.consents.queries import consents_of
from wego.core.consents.services import give_consent, withdraw_consent
from wego.core.references import Reference
from wego.members.models import Affiliation, Organisation
from wego.members.queries.contact_persons import CONTACT_PERSON, contact_persons_visible_to
from wego.members.services.affiliations import end_affiliation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
PAGE = "/en/members/seoul/"
ADDRESS = "kim@seoul.example"


def at(organisation: Organisation, role: str, email: str = "", **fields: Any) -> User:
    person = make_user(email, **fields)
    Affiliation.objects.create(user=person, organisation=organisation, role=role, starts_on=date(2026, 1, 1))
    return person


@pytest.fixture
def seoul() -> Organisation:
    return make_organisation("Seoul", standing="full")


@pytest.fixture
def contact(seoul: Organisation) -> User:
    """An officer of Seoul who has agreed."""
    person = at(seoul, "officer", ADDRESS, name="Kim")
    give_consent(CONTACT_PERSON, about=Reference.to(seoul), by=person, at=AT)
    return person


def seen_by(user: Any) -> list[str]:
    return [post.user.email for post in contact_persons_visible_to(user)]


ROLES = {
    "stranger": False,
    "nobody": False,
    "juror": False,
    "trainee": False,
    "unproven": False,
    "officer of an applicant": False,
    "officer of a former member": False,
    "former officer of a member": False,
    "contributor of a member": True,
    "delegate of a member": True,
    "officer of a member": True,
    "the contact": True,
    "secretariat": True,
}


@pytest.mark.parametrize(("role", "is_seen"), ROLES.items())
def test_who_sees_a_contact_person(role: str, is_seen: bool, seoul: Organisation, contact: User, signed_in: Any):
    user: Any = contact
    match role.split():
        case ["stranger"]:
            user = AnonymousUser()
        case ["secretariat"]:
            user = make_secretary()
        case ["unproven"]:
            user = make_role(make_user(), "secretariat").user
            user.has_used_second_factor = False
        case ["former", *_rest]:
            user = at(make_organisation("Daegu", standing="full"), "officer")
            user.affiliations.update(ends_on=date(2026, 2, 1))
        case [name, "of", "a", "member"]:
            user = at(make_organisation("Busan", standing="associate"), name)
        case ["officer", *_rest]:
            standing = "former" if "former" in role else ""
            user = at(make_organisation("Ulsan", standing=standing), "officer")
        case ["juror" | "trainee"]:
            user = make_role(make_user(), role).user
        case ["nobody"]:
            user = make_user()

    assert seen_by(user) == [ADDRESS] * is_seen
    client = Client() if role == "stranger" else signed_in(user, second_factor=role != "unproven")
    assert (ADDRESS in client.get(PAGE).content.decode()) == is_seen
    assert ADDRESS not in client.get(PAGE + "?format=json").content.decode()


@pytest.mark.parametrize("end", ["withdrawn", "post", "erased", "blocked", "organisation left"])
def test_a_contact_person_is_gone_at_once(end: str, seoul: Organisation, contact: User, signed_in: Any):
    reader = at(make_organisation("Busan", standing="full"), "officer")
    client = signed_in(reader)
    assert ADDRESS in client.get(PAGE).content.decode()

    match end:
        case "withdrawn":
            signed_in(contact).post(f"/en/my/consents/{ConsentEntry.objects.get().pk}/withdraw/")
        case "post":
            end_affiliation(affiliation_id=contact.affiliations.get().pk, by=make_secretary(), at=AT)
        case "erased":
            erase_person(user_id=contact.pk, by=contact, at=AT)
        case "blocked":
            User.objects.filter(pk=contact.pk).update(is_active=False)
        case _:
            Organisation.objects.filter(pk=seoul.pk).update(standing="former")

    assert seen_by(User.objects.get(pk=reader.pk)) == []
    if end in ("withdrawn", "post", "erased"):
        assert ADDRESS not in client.get(PAGE).content.decode()


def test_a_new_post_does_not_bring_an_old_consent_back(seoul: Organisation, contact: User):
    end_affiliation(affiliation_id=contact.affiliations.get().pk, by=make_secretary(), at=AT)
    Affiliation.objects.create(user=contact, organisation=seoul, role="officer", starts_on=date(2026, 11, 22))

    assert seen_by(make_secretary()) == []
    assert ConsentEntry.objects.latest("pk").door == "post_ended"


def test_only_officers_of_members_are_asked_each_for_their_own(seoul: Organisation):
    officer, contributor = at(seoul, "officer"), at(seoul, "contributor")
    applicant = at(make_organisation("Ulsan", standing=""), "officer")

    asked = [[line.about.id for line in consents_of(one)] for one in (officer, contributor, applicant)]

    assert asked == [[str(seoul.pk)], [], []]


def test_an_officer_agrees_and_withdraws_with_forms_alone(seoul: Organisation, signed_in: Any):
    officer = at(seoul, "officer", ADDRESS, name="Kim")
    client = signed_in(officer)
    assert "Contact at this member: Seoul" in client.get("/en/accounts/").content.decode()

    client.post(f"/en/my/consents/members.contact_person/{seoul.pk}/give/")
    agreed = client.get(PAGE).content.decode()
    withdraw_consent(entry_id=ConsentEntry.objects.get().pk, by=officer, at=AT)

    assert f'<a href="mailto:{ADDRESS}">' in agreed
    assert "mailto:" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_contact_persons_cost_one_query(rows: int, seoul: Organisation, django_assert_num_queries: Any):
    for number in range(rows):
        person = at(seoul, "officer", f"officer{number}@seoul.example")
        give_consent(CONTACT_PERSON, about=Reference.to(seoul), by=person, at=AT)
    reader = make_secretary()
    shown = contact_persons_visible_to(reader)

    with django_assert_num_queries(1):
        assert len([post.user.email for post in shown]) == rows
