"""What an organisation's standing entitles it to, for its own people."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wego.accounts.requests import SignedInRequest
from wego.entitlements.queries import entitlements_of, organisations_with_rights_visible_to


@require_safe
@login_required
def rights(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every right with whether the organisation has it today, and why."""
    organisation = get_object_or_404(organisations_with_rights_visible_to(request.user), slug=slug)
    today = timezone.localdate()
    context = {"organisation": organisation, "answers": entitlements_of(organisation, today), "today": today}
    return render(request, "entitlements/rights.html", context)
