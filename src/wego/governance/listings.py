"""The lists of governance: what is to decide, decisions, meetings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, NumberFilter

from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.queries import with_owner
from wego.core.formats import short_day
from wego.core.listings import Column, ListFilters, Listing
from wego.governance import queries
from wego.governance.acts import (
    DECISION_RECORD,
    DECISION_REVOKE,
    ITEM_ADD,
    ITEM_SCHEDULE,
    MEETING_CANCEL,
    MEETING_HOLD,
    MEETING_PLAN,
    above,
    page_of_item,
)
from wego.governance.models import KINDS, AgendaItem, Body, Decision, Meeting
from wego.governance.permissions import can_see_agenda

BODY = pgettext_lazy("of a network", "Body")
KIND = pgettext_lazy("of an agenda item", "Kind")


def _bodies() -> list[tuple[str, str]]:
    return [(body.code, str(body.name)) for body in Body.objects.all()]


class AgendaFilters(AssignedFilters):
    """By body, kind, year and owner."""

    body = ChoiceFilter(label=BODY, choices=_bodies, field_name="body__code")
    kind = ChoiceFilter(label=KIND, choices=list(KINDS.items()))
    year = NumberFilter(label=_("Year"), min_value=1900, max_value=9999)


class DecisionFilters(ListFilters):
    """By body and outcome."""

    body = ChoiceFilter(label=BODY, choices=_bodies, field_name="body__code")
    outcome = ChoiceFilter(label=_("Outcome"), choices=Decision.Outcome.choices)


class MeetingFilters(ListFilters):
    """By body and state."""

    body = ChoiceFilter(label=BODY, choices=_bodies, field_name="body__code")
    status = ChoiceFilter(label=_("State"), choices=Meeting.Status.choices)


def _year(item: AgendaItem) -> str | SafeString:
    if item.year < timezone.localdate().year:
        return format_html("{} <strong>{}</strong>", item.year, gettext("overdue"))
    return str(item.year)


AGENDA = Listing(
    name="agenda",
    title=_("Agenda"),
    address="office_governance:agenda",
    above=above,
    allowed=can_see_agenda,
    rows=lambda user: with_owner(queries.open_items()),
    filters=AgendaFilters,
    order=queries.NEXT_TO_DECIDE,
    link=page_of_item,
    counted=ngettext_lazy("%(number)s open item", "%(number)s open items", "count"),
    intro=_(
        "Items that need a body's decision, oldest year first. Applications and notices are added "
        "automatically; add any other matter and record its decision on the item."
    ),
    empty=_("No open items. Accepted applications and notices appear here."),
    page_acts=[ITEM_ADD],
    row_acts=[ITEM_SCHEDULE, DECISION_RECORD],
    columns=[
        Column("item", _("Item"), lambda item: item.title.source, "title", sort="title__en"),
        Column("kind", KIND, shown="kind_label", sort="kind"),
        Column("body", BODY, "body.code", "body.name", sort="body__order"),
        Column("year", _("Year"), shown=_year, kind="year", sort="year"),
        Column("meeting", _("Meeting"), "meeting.title", sort="meeting__title__en"),
        ASSIGNED_TO,
        Column("added_at"),
        Column("note"),
        Column("is_made_up", value="is_demonstration"),
    ],
)


def _revocation(decision: Decision) -> Any:
    return getattr(decision, "revocation", None)


def _outcome(decision: Decision) -> str:
    outcome = decision.get_outcome_display()
    return " · ".join([outcome, gettext("revoked")]) if _revocation(decision) else outcome


def _paper(decision: Decision) -> str | SafeString:
    if not decision.paper:
        return decision.reason_without_paper
    address = reverse("office_governance:paper", args=[decision.pk])
    return format_html('<a href="{}">{}</a>', address, decision.paper_name)


def _in_force(decision: Decision) -> str:
    if ended := _revocation(decision):
        words = {"day": short_day(ended.revoked_on), "reason": ended.reason}
        return gettext("Revoked on %(day)s: %(reason)s") % words
    return "" if decision.outcome == Decision.Outcome.DEFERRED else gettext("Yes")


_ITEM = Column("item", _("Item"), lambda one: one.item.title.source, "item.title", sort="item__title__en")
_OUTCOME = Column("outcome", _("Outcome"), shown=_outcome, sort="outcome")
_DAY = Column("decided_on", _("Day"), kind="day", sort="decided_on")
_BODY = Column("body", BODY, "body.code", "body.name", sort="body__order")
_FURTHER = [
    Column("kind", value="item.kind"),
    Column("year", value="item.year"),
    Column("revoked_on", value=lambda one: getattr(_revocation(one), "revoked_on", None)),
    Column("is_made_up", value="is_demonstration"),
]

DECISIONS = Listing(
    name="decisions",
    title=_("Decisions"),
    address="office_governance:decision_list",
    above=above,
    allowed=can_see_agenda,
    rows=queries.decisions_visible_to,
    filters=DecisionFilters,
    order=["-decided_on", "-pk"],
    link=lambda decision: reverse("office_governance:item", args=[decision.item_id]),
    counted=ngettext_lazy("%(number)s decision", "%(number)s decisions", "count"),
    intro=_(
        "Decisions of the bodies. A decision is recorded on its agenda item; add the matter to an agenda "
        "first if needed."
    ),
    empty=_("None yet. Decisions are recorded on the agenda items."),
    page_acts=[ITEM_ADD],
    columns=[
        _ITEM,
        _OUTCOME,
        _DAY,
        _BODY,
        Column("recorded_by", _("Recorded by"), sort="recorded_by__name"),
        Column("text"),
        *_FURTHER,
    ],
)

# On the page of a matter.
ITEM_DECISIONS = Listing(
    name="item_decisions",
    title=_("Decisions on this item"),
    above=above,
    allowed=can_see_agenda,
    order=["number"],
    counted=DECISIONS.counted,
    empty=_("No decisions yet."),
    row_acts=[DECISION_REVOKE],
    template="governance/office/item.html",
    columns=[
        _DAY,
        _BODY,
        _OUTCOME,
        Column("paper", _("Document"), "paper_name", _paper),
        Column("text", _("Wording"), is_wide=True),
        Column("in_force", pgettext_lazy("of a decision", "In force"), _in_force),
        *_FURTHER,
    ],
)


def when(meeting: Meeting) -> str:
    if meeting.starts_on:
        return f"{short_day(meeting.starts_on)} – {short_day(meeting.ends_on)}"
    return meeting.when


def calendar_of(meeting: Meeting) -> str | SafeString:
    if not meeting.starts_on or meeting.status == Meeting.Status.HELD:
        return ""
    address = reverse("office_governance:meeting_calendar", args=[meeting.pk])
    named = gettext("Calendar file: %(title)s") % {"title": meeting.title}
    return format_html('<a href="{}" aria-label="{}">{}</a>', address, named, gettext("Calendar file"))


def source_of(meeting: Meeting) -> SafeString | str:
    return SafeString(urlize(meeting.source, autoescape=True)) if meeting.source else ""


def _items(meeting: Any) -> str:
    return gettext("%(open)s open of %(all)s") % {"open": meeting.open_count, "all": meeting.item_count}


def _meetings(user: Any) -> QuerySet[Meeting]:
    return queries.meetings()


# On the page of a meeting.
MEETING_ITEMS = Listing(
    name="meeting_items",
    title=_("Agenda"),
    above=lambda: [*above(), (reverse("office_governance:meeting_list"), _("Meetings"))],
    allowed=can_see_agenda,
    order=["pk"],
    link=page_of_item,
    counted=ngettext_lazy("%(number)s item", "%(number)s items", "count"),
    empty=_("Nothing is on its agenda yet. Put an item on it from the item’s page."),
    template="governance/office/meeting.html",
    columns=[
        Column("item", _("Item"), lambda item: item.title.source, "title", sort="title__en"),
        Column("kind", KIND, shown="kind_label", sort="kind"),
        Column("status", _("State"), shown="get_status_display", sort="status", badge={"open": "warn"}),
        Column("is_made_up", value="is_demonstration"),
    ],
)

MEETINGS = Listing(
    name="meetings",
    title=_("Meetings"),
    address="office_governance:meeting_list",
    above=above,
    allowed=can_see_agenda,
    rows=_meetings,
    filters=MeetingFilters,
    order=["-year", "-starts_on", "-pk"],
    link=lambda meeting: reverse("office_governance:meeting", args=[meeting.pk]),
    counted=ngettext_lazy("%(number)s meeting", "%(number)s meetings", "count"),
    intro=_("Meetings of the bodies: those named in the documents and those planned."),
    empty=_("None yet."),
    template="governance/office/meetings.html",
    page_acts=[MEETING_PLAN],
    row_acts=[MEETING_HOLD, MEETING_CANCEL],
    columns=[
        Column("title", _("Title"), lambda meeting: meeting.title.source, "title", sort="title__en"),
        Column("body", BODY, "body.code", "body.name", sort="body__order"),
        Column("starts_on", _("Day"), shown=when, sort="starts_on"),
        Column("ends_on"),
        Column("when"),
        Column(
            "place",
            pgettext_lazy("of a meeting", "Place"),
            lambda meeting: meeting.place.source,
            "place",
            sort="place__en",
        ),
        Column("items", _("Items"), "item_count", _items, sort="item_count"),
        Column("open_items", value="open_count"),
        Column("status", _("State"), shown="get_status_display", sort="status"),
        Column("source", _("Source"), shown=source_of, sort="source"),
        Column("calendar", _("Calendar"), shown=calendar_of, value=lambda one: "", in_files=False),
        Column("is_made_up", value="is_demonstration"),
    ],
)
