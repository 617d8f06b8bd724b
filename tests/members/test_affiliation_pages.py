"""Pages of colleagues and of an invitation's link, with what an attacker would try."""

from __future__ import annotations

import re
import secrets
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import PASSWORD, make_secretary, make_user
from tests.core.personal_links.factories import expire_links
from tests.members.factories import make_organisation
from tests.members.test_affiliations import make_officer
from wego.accounts.models import User
from wego.core.personal_links.models import PersonalLink
from wego.members.models import Affiliation, Invitation, Organisation
from wego.members.services import affiliations as services

pytestmark = pytest.mark.django_db


@pytest.fixture
def seoul() -> Organisation:
    return make_organisation()


@pytest.fixture
def link(seoul: Organisation, django_capture_on_commit_callbacks: Any) -> str:
    """The path of an invitation's link, as its mail gives it."""
    with django_capture_on_commit_callbacks(execute=True):
        services.invite_colleague(
            organisation_id=seoul.pk,
            email="new@seoul.example",
            role="officer",
            language="en",
            by=make_secretary(),
            at=timezone.now(),
        )
    return re.search(r"/en/my/join/[\w-]+/", mail.outbox[-1].body).group()  # type: ignore[union-attr]


def joining(**changes: str) -> dict[str, str]:
    return {"name": "New Person", "language": "en", "password": PASSWORD, **changes}


def test_officer_sees_colleagues_and_invites(seoul: Organisation, signed_in: Any) -> None:
    client = signed_in(make_officer(seoul, name="Han"))
    first = client.get("/en/my/colleagues/")

    answer = client.post(
        first["Location"], {"email": "new@seoul.example", "role": "delegate", "language": "ko"}, follow=True
    )

    assert first["Location"] == "/en/my/organisations/seoul/colleagues/"
    assert "Invitation sent." in answer.content.decode()
    assert "new@seoul.example" in answer.content.decode()


def test_a_refusal_stands_beside_the_field_with_what_was_typed(seoul: Organisation, signed_in: Any) -> None:
    officer = make_officer(seoul)

    answer = signed_in(officer).post(
        "/en/my/organisations/seoul/colleagues/", {"email": officer.email, "role": "officer", "language": "en"}
    )

    assert "already holds that role here" in answer.content.decode()
    assert officer.email in answer.content.decode()


def test_officer_sends_again_and_withdraws(seoul: Organisation, link: str, signed_in: Any) -> None:
    client, invitation = signed_in(make_officer(seoul)), Invitation.objects.get()

    client.post(f"/en/my/invitations/{invitation.pk}/resend/")
    assert Client().get(link).status_code == 404
    client.post(f"/en/my/invitations/{invitation.pk}/withdraw/")

    invitation.refresh_from_db()
    assert invitation.status == "withdrawn"


def test_the_secretariat_invites_the_first_officer(seoul: Organisation, signed_in: Any) -> None:
    client = signed_in(make_secretary())

    client.post(
        "/en/my/organisations/seoul/colleagues/", {"email": "first@seoul.example", "role": "officer", "language": "en"}
    )

    assert Invitation.objects.get().email == "first@seoul.example"


@pytest.mark.parametrize("who", ["stranger", "elsewhere", "delegate", "contributor", "secretary without factor"])
def test_others_see_and_do_nothing(seoul: Organisation, link: str, signed_in: Any, who: str) -> None:
    officer = make_officer(seoul)
    client = {
        "stranger": Client,
        "elsewhere": lambda: signed_in(make_officer(make_organisation("Busan"))),
        "delegate": lambda: signed_in(make_officer(seoul, "delegate")),
        "contributor": lambda: signed_in(make_officer(seoul, "contributor")),
        "secretary without factor": lambda: signed_in(make_secretary(), second_factor=False),
    }[who]()
    invitation, held = Invitation.objects.get(), officer.affiliations.get()
    expected = 302 if who == "stranger" else 404

    answers = [
        client.get("/en/my/organisations/seoul/colleagues/"),
        client.post("/en/my/organisations/seoul/colleagues/", {"email": "x@x.example", "role": "officer"}),
        client.post(f"/en/my/invitations/{invitation.pk}/resend/"),
        client.post(f"/en/my/invitations/{invitation.pk}/withdraw/"),
        client.post(f"/en/my/invitations/{invitation.pk}/accept/"),
        client.get(f"/en/my/affiliations/{held.pk}/end/"),
        client.post(f"/en/my/affiliations/{held.pk}/end/"),
    ]

    assert {answer.status_code for answer in answers} == {expected}
    assert Invitation.objects.count() == 1
    assert Invitation.objects.get().status == "open"
    assert Affiliation.objects.get(pk=held.pk).ends_on is None


