"""Forms that tests post: each carries a token, as the form on a page does, and what makes something is sent twice.

Whatever test it is, a second post that comes right after leads to the same place and leaves no line in the trail.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest


def takes_each_form_once(path: str) -> bool:
    from django.urls import Resolver404, resolve
    from django.utils import translation

    where = urlsplit(path).path
    try:
        with translation.override(translation.get_language_from_path(where) or "en"):
            return getattr(resolve(where).func, "takes_forms", "") == "once"
    except Resolver404:
        return False


@pytest.fixture(scope="session", autouse=True)
def _forms_carry_tokens() -> Any:
    from django.test import Client

    from wego.core.form_tokens import FIELD, new_token

    post = Client.post

    def post_with_token(self: Client, path: str, data: Any = None, *args: Any, **extra: Any) -> Any:
        is_form = data is None or (isinstance(data, dict) and not args and "content_type" not in extra)
        if not is_form or FIELD in (data or {}) or not takes_each_form_once(path):
            return post(self, path, data, *args, **extra)
        data = {**(data or {}), FIELD: new_token()}
        second, before = copy_of(self), did()
        response = post(self, path, data, *args, **extra)
        if is_spent(data[FIELD], urlsplit(path).path):
            _send_again(second, post, path, data, extra, response)
        else:
            assert did() == before, f"{path} did something, and the same form would do it again"
        return response

    Client.post = post_with_token  # type: ignore[method-assign]
    yield
    Client.post = post  # type: ignore[method-assign]


def copy_of(client: Any) -> Any:
    """The same browser, at the moment of a double click."""
    from django.test import Client

    second = Client(enforce_csrf_checks=client.handler.enforce_csrf_checks, **client.defaults)
    second.cookies.load(client.cookies.output(header="", sep=";"))
    return second


def is_spent(token: str, path: str) -> bool:
    import hashlib

    from django.core import signing

    from wego.core.models import SpentToken

    drawn = signing.TimestampSigner(salt="wego.core.form_tokens").unsign(token)
    return SpentToken.objects.filter(digest=hashlib.sha256(f"{drawn} {path}".encode()).hexdigest()).exists()


def did() -> tuple[int, int]:
    from wego.core.models import AuditEntry, Mail

    return AuditEntry.objects.count(), Mail.objects.count()


def _send_again(second: Any, post: Any, path: str, data: dict[str, Any], extra: dict[str, Any], first: Any) -> None:
    for value in data.values():
        for file in value if isinstance(value, list | tuple) else [value]:
            if hasattr(file, "seek"):
                file.seek(0)
    before = did()
    answer = post(second, path, data, **{**extra, "follow": False})
    if "account_login" in str(answer.get("Location", "")) or "/accounts/" in str(answer.get("Location", "")):
        return  # the first one ended the session
    where = first.redirect_chain[0][0] if hasattr(first, "redirect_chain") else first["Location"]
    assert (answer.status_code, answer["Location"]) == (302, where), f"{path}, sent twice: {answer.status_code}"
    assert did() == before, f"{path} did something twice"
