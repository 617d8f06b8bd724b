"""What the bodies put on the office's first page: matters to decide, decisions of this week, the next meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.core.front_page import DateItem
from wego.core.office_home import MOST_DATES, WaitingRows, WeekCount, WorkQueue, day_of, week_before
from wego.governance.permissions import can_record_decision, can_see_agenda
from wego.governance.queries import decisions, open_items, planned_meetings


def queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """Matters that wait for a body, those of years that are over late; one query."""
    if not can_see_agenda(user):
        return
    found = (
        open_items()
        .order_by()
        .aggregate(count=Count("pk"), oldest=Min("added_at"), late=Count("pk", filter=Q(year__lt=today.year)))
    )
    count = found["count"]
    why = ngettext("%(count)d item needs a decision.", "%(count)d items need a decision.", count)
    yield WorkQueue.of(
        _("Awaiting committee"),
        reverse("office_governance:agenda"),
        why,
        WaitingRows(count, day_of(found["oldest"])),
        late=found["late"],
        may_act=can_record_decision(user),
        rows=open_items(),
    )


def week(*, user: Any, today: date) -> Iterator[WeekCount]:
    """Decisions that were recorded; one query."""
    if can_see_agenda(user):
        count = decisions().filter(recorded_at__gte=week_before(today)).count()
        address = reverse("office_governance:decision_list")
        yield WeekCount(_("Decisions of bodies"), count, address, is_decision=True)


def dates(*, user: Any, today: date) -> Iterator[DateItem]:
    """Planned meetings that have a day; one query."""
    if not can_see_agenda(user):
        return
    coming = planned_meetings().filter(starts_on__gte=today).order_by("starts_on", "pk")
    address = reverse("office_governance:meeting_list")
    for meeting in coming[:MOST_DATES]:
        assert meeting.starts_on is not None
        title = f"{meeting.body.name}: {meeting.title}"
        yield DateItem(meeting.starts_on, title, meeting.ends_on, meeting.place, address)
