"""The second factor: who needs one, whether it was used in this session, and the gate before the office.

The roles of the office do nothing in a session in which no second factor was used: `queries.roles_in_force` leaves
them out, so that every permission of every app refuses, and where that stops a person they are sent to the page that
says why.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from wego.accounts.queries import enters_office, lacks_second_factor

STEPPED_IN = "stepped_in"  # how somebody came in who used the demonstration's page of roles

View = Callable[..., HttpResponse]


def was_used(request: HttpRequest, user: Any) -> bool:
    """Did this person use a second factor in this session? A demonstration takes it for granted."""
    methods = {record["method"] for record in get_authentication_records(request, user)}
    if STEPPED_IN in methods:
        return bool(settings.WEGO_DEMONSTRATION and user.is_demonstration)
    return "mfa" in methods


def note_demo_login(request: HttpRequest, user: Any) -> None:
    """Keep in the session that this person came in by the demonstration's page of roles."""
    record_authentication(request, user, STEPPED_IN)


def note_enrolment(request: HttpRequest, user: Any, authenticator: Any) -> None:
    """Whoever has just proved to hold a new factor has used it in this session."""
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell the person of each request whether the second factor was used; costs no query of its own."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _marked(request))  # type: ignore[assignment]
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, PermissionDenied) and lacks_second_factor(request.user):
            return _to_second_factor(request)
        return None

    handle.process_exception = process_exception  # type: ignore[attr-defined]
    return handle


def _marked(request: HttpRequest) -> Any:
    user: Any = get_user(request)
    if user.is_authenticated:
        user.has_used_second_factor = was_used(request, user)
    return user


def office_gate(view: View) -> View:
    """Into the office comes who has a role in it, with a second factor: strangers sign in, others are refused."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if lacks_second_factor(request.user):
            return _to_second_factor(request)
        if not enters_office(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return gated


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    query = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(resolve_url("accounts:second_factor") + query)
