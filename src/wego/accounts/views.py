"""Pages about people and their data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a person, why, how long, and what a person can ask for."""
    return render(request, "accounts/privacy.html")
