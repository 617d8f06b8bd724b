"""A person's own account: name and language, data as a file, erasure; and the privacy notice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client

from tests.accounts.factories import PASSWORD, make_role, make_secretary, make_user
from wego.accounts.models import User
from wego.core.models import AuditEntry

pytestmark = pytest.mark.django_db

OWN = [
    "accounts/",
    "accounts/data/",
    "accounts/erasure/",
    "accounts/second-factor/",
    "accounts/email/",
    "accounts/password/change/",
    "accounts/2fa/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/webauthn/",
    "accounts/2fa/webauthn/add/",
    "accounts/2fa/recovery-codes/generate/",
    "accounts/sessions/",
    "accounts/sso/",
]


@pytest.mark.parametrize("path", OWN)
def test_strangers_are_asked_to_sign_in(path: str) -> None:
    answer = Client().get(f"/en/{path}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/accounts/login/")


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
@pytest.mark.parametrize("path", ["accounts/privacy/", "accounts/login/", "accounts/password/reset/"])
def test_open_to_strangers(path: str, language: str) -> None:
    answer = Client().get(f"/{language}/{path}")

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("path", OWN)
def test_no_inline_script_or_style(signed_in: Any, path: str) -> None:
    user = make_user()
    client = signed_in(user)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.get(f"/en/{path}", follow=True)
    page = answer.content.decode()

    assert answer.status_code == 200
    if answer["Content-Type"].startswith("text/html"):
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        inline = [tag for tag in page.split("<script")[1:] if "src=" not in tag.partition(">")[0]]
        assert all('type="application/json"' in tag.partition(">")[0] for tag in inline)


def test_account_saves_name_and_language(signed_in: Any) -> None:
    user = make_user()

    answer = signed_in(user).post("/en/accounts/", {"name": "서연", "language": "ko"})

    user.refresh_from_db()
    assert answer.status_code == 302
    assert (user.name, user.language) == ("서연", "ko")


def test_account_refuses_a_language_that_is_not_spoken_and_keeps_what_was_typed(signed_in: Any) -> None:
    user = make_user(name="Before")

    answer = signed_in(user).post("/en/accounts/", {"name": "After", "language": "fr"})

    user.refresh_from_db()
    assert answer.status_code == 200
    assert "After" in answer.content.decode()
    assert user.name == "Before"


def test_data_ask_for_the_password_and_come_as_a_file(signed_in: Any) -> None:
    user = make_user("someone@city.example", name="서연")
    make_user("other@city.example")
    client = signed_in(user, second_factor=False)

    first = client.get("/en/accounts/data/")
    client.post(first["Location"], {"password": PASSWORD})
    answer = client.get("/en/accounts/data/")

    assert first["Location"].startswith("/en/accounts/reauthenticate/")
    assert answer["Content-Disposition"] == 'attachment; filename="wego-personal-data.json"'
    assert "no-store" in answer["Cache-Control"]
    assert json.loads(answer.content)["person"]["name"] == "서연"
    assert "other@city.example" not in answer.content.decode()


def test_erasure_asks_for_the_password_and_a_deliberate_yes(signed_in: Any) -> None:
    user = make_user()
    client = signed_in(user, second_factor=False)

    before = client.post("/en/accounts/erasure/", {"is_sure": "on"})
    assert before["Location"].startswith("/en/accounts/reauthenticate/")
    client.get("/en/accounts/erasure/")
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    unsure = client.post("/en/accounts/erasure/", {})
    assert unsure.status_code == 200
    assert User.objects.get(pk=user.pk).erased_at is None

    done = client.post("/en/accounts/erasure/", {"is_sure": "on"})

    assert done["Location"] == "/en/"
    assert User.objects.get(pk=user.pk).erased_at is not None
    assert "_auth_user_id" not in client.session


def test_erasure_of_the_last_of_the_secretariat_says_what_to_do(signed_in: Any) -> None:
    user = make_secretary()
    client = signed_in(user)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.post("/en/accounts/erasure/", {"is_sure": "on"})

    assert "Give the role to someone else first" in answer.content.decode()
    assert User.objects.get(pk=user.pk).erased_at is None


def test_account_costs_a_fixed_number_of_queries(signed_in: Any, django_assert_num_queries: Any) -> None:
    user = make_user()
    client = signed_in(user)

    with django_assert_num_queries(8):
        client.get("/en/accounts/")
    for role in ("juror", "trainee"):
        make_role(user, role)
    with django_assert_num_queries(8):
        client.get("/en/accounts/")


def test_a_confirmed_address_leaves_a_line_in_the_trail(client: Any) -> None:
    user = make_user()
    address = EmailAddress.objects.create(user=user, email="second@city.example", verified=False)

    client.post(f"/en/accounts/confirm-email/{EmailConfirmationHMAC(address).key}/")

    address.refresh_from_db()
    assert address.verified
    assert AuditEntry.objects.get(action="person.address_confirmed").actor_key == user.key


@pytest.mark.parametrize("path", ["/en/my/", "/en/accounts/", "/en/members/"])
def test_no_page_of_somebody_signed_in_is_kept_by_a_browser_or_on_the_way(signed_in: Any, path: str) -> None:
    assert "no-store" in signed_in(make_user()).get(path)["Cache-Control"]


def test_what_strangers_read_may_be_kept(client: Any) -> None:
    assert "no-store" not in client.get("/en/members/").get("Cache-Control", "")


@pytest.mark.parametrize("language", ["ko", "zh-hans"])
def test_no_part_of_the_privacy_notice_is_left_in_english(language: str) -> None:
    page = Client().get(f"/{language}/accounts/privacy/").content.decode()

    assert "until you sign out" not in page


def test_what_the_sign_in_package_says_in_korean_is_in_the_platforms_own_register() -> None:
    page = Client().get("/ko/accounts/password/reset/").content.decode()

    assert "당신의" not in page
    assert "연락주세요" not in page
