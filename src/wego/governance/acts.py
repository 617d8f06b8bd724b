"""What the secretariat does with agendas, meetings and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wego.accounts.models import User
from wego.core.acts.act import Act
from wego.core.dated_tasks.services import add_task
from wego.core.languages import SOURCE
from wego.core.office import Trail, Words
from wego.core.references import Reference
from wego.governance import queries
from wego.governance.forms import DecisionForm, FollowUpForm, ItemForm, MeetingForm, RevocationForm, ScheduleForm
from wego.governance.models import OTHER, AgendaItem, Decision, Meeting
from wego.governance.permissions import can_keep_agenda, can_record_decision
from wego.governance.services.agendas import (
    cancel_meeting,
    carry_item_over,
    hold_meeting,
    plan_meeting,
    put_on_agenda,
    schedule_item,
    take_off_agenda,
)
from wego.governance.services.decisions import record_decision, revoke_decision


def above(subject: Any = None) -> Trail:
    return [(reverse("office_governance:agenda"), _("Governance"))]


def page_of_item(item: AgendaItem) -> str:
    return reverse("office_governance:item", args=[item.pk])


def _meetings(subject: Any) -> str:
    return reverse("office_governance:meeting_list")


def _item(user: Any, pk: int) -> AgendaItem:
    return get_object_or_404(queries.items_visible_to(user), pk=pk)


def _is_open(item: AgendaItem) -> bool:
    return item.status == AgendaItem.Status.OPEN


# What every act on a matter shares.
_ON_ITEM: dict[str, Any] = {
    "subject": _item,
    "key": "item_id",
    "is_possible": _is_open,
    "back": page_of_item,
    "above": above,
}


def _matter(nothing: None, given: dict[str, Any]) -> dict[str, Any]:
    # A matter of its own: nothing else on the platform is what it is about.
    subject = Reference("governance.Matter", uuid4().hex, given["title"][SOURCE])
    facts = {"body_code": given["body"].code, "year": given["year"], "kind": given["kind"], "note": given["note"]}
    return {"titles": given["title"], "is_typed": True, "subject": subject, **facts}


ITEM_ADD = Act(
    name="item_add",
    address="office_governance:item_add",
    label=_("Add to the agenda"),
    said=_("Added to the agenda. When the body has decided, record its decision here."),
    service=put_on_agenda,
    allowed=can_keep_agenda,
    form=ItemForm,
    initial=lambda nothing: {"year": timezone.localdate().year, "kind": OTHER},
    values=_matter,
    explains=lambda nothing: [
        _(
            "For matters that are not added automatically, such as a merger, a waiver or a write-off. Record "
            "the decision on the item, with its date and document."
        )
    ],
    back=lambda nothing: reverse("office_governance:agenda"),
    leads_to=lambda nothing, item: page_of_item(item),
    above=above,
)


ITEM_SCHEDULE = Act(
    name="item_schedule",
    address="office_governance:item_schedule",
    label=_("Save meeting"),
    wording=lambda item: _("Save meeting") if item.meeting_id else _("Set a meeting"),
    said=_("Saved."),
    service=schedule_item,
    allowed=can_keep_agenda,
    form=ScheduleForm,
    form_facts=lambda item: {"item": item},
    values=lambda item, given: {"meeting_id": given["meeting"].pk if given["meeting"] else None},
    **_ON_ITEM,
)


def _later(item: AgendaItem) -> int:
    return max(item.year + 1, timezone.localdate().year)


ITEM_CARRY_OVER = Act(
    name="item_carry_over",
    address="office_governance:item_carry_over",
    label=_("Move to a later year"),
    wording=lambda item: _("Move to the agenda of %(year)d") % {"year": _later(item)},
    said=_("Moved to a later year."),
    service=carry_item_over,
    allowed=can_keep_agenda,
    values=lambda item, given: {"year": _later(item)},
    **_ON_ITEM,
)

ITEM_WITHDRAW = Act(
    name="item_withdraw",
    address="office_governance:item_withdraw",
    label=_("Remove from the agenda"),
    said=_("Removed from the agenda."),
    service=take_off_agenda,
    allowed=can_keep_agenda,
    explains=lambda item: [
        _("The item is removed from the agenda without a decision. If the matter comes up again, add it as a new item.")
    ],
    is_final=True,
    is_warning=True,
    **_ON_ITEM | {"is_possible": lambda item: _is_open(item) and not item.is_closed_elsewhere},
)


def _follow_up(*, item_id: int, is_mine: bool, by: User, at: datetime, **given: Any) -> Any:
    item = AgendaItem.objects.get(pk=item_id)
    owner = by.key if is_mine else None
    return add_task(about=Reference.to(item), owner_key=owner, address=page_of_item(item), by=by, at=at, **given)


FOLLOW_UP_ADD = Act(
    name="follow_up_add",
    address="office_governance:follow_up_add",
    label=_("Add follow-up"),
    said=_("Follow-up added."),
    service=_follow_up,
    allowed=can_keep_agenda,
    form=FollowUpForm,
    **_ON_ITEM | {"is_possible": lambda item: True},
)


def _decided(item: AgendaItem, given: dict[str, Any]) -> dict[str, Any]:
    meeting, body = given["meeting"], given["body"]
    others = {name: value for name, value in given.items() if name not in ("meeting", "body")}
    return {"meeting_id": meeting.pk if meeting else None, "body_code": body.code, **others}


DECISION_RECORD = Act(
    name="decision_record",
    address="office_governance:decision_record",
    label=_("Record decision"),
    said=_("Decision recorded and put into effect."),
    service=record_decision,
    allowed=can_record_decision,
    form=DecisionForm,
    initial=lambda item: {"body": item.body.code, "meeting": item.meeting_id},
    values=_decided,
    explains=lambda item: [
        _(
            "Record what the body has decided. A recorded decision cannot be changed, only revoked. It takes "
            "effect immediately, and the people concerned are notified by e-mail."
        )
    ],
    **_ON_ITEM,
)

DECISION_REVOKE = Act(
    name="decision_revoke",
    address="office_governance:decision_revoke",
    label=_("Revoke decision"),
    said=_("Decision revoked."),
    service=revoke_decision,
    allowed=can_record_decision,
    key="decision_id",
    subject=lambda user, pk: get_object_or_404(queries.decisions_visible_to(user), pk=pk),
    form=RevocationForm,
    initial=lambda decision: {"revoked_on": timezone.localdate()},
    explains=lambda decision: [
        _("The decision remains readable. Its effects end on this day, and the matter goes back to the body.")
    ],
    is_possible=lambda decision: (
        decision.outcome != Decision.Outcome.DEFERRED and getattr(decision, "revocation", None) is None
    ),
    title=lambda decision: decision.label,
    back=lambda decision: page_of_item(decision.item),
    above=above,
    is_warning=True,
)


MEETING_PLAN = Act(
    name="meeting_plan",
    address="office_governance:meeting_plan",
    label=_("Plan the meeting"),
    wording=lambda nothing: _("Plan a meeting"),
    said=_("Meeting planned."),
    service=plan_meeting,
    allowed=can_keep_agenda,
    form=MeetingForm,
    values=lambda nothing, given: _planned(given),
    back=_meetings,
    above=lambda nothing: [*above(), (_meetings(None), _("Meetings"))],
)


def _planned(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "body"} | {"body_code": given["body"].code}


_ON_MEETING: dict[str, Any] = {
    "key": "meeting_id",
    "allowed": can_keep_agenda,
    "back": _meetings,
    "above": above,
}


def _was_due(meeting: Meeting) -> bool:
    is_planned = meeting.status == Meeting.Status.PLANNED
    return is_planned and meeting.starts_on is not None and meeting.starts_on <= timezone.localdate()


MEETING_HOLD = Act(
    name="meeting_hold",
    address="office_governance:meeting_hold",
    label=_("Mark as held"),
    said=_("Meeting marked as held."),
    service=hold_meeting,
    subject=lambda user, pk: get_object_or_404(Meeting, pk=pk),
    is_possible=_was_due,
    **_ON_MEETING,
)


def _what_a_cancellation_means(meeting: Meeting) -> Sequence[Words]:
    count = meeting.items.filter(status=AgendaItem.Status.OPEN).count()
    items = ngettext(
        "%(number)d open item will wait for another meeting.",
        "%(number)d open items will wait for another meeting.",
        count,
    )
    calendar = _("Anyone who opens the meeting’s calendar file again will see it removed from the calendar.")
    return [items % {"number": count}, calendar]


MEETING_CANCEL = Act(
    name="meeting_cancel",
    address="office_governance:meeting_cancel",
    label=_("Cancel meeting"),
    said=_("Meeting cancelled."),
    service=cancel_meeting,
    subject=lambda user, pk: get_object_or_404(Meeting, pk=pk),
    explains=_what_a_cancellation_means,
    is_possible=lambda meeting: meeting.status == Meeting.Status.PLANNED,
    is_final=True,
    is_warning=True,
    **_ON_MEETING,
)
