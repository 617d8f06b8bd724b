"""The secretariat's role is in force only in a session in which a second factor was used."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests.accounts.factories import PASSWORD, make_role, make_secretary, make_user, note_second_factor
from wego.accounts.queries import enters_office, lacks_second_factor, roles_of

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/en/accounts/login/", {"login": email, "password": password, **more})


def test_the_role_is_not_in_force_without_a_second_factor() -> None:
    user = make_secretary()

    user.has_used_second_factor = False

    assert roles_of(user) == frozenset()
    assert not enters_office(user)
    assert lacks_second_factor(user)


def test_other_roles_need_no_second_factor() -> None:
    user = make_user()
    make_role(user, "juror")

    user.has_used_second_factor = False

    assert roles_of(user) == {"juror"}
    assert not lacks_second_factor(user)
    assert roles_of(AnonymousUser()) == frozenset()


@pytest.mark.parametrize("path", ["", "people/", "reports/site-history/", "images/", "jsi18n/", "nowhere/"])
def test_office_sends_the_secretariat_without_a_factor_to_the_page_that_says_why(path: str) -> None:
    client = Client()
    client.force_login(make_secretary())

    answer = client.get(f"/en/office/{path}")

    wanted = quote(f"/en/office/{path}", safe="")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/accounts/second-factor/?next={wanted}")


def test_office_opens_with_a_second_factor() -> None:
    client, user = Client(), make_secretary()
    client.force_login(user)
    note_second_factor(client, user)

    assert client.get("/en/office/").status_code == 200


def test_office_refuses_others_and_sends_strangers_to_the_one_way_in() -> None:
    client = Client()

    stranger = client.get("/ko/office/people/")
    client.force_login(make_user())
    other = client.get("/en/office/")

    assert (stranger.status_code, stranger["Location"]) == (302, "/ko/accounts/login/?next=/ko/office/people/")
    assert other.status_code == 403


def test_a_second_factor_of_somebody_else_does_not_count() -> None:
    client, secretary, other = Client(), make_secretary(), make_user()
    client.force_login(secretary)
    note_second_factor(client, other)

    assert client.get("/en/office/").status_code == 302


def test_page_of_the_second_factor_says_why_and_offers_to_enrol() -> None:
    client = Client()
    client.force_login(make_secretary())

    answer = client.get("/en/accounts/second-factor/?next=/en/office/people/")

    assert answer.status_code == 200
    assert "/en/accounts/2fa/totp/activate/" in answer.content.decode()
    assert "so a password alone is not enough" in answer.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_page_of_the_second_factor_leads_nowhere_else(elsewhere: str) -> None:
    client, user = Client(), make_secretary()
    client.force_login(user)
    note_second_factor(client, user)

    answer = client.get("/en/accounts/second-factor/", {"next": elsewhere})

    assert answer.status_code == 200
    assert not re.search(r'href="(https:)?//evil|href="javascript', answer.content.decode())


@pytest.mark.parametrize("odd", ["0", "²", "9" * 40, "accounts"])
def test_page_of_the_second_factor_takes_no_word_for_a_name(odd: str) -> None:
    secretary = make_secretary()
    client = Client()
    client.force_login(secretary)
    note_second_factor(client, secretary)

    answer = client.get("/en/accounts/second-factor/", {"next": odd})

    assert answer.status_code in (200, 302)


@pytest.mark.django_db(transaction=True)
def test_secretary_enrols_an_authenticator_app_and_reaches_the_office() -> None:
    client, user = Client(), make_secretary()
    first = sign_in(client, user.email)
    assert first["Location"] == "/en/accounts/second-factor/"
    page = client.get("/en/accounts/2fa/totp/activate/")
    assert page["Location"].startswith("/en/accounts/reauthenticate/")
    client.post(page["Location"], {"password": PASSWORD})
    secret = client.get("/en/accounts/2fa/totp/activate/").context["form"].secret

    done = client.post("/en/accounts/2fa/totp/activate/", {"code": code_now(secret)})

    assert done["Location"] == "/en/accounts/2fa/recovery-codes/"
    assert client.get("/en/office/").status_code == 200
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored


def test_sign_in_asks_for_the_factor_and_refuses_a_wrong_code() -> None:
    client, user = Client(), make_secretary()
    TOTP.activate(user, SECRET)

    stage = sign_in(client, user.email, next="/en/office/")
    wrong = client.post("/en/accounts/2fa/authenticate/", {"code": "000000"})
    before = client.get("/en/office/")
    right = client.post("/en/accounts/2fa/authenticate/", {"code": code_now()})

    assert stage["Location"] == "/en/accounts/2fa/authenticate/"
    assert wrong.status_code == 200
    assert before["Location"].startswith("/en/accounts/login/")
    assert right["Location"] == "/en/office/"
    assert client.get("/en/office/").status_code == 200


def test_a_code_works_once() -> None:
    user = make_secretary()
    TOTP.activate(user, SECRET)
    first, second = Client(), Client()
    sign_in(first, user.email)
    sign_in(second, user.email)
    code = code_now()

    first.post("/en/accounts/2fa/authenticate/", {"code": code})
    replayed = second.post("/en/accounts/2fa/authenticate/", {"code": code})

    assert first.get("/en/office/").status_code == 200
    assert replayed.status_code == 200
    assert second.get("/en/office/").status_code == 302


def test_taking_the_last_factor_off_closes_the_office_again() -> None:
    client, user = Client(), make_secretary()
    TOTP.activate(user, SECRET)
    sign_in(client, user.email)
    client.post("/en/accounts/2fa/authenticate/", {"code": code_now()})
    assert client.get("/en/office/").status_code == 200
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    client.post("/en/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/en/office/").status_code == 302


def test_a_refused_act_sends_the_secretariat_without_a_factor_to_the_page_that_says_why(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.accounts.refusing_urls"
    client = Client()
    client.force_login(make_secretary())

    answer = client.post("/en/refuse/")

    assert (answer.status_code, answer["Location"]) == (302, "/en/accounts/second-factor/")
