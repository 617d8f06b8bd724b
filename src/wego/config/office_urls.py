"""The secretariat's office: Wagtail without its own ways of signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtail_urls


def sign_in(request: HttpRequest) -> HttpResponse:
    """There is one way in; the office sends people there and back."""
    response = redirect("account_login")
    if query := request.GET.urlencode():
        response["Location"] += f"?{query}"
    return response


def closed(request: HttpRequest, **_parts: str) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("login/", sign_in, name="office_sign_in"),
    re_path(r"^password_reset/", closed),
    re_path(r"^account/change_password/", closed),
    re_path(r"^account/change_email/", closed),
    path("", include(wagtail_urls)),
]
