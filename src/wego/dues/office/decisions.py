"""The office's simulator, and what the network decided: readings and concessions."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wego.core.access import require
from wego.core.exports import FORMATS, table_download
from wego.core.form_tokens import once
from wego.core.office import office_page, run_service
from wego.core.texts import pick
from wego.dues.forms import ConcessionForm, ReadingForm, SimulationForm
from wego.dues.models import Concession, FeeSchedule
from wego.dues.permissions import can_run_dues
from wego.dues.queries.quotes import choices_of, reading_in_force, schedules_in_force
from wego.dues.queries.simulation import Assumption, SimulationRow, simulate
from wego.dues.services.decisions import choose_reading, grant_concession, withdraw_concession
from wego.dues.wording import render_steps
from wego.members.models import Organisation


@require_safe
def simulator(request: HttpRequest) -> HttpResponseBase:
    """What another schedule, reading or year of figures would change; nothing of it is kept."""
    require(can_run_dues(request.user))
    schedules = {row.code: row for row in schedules_in_force()}
    first = {"year": timezone.localdate().year, "everybody": True}
    form = SimulationForm(
        request.GET if "year" in request.GET else None, initial=first, schedules=list(schedules.values())
    )
    facts: dict[str, object] = {"form": form, "schedules": schedules}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        before, after = (_assumption(side, given, schedules) for side in ("before", "after"))
        members = Organisation.objects.exclude(standing__in=["", "former"]).select_related("place", "region")
        found = simulate(members.order_by("sort_en"), before, after)
        if file_format := request.GET.get("format"):
            rows = (_exported(row) for row in found.rows)
            return table_download(file_format, f"simulation-{before.year}", EXPORTED, rows, lambda: len(found.rows))
        shown = sorted(found.rows, key=lambda row: (-abs(row.difference or Decimal(0)), row.organisation.name.source))
        facts |= {
            "simulation": found,
            "formats": FORMATS,
            "rows": [(row, render_steps(row.after.steps, after.schedule.read()) if row.after else []) for row in shown],
        }
    return office_page(request, "dues/office/simulator.html", _("Fee simulator"), "view", facts)


EXPORTED = ("slug", "organisation", "country", "before", "after", "difference")


def _exported(row: SimulationRow) -> tuple[object, ...]:
    member = row.organisation
    sides = [side.amount if side and side.outcome != "cannot" else None for side in (row.before, row.after)]
    return (member.slug, member.name, member.country, *sides, row.difference)


def _assumption(side: str, given: dict[str, object], schedules: dict[str, FeeSchedule]) -> Assumption:
    code, _colon, reading = str(given[f"{side}_way"]).partition(":")
    gdp = str(given[f"{side}_gdp"] or "")
    return Assumption(
        schedules[code],
        reading,
        year=int(str(given["year"])),
        gdp_year=int(gdp) if gdp else None,
        as_if_full=bool(given["everybody"]),
    )


@once
def readings(request: HttpRequest, code: str = "") -> HttpResponse:
    """How each schedule is read, by which decision, and the form that records another."""
    require(can_run_dues(request.user))
    rows = [row for row in schedules_in_force() if len(row.read().readings) > 1]
    shown = []
    for row in rows:
        form = ReadingForm(request.POST if request.POST and code == row.code else None, schedule=row)
        if form.is_bound and form.is_valid():
            facts = {
                "schedule_id": row.pk,
                "reading": form.cleaned_data["reading"],
                "decision": form.cleaned_data["decision"],
            }
            if run_service(request, _("Reading recorded; it holds for quotes from now on."), choose_reading, **facts):
                return redirect("office_dues:readings")
        choices = choices_of(row).select_related("chosen_by")
        known = [
            {"code": one.code, "label": pick(one.title), "source": pick(one.source)} for one in row.read().readings
        ]
        shown.append((row, reading_in_force(row), known, choices, form))
    return office_page(
        request, "dues/office/readings.html", _("Readings of the fee tables"), "list-ul", {"shown": shown}
    )


@once
def concessions(request: HttpRequest) -> HttpResponse:
    """Waivers, discounts and instalments, and the form that records one."""
    require(can_run_dues(request.user))
    form = ConcessionForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = {
            "organisation_id": given["organisation"].pk,
            "year": given["year"],
            "kind": given["kind"],
            "percent": given["percent"] or Decimal(0),
            "parts": given["parts"] or 1,
            "reason": given["reason"],
            "decision": given["decision"],
        }
        if run_service(request, _("Concession recorded."), grant_concession, **facts):
            return redirect("office_dues:concessions")
    granted = Concession.objects.select_related("organisation", "granted_by")
    facts = {"granted": granted, "form": form}
    return office_page(request, "dues/office/concessions.html", _("Concessions"), "tag", facts)


@require_POST
@once
def concession_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a concession back."""
    require(can_run_dues(request.user))
    concession = get_object_or_404(Concession, pk=pk)
    run_service(request, _("Concession withdrawn."), withdraw_concession, concession_id=concession.pk)
    return redirect("office_dues:concessions")
