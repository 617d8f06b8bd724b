"""Tasks in the office: everything that somebody has to do by a day, who has it, and giving it to somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from wego.accounts.queries import people_in_secretariat
from wego.core.absences.queries import is_work_of
from wego.core.acts.act import Act
from wego.core.acts.last_change import refuse_if_another_was_first
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.services import assign_task, complete_task
from wego.core.listings import Column, ListFilters, Listing
from wego.core.office import Trail
from wego.core.people_names import name_of
from wego.portal.permissions import can_assign_task, can_see_tasks
from wego.portal.queries import may_open, open_tasks_visible_to, tasks_visible_to

MINE, NOBODYS = "mine", "nobodys"


class TaskFilters(ListFilters):
    """By whose they are."""

    whose = ChoiceFilter(
        label=_("Owner"),
        choices=lambda: [(MINE, gettext("Mine")), (NOBODYS, pgettext("owner of a task", "Unassigned"))],
        method="narrow",
    )

    def narrow(self, tasks: QuerySet[DatedTask], name: str, value: str) -> QuerySet[DatedTask]:
        mine = is_work_of(self.request.user, timezone.localdate())
        return tasks.filter(mine if value == MINE else Q(owner_key=None))


class AssignForm(forms.Form):
    """Who has to do it."""

    owner_key = forms.TypedChoiceField(
        label=_("Owner"),
        required=False,
        coerce=UUID,
        empty_value=None,
        choices=lambda: [
            ("", pgettext("owner of a task", "Unassigned")),
            *((str(person.key), str(person)) for person in sorted(people_in_secretariat(), key=str)),
        ],
        help_text=_("Someone in the secretariat. If a reminder is set, the new owner receives it."),
    )

    def __init__(self, *args: Any, task: DatedTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task

    def clean_owner_key(self) -> UUID | None:
        """Nobody is given a task about what they cannot open."""
        key: UUID | None = self.cleaned_data["owner_key"]
        if key is not None and not may_open(self.task.about_kind, key):
            words = gettext("%(name)s’s role does not allow opening “%(about)s”. Choose someone else.")
            raise forms.ValidationError(words % {"name": name_of(key), "about": self.task.about_label})
        return key


def _list(task: Any) -> str:
    return reverse("office_tasks:list")


def _above(task: Any = None) -> Trail:
    return [(reverse("office_tasks:list"), _("Tasks"))]


def _open_task(user: Any, pk: int) -> DatedTask:
    """One that is still to be done; what a colleague has done meanwhile is said with the name."""
    task = get_object_or_404(tasks_visible_to(user), pk=pk)
    if task.done_at is None:
        return task
    refuse_if_another_was_first(task, user, gettext("This task is already done."))
    raise Http404


_ON_TASK: dict[str, Any] = {
    "allowed": can_assign_task,
    "key": "task_id",
    "subject": _open_task,
    "back": _list,
    "above": _above,
}

TASK_ASSIGN = Act(
    name="assign",
    address="office_tasks:assign",
    label=pgettext_lazy("a task", "Assign"),
    said=_("Task assigned."),
    service=assign_task,
    form=AssignForm,
    form_facts=lambda task: {"task": task},
    initial=lambda task: {"owner_key": task.owner_key or ""},
    **_ON_TASK,
)

TASK_COMPLETE = Act(
    name="complete",
    address="office_tasks:complete",
    label=pgettext_lazy("of a task", "Done"),
    said=_("Task done."),
    service=complete_task,
    **_ON_TASK,
)


def _about(task: DatedTask) -> str:
    return format_html('<a href="{}">{}</a>', task.address, task.about_label) if task.address else task.about_label


TASKS = Listing(
    name="tasks",
    title=_("Tasks"),
    address="office_tasks:list",
    allowed=can_see_tasks,
    rows=open_tasks_visible_to,
    filters=TaskFilters,
    order=["due_on", "pk"],
    mark=lambda task: _("Overdue") if task.is_late(timezone.localdate()) else "",
    counted=ngettext_lazy("%(number)s task", "%(number)s tasks", "count"),
    intro=_("Tasks with a due date. Add tasks on the page of the item they are about."),
    empty=_("No open tasks."),
    row_acts=[TASK_ASSIGN, TASK_COMPLETE],
    columns=[
        Column("title", _("Task"), sort="title"),
        Column("due_on", pgettext_lazy("a task", "Due"), kind="day", sort="due_on"),
        Column("about", _("About"), "about_label", _about, sort="about_label"),
        Column("owner", _("Owner"), "owner_name", sort="owner_name"),
        Column("remind_on", kind="day"),
        Column("added_at", kind="moment"),
    ],
)
