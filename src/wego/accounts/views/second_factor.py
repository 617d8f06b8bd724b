"""The page that says why the secretariat needs a second factor, and leads to it."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from wego.accounts.queries import enters_office, factors_of, lacks_second_factor
from wego.accounts.requests import SignedInRequest


@login_required
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Enrol, or use the factor that one has; then on to where one wanted to go."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = reverse("wagtailadmin_home") if lacks_second_factor(request.user) else ""
    if enters_office(request.user) and wanted:
        return HttpResponseRedirect(wanted)  # an address: `redirect` would take a bare word for a name of ours
    here = reverse("accounts:second_factor")
    after = urlencode({REDIRECT_FIELD_NAME: f"{here}?{urlencode({REDIRECT_FIELD_NAME: wanted})}"})
    methods = get_adapter().get_reauthentication_methods(request.user)
    facts = {
        "is_needed": lacks_second_factor(request.user),
        "has_factor": bool(factors_of(request.user)),
        "ways": [method for method in methods if method["id"].startswith("mfa_")],
        "after": after,
    }
    return render(request, "accounts/second_factor.html", facts)
