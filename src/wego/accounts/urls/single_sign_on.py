"""Addresses of single sign-on, which the provider knows without a language."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from wego.core.form_tokens import repeatable


@repeatable("it leads to the provider's page again")
def login(request: HttpRequest, **parts: Any) -> HttpResponse:
    """To the provider by way of a page of ours: the policy on forms lets none lead to another site."""
    response = views.login(request, **parts)
    if response.status_code == 302:
        return render(request, "socialaccount/login_redirect.html", {"redirect_to": response["Location"]})
    return response


urlpatterns = [
    path("<slug:provider_id>/login/", login, name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
]
