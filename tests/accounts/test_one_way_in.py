"""There is one way in: Wagtail's own sign-in, reset, account and people pages are closed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.users.models import UserProfile

from tests.accounts.factories import make_secretary, make_user
from wego.accounts.models import User

pytestmark = pytest.mark.django_db

CLOSED = [
    "password_reset/",
    "password_reset/done/",
    "password_reset/confirm/MQ/set-password/",
    "password_reset/complete/",
    "account/change_password/",
    "account/change_email/",
    "users/",
    "users/new/",
    "users/1/",
    "users/edit/1/",
    "users/delete/1/",
    "groups/",
    "groups/new/",
    "api-tokens/",
    "bulk/accounts/user/delete/",
    "bulk/accounts/user/assign_role/",
    "bulk/accounts/user/set_active_state/",
    "failwhale/",
    "workflows/list/",
    "workflows/add/",
    "workflows/tasks/index/",
    "workflows/tasks/select_type/",
    "reports/workflow/",
    "reports/workflow_tasks/",
]


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_closed_even_to_the_secretariat(signed_in: Any, path: str, language: str) -> None:
    client = signed_in(make_secretary())

    assert client.get(f"/{language}/office/{path}").status_code == 404
    assert client.post(f"/{language}/office/{path}").status_code == 404


@pytest.mark.parametrize("path", CLOSED)
def test_closed_to_strangers(path: str) -> None:
    assert Client().get(f"/en/office/{path}").status_code == 404


def test_every_address_of_wagtails_accounts_is_closed(signed_in: Any) -> None:
    """A version of Wagtail that adds one is noticed here."""
    client = signed_in(make_secretary())
    telling = re.compile(r"password|users?/|groups?/|token|login")
    found = {path for path in _paths(get_resolver(), "") if path.startswith("en/office/") and telling.search(path)}

    answers = {path: client.get("/" + path).status_code for path in found}

    assert len(answers) > 12
    assert {path for path, status in answers.items() if status not in {302, 404}} == set()
    assert {path for path, status in answers.items() if status == 302} == {"en/office/login/"}


def _paths(resolver: Any, prefix: str) -> list[str]:
    """Every address, its parameters replaced by what they could be."""
    found = []
    for pattern in resolver.url_patterns:
        own = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _paths(pattern, own)
        elif isinstance(pattern, URLPattern):
            plain = re.sub(r"<int:\w+>|<str:\w+>|<slug:\w+>|<\w+>|\(\?P<\w+>[^)]*\)", "1", own)
            found.append(re.sub(r"[\^$\\]", "", re.sub(r"\(\?:(\w+)[^)]*\)", r"\1", plain)))
    return [path for path in found if "*" not in path and not path.endswith(".")]


def test_wagtails_sign_in_leads_to_ours_and_back() -> None:
    answer = Client().get("/ko/office/login/?next=/ko/office/people/")

    assert (answer.status_code, answer["Location"]) == (302, "/ko/accounts/login/?next=%2Fko%2Foffice%2Fpeople%2F")


def test_wagtails_sign_in_takes_no_password() -> None:
    user = make_secretary()
    client = Client()

    client.post("/en/office/login/", {"username": user.email, "password": "long-enough-for-tests"})

    assert "_auth_user_id" not in client.session


def test_wagtails_account_is_ours(signed_in: Any) -> None:
    answer = signed_in(make_secretary()).get("/en/office/account/")

    assert (answer.status_code, answer["Location"]) == (302, "/en/accounts/")


def test_wagtails_sign_out_is_ours(signed_in: Any) -> None:
    client = signed_in(make_secretary())

    client.post("/en/office/logout/")

    assert "_auth_user_id" not in client.session


def test_office_offers_no_page_of_wagtails_accounts(signed_in: Any) -> None:
    shown = signed_in(make_secretary()).get("/en/office/").content.decode()

    assert "/office/users/" not in shown
    assert "/office/groups/" not in shown
    assert "/en/office/people/" in shown


@pytest.mark.parametrize(("prefix", "language"), [("en", "en"), ("ko", "ko"), ("zh-hans", "zh-hans")])
def test_office_speaks_the_language_of_its_address(signed_in: Any, prefix: str, language: str) -> None:
    user = make_secretary(language="en")
    UserProfile.get_for_user(user)

    shown = signed_in(user).get(f"/{prefix}/office/").content.decode()

    assert f'lang="{language}"' in shown


def test_nobody_becomes_superuser_or_member_of_a_group() -> None:
    make_user()

    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(groups__isnull=False).exists()
