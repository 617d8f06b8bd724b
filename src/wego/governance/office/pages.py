"""The office's pages of governance beside its lists and acts: one matter, papers, calendars, bodies."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.assignments.panel import open_panel
from wego.core.calendar_files import calendar_response
from wego.core.dated_tasks.queries import tasks_about
from wego.core.files import download
from wego.core.office import office_page
from wego.core.references import Reference
from wego.governance import acts, queries
from wego.governance.listings import ITEM_DECISIONS, MEETING_ITEMS, calendar_of, source_of, when
from wego.governance.models import Body
from wego.governance.permissions import can_see_agenda


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One matter: what it is about, its meeting, what was decided, and the next step."""
    require(can_see_agenda(request.user))
    found = get_object_or_404(queries.items_visible_to(request.user), pk=pk)
    facts = {
        "item": found,
        "assignment": open_panel(request, found),
        "tasks": tasks_about(Reference.to(found)),
        "decision_record": acts.DECISION_RECORD,
        "schedule": acts.ITEM_SCHEDULE,
        "undecided": [acts.ITEM_CARRY_OVER, acts.ITEM_WITHDRAW],
        "follow_up_add": acts.FOLLOW_UP_ADD,
    }
    decided = queries.decisions_visible_to(request.user).filter(item=found)
    return ITEM_DECISIONS.respond(request, rows=decided, title=found.title, facts=facts, file_name=f"decisions-{pk}")


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper of a decision."""
    require(can_see_agenda(request.user))
    found = get_object_or_404(queries.decisions_visible_to(request.user), pk=pk)
    if not found.paper:
        raise Http404
    return download(found.paper, name=found.paper_name, media_type=found.paper_type)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One meeting: when and where it is, what stands on its agenda."""
    require(can_see_agenda(request.user))
    found = get_object_or_404(queries.meetings_visible_to(request.user), pk=pk)
    facts = {
        "meeting": found,
        "when": when(found),
        "calendar": calendar_of(found),
        "source": source_of(found),
        "acts": [acts.MEETING_HOLD, acts.MEETING_CANCEL],
    }
    rows = queries.items_of_meeting(found)
    return MEETING_ITEMS.respond(request, rows=rows, title=found.title, facts=facts, file_name=f"meeting-{pk}")


@require_safe
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting as a calendar file; a cancelled one takes itself out of the calendar."""
    require(can_see_agenda(request.user))
    found = get_object_or_404(queries.meetings().exclude(starts_on=None), pk=pk)
    return calendar_response([queries.calendar_entry(found)], name=found.title, at=timezone.now())


@require_safe
def meetings_calendar(request: HttpRequest) -> HttpResponse:
    """Every meeting that is to come or was cancelled, as one calendar file."""
    require(can_see_agenda(request.user))
    entries = [queries.calendar_entry(meeting) for meeting in queries.meetings_of_calendar()]
    return calendar_response(entries, name=_("Meetings"), at=timezone.now())


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies with what is known of them, and what is not."""
    require(can_see_agenda(request.user))
    facts = {"bodies": Body.objects.select_related("rules")}
    return office_page(request, "governance/office/bodies.html", gettext_lazy("Bodies"), facts, above=acts.above())
