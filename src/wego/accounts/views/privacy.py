"""The privacy notice."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a person, why, how long, whom to ask, and what a person can ask for."""
    days = settings.SESSION_COOKIE_AGE // 86400
    return render(request, "accounts/privacy.html", {"session_days": days})
