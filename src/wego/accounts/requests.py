"""A request of which the view's decorators have made sure that somebody is signed in (for the types)."""

from __future__ import annotations

from django.http import HttpRequest

from wego.accounts.models import User


class SignedInRequest(HttpRequest):
    user: User
