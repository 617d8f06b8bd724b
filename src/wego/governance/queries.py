"""Reads of agendas and decisions: who sees them, what is open, what is in force."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from wego.accounts.authorization import permitted_rows
from wego.core.calendar_files import CalendarEntry
from wego.core.numbers import whole_number
from wego.core.references import Reference
from wego.core.texts import as_texts
from wego.governance.models import AgendaItem, Body, Decision, Meeting

EXECUTIVE_COMMITTEE, GENERAL_ASSEMBLY = "executive-committee", "general-assembly"
NEXT_TO_DECIDE = ("year", "meeting__starts_on", "pk")


def items_visible_to(user: Any) -> QuerySet[AgendaItem]:
    """The office sees every item; delegates will see those of their bodies once bodies have seats."""
    found = AgendaItem.objects.select_related("body", "meeting")
    return permitted_rows(found, user, "governance.see_agenda")


def decisions_visible_to(user: Any) -> QuerySet[Decision]:
    """As the items."""
    return permitted_rows(decisions(), user, "governance.see_agenda")


def decisions() -> QuerySet[Decision]:
    """Every decision with its item, body, meeting and revocation; latest first."""
    return Decision.objects.select_related("item", "body", "meeting", "revocation", "recorded_by")


def open_items(body: str = "", year: int | None = None) -> QuerySet[AgendaItem]:
    """What waits for a decision, the oldest year first; of one body and year if said."""
    found = AgendaItem.objects.filter(status=AgendaItem.Status.OPEN).select_related("body", "meeting")
    if body:
        found = found.filter(body__code=body)
    if year:
        found = found.filter(year=year)
    return found.order_by(*NEXT_TO_DECIDE)


def open_item(subject: Reference, kind: str) -> AgendaItem | None:
    """The open item about something, if there is one."""
    return _about(subject, kind).filter(status=AgendaItem.Status.OPEN).select_related("body", "meeting").first()


def items_about(subject: Reference, kind: str = "") -> QuerySet[AgendaItem]:
    """Every item about something, of whatever state; the latest first."""
    return _about(subject, kind).select_related("body", "meeting").order_by("-pk")


def _about(subject: Reference, kind: str) -> QuerySet[AgendaItem]:
    found = AgendaItem.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return found.filter(kind=kind) if kind else found


def decision_in_force(subject: Reference, kind: str) -> Decision | None:
    """The approval in force on something: the latest that is not revoked. None while rejected, deferred or open."""
    found = decisions().filter(
        item__subject_kind=subject.kind, item__subject_id=subject.id, item__kind=kind, revocation=None
    )
    last = found.exclude(outcome=Decision.Outcome.DEFERRED).order_by("-decided_on", "-pk").first()
    return last if last and last.outcome == Decision.Outcome.APPROVED else None


def is_in_force(reference: Reference) -> bool:
    """Does a reference point at an approval that holds?"""
    if reference.kind != Decision._meta.label or whole_number(reference.id) is None:
        return False
    return approvals_in_force().filter(pk=reference.id).exists()


def approvals_in_force(*kinds: str) -> QuerySet[Decision]:
    """Approvals that nobody revoked, of these kinds (any if none is said), the newest first.

    What a concession, a write-off or the reading of a table may rest on: `label` is what a list of choices shows,
    `Reference.to(decision)` what is kept.
    """
    found = decisions().filter(outcome=Decision.Outcome.APPROVED, revocation=None)
    return (found.filter(item__kind__in=kinds) if kinds else found).order_by("-decided_on", "-pk")


def references_in_force() -> list[Reference]:
    """Fills `members.hooks.decisions_in_force`: the same as references, labelled in the reader's language."""
    return [Reference(found._meta.label, str(found.pk), found.label) for found in approvals_in_force()]


def meetings() -> QuerySet[Meeting]:
    """Every meeting with its body and how many items it has, latest first."""
    counted = Count("items", filter=Q(items__status=AgendaItem.Status.OPEN))
    found = Meeting.objects.select_related("body").annotate(open_count=counted, item_count=Count("items"))
    return found.order_by("-year", "-starts_on", "-pk")  # counting drops the model's own order


def meetings_visible_to(user: Any) -> QuerySet[Meeting]:
    """As the items."""
    return permitted_rows(Meeting.objects.select_related("body"), user, "governance.see_agenda")


def planned_meetings(body: Body | None = None) -> QuerySet[Meeting]:
    """Meetings that are to come, of one body if said."""
    found = Meeting.objects.filter(status=Meeting.Status.PLANNED).select_related("body")
    return found.filter(body=body) if body else found


def meetings_of_calendar() -> QuerySet[Meeting]:
    """What calendars should know: meetings with their days that are to come, or were cancelled."""
    return meetings().exclude(starts_on=None).exclude(status=Meeting.Status.HELD)


def items_of_meeting(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What stands on its agenda, in the order in which it was put there."""
    return AgendaItem.objects.filter(meeting=meeting).select_related("body", "meeting").order_by("pk")


def calendar_entry(meeting: Meeting) -> CalendarEntry:
    """A meeting, which must have its days, as an entry of a calendar."""
    assert meeting.starts_on is not None
    return CalendarEntry(
        about=Reference.to(meeting),
        title=as_texts(meeting.title),
        starts=meeting.starts_on,
        ends=meeting.ends_on or meeting.starts_on,
        sequence=meeting.sequence,
        text=as_texts(meeting.body.name),
        place=meeting.place,
        is_cancelled=meeting.status == Meeting.Status.CANCELLED,
    )