def test_an_invited_person_opens_an_account_and_acts_for_the_organisation(seoul: Organisation, link: str) -> None:
    client = Client()
    page = client.get(link)

    answer = client.post(link, joining())

    assert page.status_code == 200
    assert "new@seoul.example" in page.content.decode()
    assert answer["Location"] == "/en/my/"
    assert client.session["_auth_user_id"] == str(User.objects.get(email="new@seoul.example").pk)
    assert client.get("/en/my/organisations/seoul/colleagues/").status_code == 200


def test_looking_at_the_link_changes_nothing(link: str) -> None:
    for _ in range(3):
        Client().get(link)
        Client().head(link)

    assert Invitation.objects.get().status == "open"


@pytest.mark.parametrize("weak", ["short", "password123", "newperson1"])
def test_a_weak_password_is_refused_beside_its_field(link: str, weak: str) -> None:
    answer = Client().post(link, joining(name="New Person", password=weak))

    assert answer.status_code == 200
    assert "New Person" in answer.content.decode()
    assert not User.objects.filter(email="new@seoul.example").exists()


def test_a_replayed_link_opens_nothing(link: str) -> None:
    Client().post(link, joining())
    thief = Client()

    look, replay = thief.get(link), thief.post(link, joining(name="Thief", password="another long one"))

    assert (look.status_code, replay.status_code) == (410, 410)
    assert "_auth_user_id" not in thief.session
    assert User.objects.get(email="new@seoul.example").check_password(PASSWORD)
    assert Affiliation.objects.count() == 1


def test_an_expired_link_says_so_and_opens_nothing(link: str) -> None:
    expire_links()

    answer = Client().post(link, joining())

    assert answer.status_code == 410
    assert "has expired" in answer.content.decode()
    assert not User.objects.filter(email="new@seoul.example").exists()


def test_guessed_links_lead_nowhere(link: str) -> None:
    digest = PersonalLink.objects.get().digest
    token = link.rstrip("/").rpartition("/")[2]

    guesses = [digest, token[:-1], token + "A", token.swapcase(), "x", secrets.token_urlsafe(32)]

    assert {Client().get(f"/en/my/join/{guess}/").status_code for guess in guesses} == {404}


def test_whoever_has_an_account_signs_in_to_accept(link: str, seoul: Organisation) -> None:
    user, client = make_user("new@seoul.example"), Client()
    page = client.get(link).content.decode()
    assert f"/en/accounts/login/?next={link}" in page
    assert client.post(link, joining()).status_code == 200
    assert not Affiliation.objects.exists()

    back = client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD, "next": link})
    done = client.post(back["Location"])

    assert done["Location"] == "/en/my/"
    assert Affiliation.objects.get().user == user


def test_somebody_signed_in_otherwise_is_warned(link: str, signed_in: Any) -> None:
    client = signed_in(make_user("me@city.example"))

    page = client.get(link).content.decode()

    assert "You are signed in as me@city.example" in page


def test_an_invitation_to_ones_own_address_is_shown_and_accepted(link: str, signed_in: Any) -> None:
    user = make_user("new@seoul.example")
    client = signed_in(user)
    assert "You are invited" in client.get("/en/my/colleagues/").content.decode()

    client.post(f"/en/my/invitations/{Invitation.objects.get().pk}/accept/")

    assert Affiliation.objects.get().user == user


def test_ending_a_post_asks_once_more(seoul: Organisation, signed_in: Any) -> None:
    officer, other = make_officer(seoul), make_officer(seoul, "delegate", name="Leaver")
    held, client = other.affiliations.get(), signed_in(officer)

    asked = client.get(f"/en/my/affiliations/{held.pk}/end/")
    assert "Leaver" in asked.content.decode()
    assert Affiliation.objects.get(pk=held.pk).ends_on is None

    client.post(f"/en/my/affiliations/{held.pk}/end/")
    assert Affiliation.objects.get(pk=held.pk).ends_on is not None


def test_the_last_officer_is_told_why_not(seoul: Organisation, signed_in: Any) -> None:
    officer = make_officer(seoul)

    answer = signed_in(officer).post(f"/en/my/affiliations/{officer.affiliations.get().pk}/end/", follow=True)

    assert "This is the only officer" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_colleagues_cost_a_fixed_number_of_queries(
    seoul: Organisation, signed_in: Any, django_assert_num_queries: Any, number: int
) -> None:
    officer = make_officer(seoul)
    for count in range(number):
        make_officer(seoul, "delegate")
        services.invite_colleague(
            organisation_id=seoul.pk,
            email=f"new{count}@seoul.example",
            role="delegate",
            language="en",
            by=officer,
            at=timezone.now(),
        )
    client = signed_in(officer)

    with django_assert_num_queries(7):
        client.get("/en/my/organisations/seoul/colleagues/")
