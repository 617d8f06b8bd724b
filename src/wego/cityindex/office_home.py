"""What the index puts on the office's first page: corrections that wait, those of this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.cityindex.models import Correction
from wego.cityindex.permissions import can_answer_corrections, can_see_editions_office
from wego.cityindex.queries.participation import waiting_corrections
from wego.core.office_home import WaitingRows, WeekCount, WorkQueue, counted, day_of, week_before


def queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """Corrections to answer, late once the window of their draft is over; one query."""
    if not can_see_editions_office(user):
        return
    over = Q(participation__draft__corrections_until__lt=today)
    found = (
        waiting_corrections()
        .order_by()
        .aggregate(count=Count("pk"), oldest=Min("requested_at"), late=Count("pk", filter=over))
    )
    why = ngettext(
        "%(count)d correction request from a city needs a reply.",
        "%(count)d correction requests from cities need a reply.",
        found["count"],
    )
    yield WorkQueue.of(
        _("Corrections of figures"),
        reverse("office_index:corrections"),
        why,
        WaitingRows(found["count"], day_of(found["oldest"])),
        late=found["late"],
        may_act=can_answer_corrections(user),
        rows=waiting_corrections(),
    )


def week(*, user: Any, today: date) -> Iterator[WeekCount]:
    """Corrections that were asked for, and answered; one query."""
    if not can_see_editions_office(user):
        return
    since = week_before(today)
    counts = Correction.objects.filter(Q(requested_at__gte=since) | Q(answered_at__gte=since)).aggregate(
        **counted(came_in=Q(requested_at__gte=since), answered=Q(answered_at__gte=since))
    )
    address = reverse("office_index:corrections")
    yield WeekCount(_("Corrections of figures"), counts["came_in"], address)
    yield WeekCount(_("Corrections answered"), counts["answered"], address, is_decision=True)
