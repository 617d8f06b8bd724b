"""Addresses of people: sign-in, account, second factor, privacy; in a demonstration, the page of roles."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, include, path

from wego.accounts.views import account, demo_login, privacy, second_factor

own: list[URLPattern] = [
    path("accounts/", account.account, name="account"),
    path("accounts/data/", account.data, name="data"),
    path("accounts/erasure/", account.erasure, name="erasure"),
    path("accounts/second-factor/", second_factor.second_factor, name="second_factor"),
    path("accounts/privacy/", privacy.privacy, name="privacy"),
]
if settings.WEGO_DEMONSTRATION:
    own.append(path("step-in/", demo_login.demo_login, name="step_in"))

urlpatterns = [
    path("", include((own, "accounts"))),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sso/", include("allauth.socialaccount.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
]
