"""What admissions put on the office's first page: applications that wait, those of this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.admissions.models import Application
from wego.admissions.permissions import can_decide_application, can_see_applications
from wego.admissions.queries import waiting_applications
from wego.core.office_home import WeekCount, WorkQueue, counted, waiting, week_before


def queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """Applications to answer; one query."""
    if not can_see_applications(user):
        return
    found = waiting(waiting_applications(), since="submitted_at")
    why = ngettext("%(count)d application needs a reply.", "%(count)d applications need a reply.", found.count)
    yield WorkQueue.of(
        _("New applications"),
        reverse("office_admissions:queue"),
        why,
        found,
        may_act=can_decide_application(user),
        rows=waiting_applications(),
    )


def week(*, user: Any, today: date) -> Iterator[WeekCount]:
    """Applications that came in and that were answered; one query."""
    if not can_see_applications(user):
        return
    since, outcomes = week_before(today), (Application.Status.DECLINED, Application.Status.APPROVED)
    found = Application.objects.filter(Q(submitted_at__gte=since) | Q(accepted_at__gte=since) | Q(closed_at__gte=since))
    counts = found.aggregate(
        **counted(
            came_in=Q(submitted_at__gte=since),
            answered=Q(accepted_at__gte=since) | Q(closed_at__gte=since, status__in=outcomes),
        )
    )
    yield WeekCount(_("Applications"), counts["came_in"], reverse("office_admissions:queue"))
    address = reverse("office_admissions:to_decide")
    yield WeekCount(_("Applications answered"), counts["answered"], address, is_decision=True)
