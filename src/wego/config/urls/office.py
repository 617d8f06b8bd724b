"""The secretariat's office: Wagtail behind the gate of the second factor, without its own ways of signing in."""

from __future__ import annotations

from typing import Any

from allauth.account.views import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtail_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from wego.accounts.second_factor import office_gate
from wego.core.form_tokens import repeatable
from wego.portal.office_home import office_home


def sign_in(request: HttpRequest) -> HttpResponse:
    """There is one way in; the office sends people there and back."""
    response = redirect("account_login")
    if query := request.GET.urlencode():
        response["Location"] += f"?{query}"
    return response


def account(request: HttpRequest) -> HttpResponse:
    """Name, language, password and factors are changed where everybody changes them."""
    return redirect("accounts:account")


@repeatable("nothing is there")
def closed(request: HttpRequest, **_parts: Any) -> HttpResponse:
    raise Http404


# Wagtail's own sign-in, reset, account, people, groups, API keys and workflows; bulk acts on people. Services only.
CLOSED = (
    r"^password_reset/",
    r"^account/.",
    r"^users/",
    r"^groups/",
    r"^api-tokens/",
    r"^workflows/",
    r"^reports/workflow",
    r"^bulk/(?:accounts|account|auth|mfa|socialaccount|usersessions|core)/",
    r"^failwhale/",
    r"^test404/",
)

urlpatterns = [
    path("", office_gate(office_home), name="wagtailadmin_home"),
    path("login/", sign_in),
    path("logout/", logout),
    path("account/", account),
    *[re_path(pattern, closed) for pattern in CLOSED],
    path("", include(decorate_urlpatterns(wagtail_urls.urlpatterns, office_gate))),
]
