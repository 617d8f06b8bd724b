"""Acts on tasks, whatever page they stand on."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.acts.act import OF_MEMBERS, Act
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.services import complete_task
from wego.portal.permissions import can_complete_task


def _task(user: Any, pk: int) -> DatedTask:
    task = get_object_or_404(DatedTask, pk=pk)
    if not can_complete_task(user, task):
        raise Http404
    return task


TASK_COMPLETE = Act(
    name="task_complete",
    address="portal:task_complete",
    label=pgettext_lazy("of a task", "Done"),
    said=_("Task done."),
    service=complete_task,
    subject=_task,
    key="task_id",
    is_possible=lambda task: task.done_at is None,
    back=lambda task: reverse("portal:my"),
    **OF_MEMBERS,
)
