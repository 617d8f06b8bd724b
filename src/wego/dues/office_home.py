"""What dues put on the office's first page: runs that wait to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.office_home import WaitingRows, WorkQueue
from wego.dues.models import DuesRun
from wego.dues.permissions import can_run_dues, can_see_dues
from wego.dues.queries.runs import runs_to_check


def queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """Dues that are computed and not invoiced; one query."""
    if not can_see_dues(user):
        return
    for run in runs_to_check():
        why = _("The dues of %(year)s are calculated and ready to check.") % {"year": run.year}
        found = WaitingRows(run.total, timezone.localdate(run.begun_at))
        address = reverse("office_dues:run", args=[run.pk])
        rows = DuesRun.objects.filter(pk=run.pk)
        yield WorkQueue(_("To invoice"), address, why, found, may_act=can_run_dues(user), rows=rows, is_one=True)
