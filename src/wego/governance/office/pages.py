"""The office's pages of governance: what is to decide, one item with its next step, meetings, decisions, bodies."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wego.core.access import require
from wego.core.calendar_files import calendar_response
from wego.core.dated_tasks.queries import tasks_about
from wego.core.dated_tasks.services import add_task
from wego.core.files import download
from wego.core.form_tokens import once
from wego.core.languages import SOURCE
from wego.core.office import Words, office_page, run_service
from wego.core.references import Reference
from wego.governance import queries
from wego.governance.forms import DecisionForm, FollowUpForm, ItemForm, MeetingForm, RevocationForm, ScheduleForm
from wego.governance.models import OTHER, AgendaItem, Body, Meeting
from wego.governance.permissions import can_keep_agenda, can_record_decision
from wego.governance.services.agendas import (
    cancel_meeting,
    carry_item_over,
    hold_meeting,
    plan_meeting,
    put_on_agenda,
    schedule_item,
    withdraw_item,
)
from wego.governance.services.decisions import record_decision, revoke_decision

A_PAGE = 50


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest year first, each with its next step."""
    require(can_keep_agenda(request.user))
    page = Paginator(queries.open_items(), A_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "this_year": timezone.localdate().year}
    return _page(request, "governance/office/agenda.html", gettext_lazy("To decide"), facts)


