"""What meetings are found by (title, place, body), and matters and what was decided on them: their title."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.search import SearchKind
from wego.governance.models import AgendaItem, Decision, Meeting
from wego.governance.queries import decisions_visible_to, items_visible_to, meetings_visible_to

MEETING = SearchKind(
    code="meeting",
    model=Meeting,
    label=_("Meetings"),
    titles=lambda meeting: {
        language: f"{title} · {meeting.starts_on or meeting.when or meeting.year}"
        for language, title in meeting.title.texts.items()
    },
    spellings=lambda meeting: [*meeting.place.texts.values(), *meeting.body.name.texts.values()],
    visible_to=meetings_visible_to,
    reads=("title", "starts_on", "when", "year", "place", "body"),
    office_address=lambda entry: reverse("office_governance:meeting", args=[entry.thing_id]),
    joined=("body",),
)

# What is decided is found as its decision.
AGENDA_ITEM = SearchKind(
    code="agenda_item",
    model=AgendaItem,
    label=_("Agenda items"),
    titles=lambda item: item.title.texts,
    spellings=lambda item: [item.subject_label],
    is_found=lambda item: item.status == AgendaItem.Status.OPEN,
    visible_to=items_visible_to,
    reads=("title", "subject_label", "status"),
    office_address=lambda entry: reverse("office_governance:item", args=[entry.thing_id]),
)

DECISION = SearchKind(
    code="decision",
    model=Decision,
    label=_("Decisions"),
    titles=lambda decision: decision.item.title.texts,
    visible_to=decisions_visible_to,
    reads=("item",),
    key="item_id",
    office_address=lambda entry: reverse("office_governance:item", args=[entry.key]),
    joined=("item",),
    follows={AgendaItem: "item"},
)
