"""What waits for the office: on a person's own page what that person may work off; and the queue of mails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.core.next_steps import NextStep
from wego.core.office_home import WorkQueue, queues_for, waiting
from wego.core.outbox.queries import mails_to_look_at
from wego.portal.permissions import can_see_mails, can_send_mails


def work_queues_of(user: Any, *, today: date) -> list[NextStep]:
    """What waits for this person, the people first, then the money: each queue for those who may work it off.

    As many queries however much waits.
    """
    return [queue.next_step for queue in queues_for(user, today=today) if queue.may_act]


def queues(*, user: Any, today: date) -> Iterator[WorkQueue | None]:
    """Mails that did not go; one query."""
    if not can_see_mails(user):
        return
    found = waiting(mails_to_look_at(), since="queued_at")
    why = ngettext("%(count)d e-mail could not be delivered.", "%(count)d e-mails could not be delivered.", found.count)
    address = f"{reverse('office_mail:list')}?status=look"
    how: dict[str, Any] = {"may_act": can_send_mails(user), "rows": mails_to_look_at()}
    yield WorkQueue.of(_("Undelivered e-mails"), address, why, found, **how)
