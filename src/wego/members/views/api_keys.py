"""The page of an organisation's API keys."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wego.accounts.requests import SignedInRequest
from wego.members.key_acts import API_KEY_MAKE, API_KEY_REVOKE
from wego.members.queries import api_keys as queries


@require_safe
@never_cache
@login_required
def api_keys(request: SignedInRequest, slug: str) -> HttpResponse:
    """Which systems have a key, what each may do and when it was last used; a new key right after it was made."""
    organisation = get_object_or_404(queries.organisations_with_keys_of(request.user), slug=slug)
    today = timezone.localdate()
    keys = [(key, key.is_open(today)) for key in queries.keys_of(organisation)]
    facts = {"organisation": organisation, "keys": keys, "make": API_KEY_MAKE, "revoke": API_KEY_REVOKE}
    return render(request, "members/api_keys.html", facts)
