"""The demonstration's page of roles: one click there, and nothing at all elsewhere."""

from __future__ import annotations

import importlib
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, clear_url_caches, reverse

import wego.accounts.urls.public
import wego.config.urls
from tests.accounts.factories import AT, make_secretary, make_user
from wego.accounts.models import User
from wego.accounts.queries import enters_office
from wego.accounts.services.demonstration import make_demonstration

pytestmark = pytest.mark.django_db
PAGE = "/en/step-in/"


@pytest.fixture
def demonstration(settings: Any) -> Iterator[None]:
    settings.WEGO_DEMONSTRATION = True
    _route_again()
    make_demonstration(at=AT, rng=random.Random(1))
    yield
    settings.WEGO_DEMONSTRATION = False
    _route_again()


def _route_again() -> None:
    importlib.reload(wego.accounts.urls.public)
    importlib.reload(wego.config.urls)
    clear_url_caches()


def person(post: str) -> User:
    return User.objects.get(email=f"{post}@step-in.example")


def test_elsewhere_there_is_no_such_page() -> None:
    make_demonstration(at=AT, rng=random.Random(1))
    client = Client(HTTP_HOST="localhost")

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"person": person("secretariat").pk}).status_code == 404
    assert "_auth_user_id" not in client.session
    with pytest.raises(NoReverseMatch):
        reverse("accounts:step_in")
    assert "step-in" not in client.get("/en/").content.decode()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_page_shows_the_roles_on_this_machine(host: str) -> None:
    page = Client(HTTP_HOST=host).get(PAGE)

    assert page.status_code == 200
    assert "Sign in as Sena Demo" in page.content.decode()
    assert PAGE in Client(HTTP_HOST=host).get("/en/").content.decode()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "far",
    [
        {"REMOTE_ADDR": "203.0.113.5", "HTTP_HOST": "localhost"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "wego.example"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_X_FORWARDED_FOR": "203.0.113.5"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_FORWARDED": "for=203.0.113.5"},
        {"REMOTE_ADDR": "", "HTTP_HOST": "localhost"},
        {"REMOTE_ADDR": "10.0.0.1", "HTTP_HOST": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost.evil.example"},
    ],
)
def test_from_elsewhere_there_is_no_such_page(settings: Any, far: dict[str, str]) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(**far)

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"person": person("secretariat").pk}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert "step-in" not in client.get("/en/").content.decode()


@pytest.mark.usefixtures("demonstration")
def test_one_click_and_the_visitor_is_of_the_secretariat() -> None:
    client = Client(HTTP_HOST="localhost")

    answer = client.post(PAGE, {"person": person("secretariat").pk})

    assert answer["Location"] == "/en/office/"
    assert client.get("/en/office/").status_code == 200


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("post", ["juror", "trainee"])
def test_one_click_and_the_visitor_is_somebody_else(post: str) -> None:
    client = Client(HTTP_HOST="localhost")
    client.post(PAGE, {"person": person("secretariat").pk})

    answer = client.post(PAGE, {"person": person(post).pk})

    assert answer["Location"] == "/en/my/"
    assert client.session["_auth_user_id"] == str(person(post).pk)
    assert client.get("/en/office/").status_code == 403


@pytest.mark.usefixtures("demonstration")
def test_real_people_cannot_be_stepped_into() -> None:
    client, real, marked = Client(HTTP_HOST="localhost"), make_secretary(), make_user(is_demonstration=True)

    for number in (real.pk, marked.pk, "", "0", "x", "1 or 1=1"):
        assert client.post(PAGE, {"person": number}).status_code == 404

    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demonstration")
def test_stepping_in_counts_as_second_factor_for_made_up_people_in_a_demonstration_only(settings: Any) -> None:
    client = Client(HTTP_HOST="localhost")
    client.post(PAGE, {"person": person("secretariat").pk})

    settings.WEGO_DEMONSTRATION = False

    assert client.get("/en/office/").status_code == 302


@pytest.mark.usefixtures("demonstration")
def test_nobody_signs_in_as_a_made_up_person_otherwise() -> None:
    client = Client(HTTP_HOST="localhost")

    for password in ("", "demo", "!"):
        client.post("/en/accounts/login/", {"login": person("secretariat").email, "password": password})

    assert "_auth_user_id" not in client.session
    assert enters_office(person("secretariat"))


@pytest.mark.usefixtures("demonstration")
def test_a_click_needs_the_forms_token() -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)

    assert client.post(PAGE, {"person": person("secretariat").pk}).status_code == 403
