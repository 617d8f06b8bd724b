"""What correspondence puts on the office's first page: mailings and letters to approve, late replies, agreements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.core.office_home import WaitingRows, WorkQueue, day_of, waiting
from wego.correspondence.permissions import (
    can_approve_letters,
    can_approve_mailings,
    can_see_letters,
    can_see_mailings,
    can_write_mailings,
)
from wego.correspondence.queries.letters import letters_to_review
from wego.correspondence.queries.mailings import work_of


def queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """What somebody else wrote and this person may approve; who has not replied in time; one query."""
    if not can_see_mailings(user):
        return
    address = reverse("office_contacts:mailings")
    found = work_of(user, today)
    why = ngettext("%(count)d mailing needs approval.", "%(count)d mailings need approval.", found.to_approve)
    yield WorkQueue.of(
        _("Mailings to approve"),
        f"{address}?status=submitted",
        why,
        WaitingRows(found.to_approve, day_of(found.oldest)),
        may_act=can_approve_mailings(user),
    )
    why = ngettext("%(count)d recipient has not replied.", "%(count)d recipients have not replied.", found.overdue)
    yield WorkQueue.of(
        _("Replies overdue"),
        f"{address}?status=sent",
        why,
        WaitingRows(found.overdue, found.since),
        late=found.overdue,
        may_act=can_write_mailings(user),
    )


def letter_queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """Letters in review; one query."""
    if not can_see_letters(user):
        return
    rows = waiting(letters_to_review(), since="dated_on")
    why = ngettext("%(count)d letter is in review.", "%(count)d letters are in review.", rows.count)
    address = f"{reverse('office_contacts:letters')}?status=in_review"
    yield WorkQueue.of(_("Letters to approve"), address, why, rows, may_act=can_approve_letters(user))
