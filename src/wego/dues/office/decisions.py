"""The office's simulator, and what the network decided: readings and concessions."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.listings import ListPage
from wego.core.office import office_page
from wego.core.texts import pick
from wego.dues.acts import CHOOSE_READING, GRANT, schedules_to_read
from wego.dues.forms import SimulationForm
from wego.dues.listings import CONCESSIONS, READING_CHOICES, SIMULATION, SimulatedRow
from wego.dues.models import FeeSchedule
from wego.dues.permissions import can_see_dues
from wego.dues.queries.quotes import choices_of, reading_in_force, schedules_in_force
from wego.dues.queries.simulation import Assumption, simulate
from wego.members.models import Organisation


@require_safe
def simulator(request: HttpRequest) -> HttpResponseBase:
    """What another schedule, reading or year of figures would change; nothing of it is kept."""
    require(can_see_dues(request.user))
    schedules = {row.code: row for row in schedules_in_force()}
    first = {"year": timezone.localdate().year, "everybody": True}
    form = SimulationForm(
        request.GET if "year" in request.GET else None, initial=first, schedules=list(schedules.values())
    )
    facts: dict[str, object] = {"form": form, "schedules": schedules}
    if not form.is_bound or not form.is_valid():
        return office_page(request, "dues/office/simulator.html", _("Fee simulator"), facts)
    given = form.cleaned_data
    before, after = (_assumption(side, given, schedules) for side in ("before", "after"))
    members = Organisation.objects.exclude(standing__in=["", "former"]).select_related("place", "region")
    found = simulate(members.order_by("sort_en"), before, after)
    rows = list(found.rows)
    if "format" not in request.GET:  # a file keeps the register's order
        rows.sort(key=lambda row: (-abs(row.difference or Decimal(0)), row.organisation.name.source))
    definitions = before.schedule.read(), after.schedule.read()
    return SIMULATION.respond(
        request,
        rows=[SimulatedRow(row, definitions) for row in rows],
        title=_("Fee simulator"),
        facts={**facts, "simulation": found},
        file_name=f"simulation-{before.year}",
    )


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


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """How each schedule is read, by which decision, and the form that records another."""
    require(can_see_dues(request.user))
    shown = []
    for row in schedules_to_read():
        choices = choices_of(row).select_related("chosen_by")
        known = [
            {"code": one.code, "label": pick(one.title), "source": pick(one.source)} for one in row.read().readings
        ]
        recorded = ListPage(READING_CHOICES, request, rows=choices, prefix=f"{row.code}-")
        shown.append((row, reading_in_force(row), known, recorded))
    facts = {"shown": shown, "choose": CHOOSE_READING}
    return office_page(request, "dues/office/readings.html", _("Readings of the fee tables"), facts)


@require_safe
def concessions(request: HttpRequest) -> HttpResponseBase:
    """Waivers, discounts and instalments, and the form that records one."""
    return CONCESSIONS.respond(request, facts={"grant": GRANT})