@once
def item_add(request: HttpRequest) -> HttpResponse:
    """Put a matter on an agenda by hand."""
    require(can_keep_agenda(request.user))
    form = ItemForm(request.POST or None, initial={"year": timezone.localdate().year, "kind": OTHER})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        # A matter of its own: nothing else on the platform is what it is about.
        subject = Reference("governance.Matter", uuid4().hex, given["title"][SOURCE])
        facts = {"body_code": given["body"].code, "year": given["year"], "kind": given["kind"], "note": given["note"]}
        if run_service(
            request,
            _("Added to the agenda. Once the body has decided, record its decision here."),
            put_on_agenda,
            titles=given["title"],
            is_typed=True,
            subject=subject,
            **facts,
        ):
            added = queries.open_item(subject, given["kind"])
            return redirect("office_governance:item", added.pk) if added else redirect("office_governance:agenda")
    return _page(request, "governance/office/item_add.html", gettext_lazy("Add to an agenda"), {"form": form})


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: what it is about, its meeting, what was decided, and the next step."""
    found = _item(request, pk)
    decided = list(queries.decisions_visible_to(request.user).filter(item=found).order_by("number"))
    facts = {
        "item": found,
        "decisions": decided,
        "form": ScheduleForm(item=found),
        "tasks": tasks_about(Reference.to(found)),
        "follow_up": FollowUpForm(),
        "next_year": max(found.year + 1, timezone.localdate().year),
        "is_open": found.status == AgendaItem.Status.OPEN,
    }
    return _page(request, "governance/office/item.html", found.title, facts)


@require_POST
@once
def item_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    found = _item(request, pk)
    form = ScheduleForm(request.POST, item=found)
    if form.is_valid():
        meeting = form.cleaned_data["meeting"]
        run_service(request, _("Saved."), schedule_item, item_id=pk, meeting_id=meeting.pk if meeting else None)
    return redirect("office_governance:item", pk)


@require_POST
@once
def follow_up_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what follows from a matter, by a day, for oneself or for whoever takes it up."""
    found = _item(request, pk)
    form = FollowUpForm(request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        facts = {
            "about": Reference.to(found),
            "owner_key": request.user.key if given.pop("is_mine") else None,  # type: ignore[union-attr]
            "address": reverse("office_governance:item", args=[pk]),
        }
        run_service(request, _("Follow-up added."), add_task, **given, **facts)
    else:
        messages.error(request, _("Say what is to be done, and by which day."))
    return redirect("office_governance:item", pk)


@require_POST
@once
def item_carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    found = _item(request, pk)
    year = max(found.year + 1, timezone.localdate().year)
    run_service(request, _("Moved to a later year."), carry_item_over, item_id=pk, year=year)
    return redirect("office_governance:item", pk)


@require_POST
@once
def item_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Only matters that were added by hand: applications and notices are closed where they are."""
    found = _item(request, pk)
    if found.kind in ItemForm.BY_ITSELF and found.subject_kind != "members.Organisation":
        messages.error(request, _("This item belongs to an application or a notice; close it there."))
    else:
        run_service(request, _("Taken off the agenda."), withdraw_item, item_id=pk)
    return redirect("office_governance:item", pk)


@once
def decision_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the body decided: body, day and paper, or why there is no paper."""
    found = _item(request, pk)
    require(can_record_decision(request.user))
    initial = {"body": found.body.code, "meeting": found.meeting_id}
    form = DecisionForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        meeting, body = given.pop("meeting"), given.pop("body")
        facts = {"item_id": pk, "meeting_id": meeting.pk if meeting else None, "body_code": body.code, **given}
        if run_service(request, _("Decision recorded; what follows from it is done."), record_decision, **facts):
            return redirect("office_governance:item", pk)
    facts = {"item": found, "form": form}
    return _page(request, "governance/office/decision_record.html", gettext_lazy("Record the decision"), facts)


@once
def decision_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a decision, with its reason."""
    require(can_record_decision(request.user))
    found = get_object_or_404(queries.decisions_visible_to(request.user), pk=pk)
    form = RevocationForm(request.POST or None, initial={"revoked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = {"decision_id": pk, **form.cleaned_data}
        if run_service(request, _("Decision revoked."), revoke_decision, **given):
            return redirect("office_governance:item", found.item_id)
    facts = {"decision": found, "form": form}
    return _page(request, "governance/office/decision_revoke.html", gettext_lazy("Revoke a decision"), facts)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper of a decision."""
    require(can_keep_agenda(request.user))
    found = get_object_or_404(queries.decisions_visible_to(request.user), pk=pk)
    if not found.paper:
        raise Http404
    return download(found.paper, name=found.paper_name, media_type=found.paper_type)


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """Every decision, the latest first, with those that were revoked."""
    require(can_keep_agenda(request.user))
    page = Paginator(queries.decisions_visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    return _page(request, "governance/office/decisions.html", gettext_lazy("Decisions"), {"page": page})


@once
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings, and the form that plans one."""
    require(can_keep_agenda(request.user))
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        body = given.pop("body")
        if run_service(request, _("Meeting planned."), plan_meeting, body_code=body.code, **given):
            return redirect("office_governance:meeting_list")
    page = Paginator(queries.meetings(), A_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "form": form, "today": timezone.localdate()}
    return _page(request, "governance/office/meetings.html", gettext_lazy("Meetings"), facts)


@require_POST
@once
def meeting_hold(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_keep_agenda(request.user))
    found = get_object_or_404(Meeting, pk=pk)
    run_service(request, _("Noted that the meeting was held."), hold_meeting, meeting_id=found.pk)
    return redirect("office_governance:meeting_list")


@once
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it means, then call a planned meeting off."""
    require(can_keep_agenda(request.user))
    found = get_object_or_404(queries.planned_meetings(), pk=pk)
    if request.method == "POST":
        run_service(request, _("Meeting cancelled."), cancel_meeting, meeting_id=found.pk)
        return redirect("office_governance:meeting_list")
    facts = {"meeting": found, "open_count": found.items.filter(status=AgendaItem.Status.OPEN).count()}
    return _page(request, "governance/office/meeting_cancel.html", gettext_lazy("Cancel a meeting"), facts)


@require_safe
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting as a calendar file; a cancelled one takes itself out of the calendar."""
    require(can_keep_agenda(request.user))
    found = get_object_or_404(queries.meetings().exclude(starts_on=None), pk=pk)
    return calendar_response([queries.calendar_entry(found)], name=found.title, at=timezone.now())


@require_safe
def meetings_calendar(request: HttpRequest) -> HttpResponse:
    """Every meeting that is to come or was cancelled, as one calendar file."""
    require(can_keep_agenda(request.user))
    entries = [queries.calendar_entry(meeting) for meeting in queries.meetings_of_calendar()]
    return calendar_response(entries, name=_("Meetings"), at=timezone.now())


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies with what is known of them, and what is not."""
    require(can_keep_agenda(request.user))
    return _page(
        request,
        "governance/office/bodies.html",
        gettext_lazy("Bodies"),
        {"bodies": Body.objects.select_related("rules")},
    )


def _item(request: HttpRequest, pk: int) -> AgendaItem:
    require(can_keep_agenda(request.user))
    return get_object_or_404(queries.items_visible_to(request.user), pk=pk)


def _page(request: HttpRequest, template: str, title: Words, facts: dict[str, Any]) -> HttpResponse:
    above = [(reverse("office_governance:agenda"), _("Governance"))]
    return office_page(request, template, title, "group", facts, above=above)
