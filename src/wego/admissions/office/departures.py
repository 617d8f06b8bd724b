"""The office's page of departures: notices of members, and lapses that the secretariat proposes."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wego.admissions import queries
from wego.admissions.forms import LapseForm
from wego.admissions.office.frame import A_PAGE, page
from wego.admissions.permissions import can_propose_lapse, can_retract_departure
from wego.admissions.services.departures import propose_lapse, retract_departure
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.office import run_service


@once
def departure_list(request: HttpRequest) -> HttpResponse:
    """What is to be decided, what was, and the form that proposes a lapse."""
    require(can_propose_lapse(request.user))
    form = LapseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"organisation_id": form.cleaned_data["organisation"].pk, "reason": form.cleaned_data["reason"]}
        if run_service(
            request, _("Proposed. Nothing ends before the Executive Committee decides."), propose_lapse, **given
        ):
            return redirect("office_admissions:departure_list")
    waiting = list(queries.open_departures())
    items = queries.items_by_subject("admissions.Departure", [one.pk for one in waiting])
    rows = [{"departure": one, "item": items.get(str(one.pk))} for one in waiting]
    closed = Paginator(queries.closed_departures(), A_PAGE).get_page(request.GET.get("page"))
    facts = {"rows": rows, "page": closed, "form": form}
    return page(request, "admissions/office/departures.html", gettext_lazy("Leaving"), facts)


@require_POST
@once
def departure_retract(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposed lapse back: the arrears came in."""
    found = get_object_or_404(queries.departures_visible_to(request.user), pk=pk)
    require(can_retract_departure(request.user, found))
    run_service(request, _("Taken back. The membership goes on."), retract_departure, departure_id=pk)
    return redirect("office_admissions:departure_list")
