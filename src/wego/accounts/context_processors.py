"""What the frame of a page shows of accounts: the way to the demonstration's page of roles."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from wego.accounts.loopback import is_loopback


def demo_login_link(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the address of the page of roles, where there is one for this visitor."""
    if not settings.WEGO_DEMONSTRATION or not is_loopback(request):
        return {}
    try:
        return {"demo_login_url": reverse("accounts:step_in")}
    except NoReverseMatch:
        return {}
