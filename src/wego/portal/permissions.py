"""Who may see and do what spans the apps."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.core.absences.queries import present_for
from wego.core.dated_tasks.models import DatedTask

can_see_mails = Permission(code="portal.see_mails", label=_("View e-mails, their recipients and failed deliveries"))
can_send_mails = Permission(
    code="portal.send_mails", label=_("Resend e-mails and dismiss undeliverable ones"), implies=can_see_mails
)
can_see_translations = Permission(code="portal.see_translations", label=_("View texts and their translations"))
can_translate = Permission(
    code="portal.translate", label=_("Translate texts and mark them reviewed"), implies=can_see_translations
)
# Each noun then says what of it this person sees, a regional office's region among it.
can_search_office = Permission(code="portal.see_search", label=_("Search in the back office"), is_regional=True)
can_see_seals = Permission(code="portal.see_seals", label=_("View seals and their keys"))
can_keep_seals = Permission(
    code="portal.keep_seals", label=_("Revoke a seal, replace the signing key"), implies=can_see_seals
)
can_see_tasks = Permission(code="portal.see_tasks", label=_("View all tasks, and who works on what"))
can_assign_task = Permission(
    code="portal.assign_task", label=_("Assign tasks and mark them as done"), implies=can_see_tasks
)
# What of it, the permission of each kind of work says: nobody hands over what the person may not decide.
can_hand_over_work = Permission(
    code="portal.hand_over_work", label=_("Take on work, assign it and hand it over"), implies=can_see_tasks
)
can_see_absences = Permission(code="portal.see_absences", label=_("View absences and deputies"))
can_enter_absence = Permission(
    code="portal.enter_absence", label=_("Enter one’s own absence and deputy"), implies=can_see_absences
)
can_enter_any_absence = Permission(
    code="portal.enter_any_absence", label=_("Enter and end absences of others"), implies=can_enter_absence
)


def can_complete_task(user: Any, task: DatedTask) -> bool:
    """Whoever has to do it, the deputy of one who is away, and who gives tasks to others."""
    if task.owner_key == user.key or can_assign_task(user):
        return True
    return task.owner_key is not None and present_for(task.owner_key, timezone.localdate()) == user.key
