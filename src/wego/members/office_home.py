"""What the register puts on the office's first page: proposed profiles that wait, those of this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.core.office_home import WeekCount, WorkQueue, counted, waiting, week_before
from wego.members.models import ProfileChange
from wego.members.permissions import can_decide_profile_change, can_see_register
from wego.members.queries.changes import waiting_changes
from wego.members.queries.visibility import in_register_of


def queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """Proposed profiles to approve or return; one query."""
    if not can_see_register(user):
        return
    found = waiting(in_register_of(user, waiting_changes()), since="submitted_at")
    why = ngettext(
        "%(count)d profile change needs a decision.", "%(count)d profile changes need a decision.", found.count
    )
    yield WorkQueue.of(
        _("Profile changes"),
        reverse("office_members:profile_changes"),
        why,
        found,
        may_act=can_decide_profile_change(user),
        rows=in_register_of(user, waiting_changes()),
    )


def week(*, user: Any, today: date) -> Iterator[WeekCount]:
    """Profiles that were proposed, and decided on; one query."""
    if not can_see_register(user):
        return
    since, decided = week_before(today), (ProfileChange.Status.APPROVED, ProfileChange.Status.RETURNED)
    changes = in_register_of(user, ProfileChange.objects.all())
    counts = changes.filter(Q(submitted_at__gte=since) | Q(decided_at__gte=since)).aggregate(
        **counted(came_in=Q(submitted_at__gte=since), decided=Q(decided_at__gte=since, status__in=decided))
    )
    address = reverse("office_members:profile_changes")
    yield WeekCount(_("Profile changes"), counts["came_in"], address)
    yield WeekCount(_("Profile changes"), counts["decided"], address, is_decision=True)
