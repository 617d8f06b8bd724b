"""What no page could answer is refused before anything is read."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Untouched(BytesIO):
    """A body that must not be read."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("read")


@pytest.mark.parametrize(
    "path", ["/en/members/a%00b/", "/en/my/join/%00/", "/api/v1/organisations/%00", "/en/index/pilot%00-2024/", "/%00"]
)
def test_an_address_with_a_nul_is_no_page(path: str):
    assert Client(raise_request_exception=False).get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/en/my/diagnosis/{}/report/", "/en/my/diagnosis/{}/report.pdf", "/en/office/people/{}/"]
)
def test_a_number_beyond_counting_is_no_page(path: str):
    assert Client(raise_request_exception=False).get(path.format("9" * 40)).status_code == 404


def test_a_query_with_a_nul_cannot_be_read():
    assert Client(raise_request_exception=False).get("/en/members/?q=a%00b").status_code == 400


@pytest.mark.parametrize("path", ["/en/", "/en/my/", "/api/v1/organisations", "/nowhere"])
@pytest.mark.parametrize("host", ["evil.example", "evil example", ""])
def test_another_host_is_refused(path: str, host: str):
    answer = Client(raise_request_exception=False, HTTP_HOST=host or "\x01").get(path)

    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_health_is_asked_by_address():
    """A balancer or a container's check knows the machine's address and no name."""
    answer = Client(HTTP_HOST="10.0.0.7:8000").get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_trace_is_answered_by_nobody():
    answer = Client().generic("TRACE", "/en/", HTTP_COOKIE="sessionid=secret")

    assert answer.status_code == 405
    assert b"secret" not in answer.content


@pytest.mark.parametrize(
    ("cookie", "length", "status"),
    [
        ("", settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1, 413),
        ("x", settings.WEGO_REQUEST_LIMIT + 1, 413),
        ("x", 10, 403),  # let through to the check of forms, which finds no token
    ],
)
def test_too_much_is_refused_before_it_is_read(cookie: str, length: int, status: int):
    client = Client(enforce_csrf_checks=True)
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    body: dict[str, Any] = {"wsgi.input": Untouched() if status == 413 else BytesIO(b"x" * length)}

    answer = client.post("/en/accounts/login/", CONTENT_LENGTH=str(length), content_type="text/plain", **body)

    assert answer.status_code == status


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_links_to_other_languages_stay_on_this_site(language: str):
    page = Client().get("/", PATH_INFO=f"//other.example/{language}/", follow=True).content.decode()

    assert 'href="//other.example' not in page
    assert "8000//other.example" not in page
