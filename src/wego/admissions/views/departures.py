"""A member's notice to leave: given, followed, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.accounts.requests import SignedInRequest
from wego.admissions.forms import NoticeForm
from wego.admissions.member_acts import DEPARTURE_RETRACT
from wego.admissions.permissions import can_give_notice
from wego.admissions.queries import departures_visible_to, item_of
from wego.admissions.services.departures import give_notice
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.rules import RuleError
from wego.members.queries.affiliations import organisations_of


@login_required
@once
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    """What leaving means, and the notice."""
    organisation = get_object_or_404(organisations_of(request.user), slug=slug)
    require(can_give_notice(request.user, organisation))
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            departure = give_notice(
                organisation_id=organisation.pk, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Notice given. The Executive Committee will decide."))
            return redirect("admissions:departure", departure.pk)
    return render(request, "admissions/leave.html", {"organisation": organisation, "form": form})


@login_required
@require_safe
def departure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where the end of a membership stands."""
    found = get_object_or_404(departures_visible_to(request.user), pk=pk)
    facts = {
        "departure": found,
        "steps": found.steps.all(),
        "item": item_of(found),
        "retract": DEPARTURE_RETRACT,
    }
    return render(request, "admissions/departure.html", facts)
