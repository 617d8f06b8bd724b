"""What a stranger can have mailed: a link to the own address, no words, and nothing to others before submitting."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.accounts.factories import make_secretary
from tests.admissions.factories import LATER, MARCH, answer, begin, prepare, submitted
from tests.members.factories import make_organisation, make_region
from tests.questionnaires.factories import make_member
from wego.admissions.models import Application, JoinRequest
from wego.admissions.services.applications import submit_application
from wego.admissions.services.requests import ask_for_invitation, request_to_join
from wego.core.models import Mail
from wego.core.names import NameRefused
from wego.core.outbox import TooManyMails
from wego.members.models import Invitation
from wego.members.services.affiliations import NotYet, invite_colleague, resend_invitation

pytestmark = pytest.mark.django_db
KIND = {"kind": "local_government", "country": "KR"}
START = {**KIND, "name_en": "Newtown", "email": "any@body.example", "language": "en"}


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


def invite(application: Application, number: int = 0, **facts: Any) -> Invitation:
    given = {"role": "officer", "language": "en", "by": application.applicant, "at": MARCH, **facts}
    return invite_colleague(organisation_id=application.organisation_id, email=f"person{number}@body.example", **given)


def test_a_link_to_apply_holds_no_word_of_the_stranger(django_capture_on_commit_callbacks: Any):
    prepare()

    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/en/join/start/", {**START, "name_en": "Buy cheap things of us"})

    [sent] = mail.outbox
    assert sent.to == ["any@body.example"]
    assert "cheap" not in sent.subject + sent.body


def test_one_address_gets_so_many_links_a_day(django_capture_on_commit_callbacks: Any):
    prepare()
    given = {**KIND, "email": "any@body.example", "language": "en"}
    for _time in range(5):
        request_to_join(name="Newtown", region=make_region(), at=MARCH, **given)

    with pytest.raises(TooManyMails):
        request_to_join(name="Newtown", region=make_region(), at=MARCH, **given)


def test_the_form_says_so_and_keeps_what_was_typed(monkeypatch: pytest.MonkeyPatch):
    prepare()

    def refuse(**_facts: Any) -> None:
        raise TooManyMails("This address has received several e-mails today.")

    monkeypatch.setattr("wego.admissions.views.join_requests.request_to_join", refuse)
    page = Client().post("/en/join/start/", START)

    assert page.status_code == 200
    assert "several e-mails today" in page.content.decode()
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize("name", ["Visit evil.com", "http://evil.example", "www.evil"])
def test_no_name_holds_an_address(name: str):
    prepare()
    member = make_organisation(slug="seoul")

    page = Client().post("/en/join/start/", {**START, "name_en": name}).content.decode()
    asked = Client().post("/en/join/known/seoul/", {"name": name, "email": "a@b.example", "message": ""})

    assert "addresses are not allowed here" in page
    assert "addresses are not allowed here" in asked.content.decode()
    with pytest.raises(NameRefused):
        begin(name=name)
    with pytest.raises(NameRefused):
        ask_for_invitation(organisation_id=member.pk, name="A", email="a@b.example", message=name, at=MARCH)
    assert not Mail.objects.exists()


def test_no_answer_brings_an_address_into_a_name():
    application = begin()
    answer(application, name_ko="뉴타운 evil.com")

    with pytest.raises(NameRefused):
        submit_application(application_id=application.pk, by=application.applicant, at=MARCH)


def test_nobody_is_invited_before_an_application_is_submitted():
    application = begin()

    with pytest.raises(NotYet, match="Submit the application first"):
        invite(application)
    invited = invite(application, by=make_secretary())
    with pytest.raises(NotYet):
        resend_invitation(invitation_id=invited.pk, by=application.applicant, at=MARCH)

    answer(application)
    submit_application(application_id=application.pk, by=application.applicant, at=MARCH)
    assert invite(application, 1).email == "person1@body.example"
    assert resend_invitation(invitation_id=invited.pk, by=application.applicant, at=MARCH).pk == invited.pk


def test_a_member_invites_though_it_never_applied():
    seoul = make_organisation(slug="seoul")
    officer = make_member(seoul, "officer@seoul.example")

    invite_colleague(
        organisation_id=seoul.pk, email="new@seoul.example", role="officer", language="en", by=officer, at=MARCH
    )

    assert Invitation.objects.count() == 1


def test_an_applicant_invites_so_many_a_day_and_the_secretariat_as_many_as_it_must():
    application = submitted()
    for number in range(20):
        invite(application, number)

    with pytest.raises(TooManyMails, match="today’s limit"):
        invite(application, 20)
    assert not Invitation.objects.filter(email="person20@body.example").exists()
    invite(application, 20, by=make_secretary())
    invite(application, 21, at=LATER)


def test_asking_to_be_invited_mails_so_many_a_day():
    seoul = make_organisation(slug="seoul")
    make_member(seoul, "officer@seoul.example")
    asked = {"organisation_id": seoul.pk, "name": "Park", "email": "a@b.example", "message": "", "at": MARCH}
    for _time in range(5):
        ask_for_invitation(**asked)

    with pytest.raises(TooManyMails):
        ask_for_invitation(**asked)
