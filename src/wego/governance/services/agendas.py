"""Putting matters on a body's agenda, planning meetings, and taking items up there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit, state
from wego.core.audit import Actor
from wego.core.languages import SOURCE
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.core.texts import as_texts
from wego.core.translations.states import note_texts
from wego.governance.models import AgendaItem, Body, Meeting


class AgendaRefused(RuleError):
    """The agenda cannot change so; the message says why."""


@transaction.atomic
def put_on_agenda(
    *,
    body_code: str,
    year: int,
    kind: str,
    titles: Mapping[str, str],
    subject: Reference,
    by: Actor | None,
    at: datetime,
    note: str = "",
    is_demonstration: bool = False,
    is_typed: bool = False,
) -> AgendaItem:
    """Put a matter before a body; `titles` by language, drafts where they were typed.

    While an item about it is open, that one is answered.
    """
    about = {"subject_kind": subject.kind, "subject_id": subject.id, "kind": kind}
    if found := AgendaItem.objects.filter(**about, status=AgendaItem.Status.OPEN).first():
        return found
    body = Body.objects.filter(code=body_code).first()
    if body is None:
        raise AgendaRefused(_("There is no body “%(code)s”. Load the network folder first.") % {"code": body_code})
    try:
        with transaction.atomic():
            item = AgendaItem.objects.create(
                body=body,
                year=year,
                **about,
                title={language: title[:300] for language, title in titles.items()},
                subject_label=subject.label[:300],
                added_at=at,
                note=note,
                is_demonstration=is_demonstration,
            )
    except IntegrityError:  # somebody was first
        return AgendaItem.objects.get(**about, status=AgendaItem.Status.OPEN)
    if is_typed:
        note_texts(item, {"title": {}}, by=by, at=at)
    audit.record("agenda_item.added", item, by=by, at=at, after={"body": body.code, "year": year, **about})
    return item


@transaction.atomic
def schedule_item(*, item_id: int, meeting_id: int | None, by: Actor | None, at: datetime) -> AgendaItem:
    """Take an open item up at a planned meeting of its body, or let it wait again (`meeting_id=None`)."""
    item = locked_item(item_id)
    if item.status != AgendaItem.Status.OPEN:
        raise AgendaRefused(_("Only open items can be added to a meeting."))
    meeting = Meeting.objects.get(pk=meeting_id) if meeting_id else None
    if meeting and meeting.body_id != item.body_id:
        raise AgendaRefused(_("The meeting belongs to another body."))
    if meeting and meeting.status != Meeting.Status.PLANNED:
        raise AgendaRefused(_("The meeting has been held."))
    before = {"meeting": item.meeting_id}
    item.meeting = meeting
    if meeting:
        item.year = meeting.year
    item.save(update_fields=["meeting", "year"])
    audit.record("agenda_item.scheduled", item, by=by, at=at, before=before, after={"meeting": meeting_id})
    return item


@transaction.atomic
def carry_item_over(*, item_id: int, year: int, by: Actor | None, at: datetime) -> AgendaItem:
    """Move an undecided item to a later year's agenda."""
    item = locked_item(item_id)
    if item.status != AgendaItem.Status.OPEN or year <= item.year:
        raise AgendaRefused(_("Only open items can be moved, and only to a later year."))
    before = {"year": item.year, "meeting": item.meeting_id}
    item.year, item.meeting = year, None
    item.save(update_fields=["year", "meeting"])
    audit.record("agenda_item.carried_over", item, by=by, at=at, before=before, after={"year": year})
    return item


@transaction.atomic
def withdraw_item(*, item_id: int, by: Actor | None, at: datetime, reason: str = "") -> AgendaItem:
    """Take an item off the agenda without a decision."""
    item = locked_item(item_id)
    state.move(item, AgendaItem.Status.WITHDRAWN)
    item.save(update_fields=["status"])
    audit.record("agenda_item.withdrawn", item, by=by, at=at, after={"reason": reason})
    return item


@transaction.atomic
def take_off_agenda(*, item_id: int, by: Actor | None, at: datetime) -> AgendaItem:
    """The same by hand: only what was added by hand."""
    if locked_item(item_id).is_closed_elsewhere:
        raise AgendaRefused(_("This item belongs to an application or a notice; close it there."))
    return withdraw_item(item_id=item_id, by=by, at=at)


@transaction.atomic
def plan_meeting(
    *,
    body_code: str,
    title: str | Mapping[str, str],
    starts_on: date,
    ends_on: date,
    by: Actor | None,
    at: datetime,
    place: str | Mapping[str, str] = "",
    is_demonstration: bool = False,
) -> Meeting:
    """Plan a session of a body."""
    body = Body.objects.get(code=body_code)
    if ends_on < starts_on:
        raise AgendaRefused(_("The last day of a meeting cannot be before the first."))
    if Meeting.objects.filter(body=body, title__source=as_texts(title).get(SOURCE)).exists():
        raise AgendaRefused(_("This body already has a meeting with that title."))
    meeting = Meeting.objects.create(
        body=body,
        title=title,
        year=starts_on.year,
        starts_on=starts_on,
        ends_on=ends_on,
        place=place,
        is_demonstration=is_demonstration,
    )
    note_texts(meeting, {"title": {}, "place": {}}, by=by, at=at)
    audit.record("meeting.planned", meeting, by=by, at=at, after={"body": body_code, "starts_on": starts_on})
    return meeting


@transaction.atomic
def hold_meeting(*, meeting_id: int, by: Actor | None, at: datetime) -> Meeting:
    """Note that a meeting took place; items that it did not decide wait for another one."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.starts_on and meeting.starts_on > timezone.localdate(at):
        raise AgendaRefused(_("The meeting has not started yet."))
    state.move(meeting, Meeting.Status.HELD)
    meeting.save(update_fields=["status"])
    audit.record("meeting.held", meeting, by=by, at=at)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting_id: int, by: Actor | None, at: datetime) -> Meeting:
    """Call a planned meeting off; what was to be decided there waits for another one, and calendars take it out."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    state.move(meeting, Meeting.Status.CANCELLED)
    meeting.sequence += 1
    meeting.save(update_fields=["status", "sequence"])
    freed = meeting.items.filter(status=AgendaItem.Status.OPEN).update(meeting=None)
    audit.record("meeting.cancelled", meeting, by=by, at=at, after={"items": freed})
    return meeting


def locked_item(item_id: int) -> AgendaItem:
    """The item, held until the transaction ends."""
    return AgendaItem.objects.select_for_update(of=("self",)).select_related("body").get(pk=item_id)
