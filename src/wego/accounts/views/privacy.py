"""The privacy notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wego.core.personal_data import kinds


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a person, why, how long, whom to ask, and what a person can ask for."""
    return render(request, "accounts/privacy.html", {"kinds": kinds()})
