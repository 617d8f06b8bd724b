"""Writing dated tasks: one, or a plan from a template; giving them to somebody, doing them, reminding once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core import audit, outbox
from wego.core.absences.queries import present_for
from wego.core.audit import Actor
from wego.core.dated_tasks.hooks import mailbox_of
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.queries import tasks_about, tasks_to_remind
from wego.core.people_names import name_of
from wego.core.references import Reference
from wego.core.rules import RuleError

REMINDER = outbox.declare(outbox.MailKind("dated_tasks/mail/reminder", gettext_lazy("Reminder of a task")))


class TaskRefused(RuleError):
    """The task cannot be written so; the message says why."""


@dataclass(frozen=True)
class PlannedTask:
    """A line of a template: so many days before (negative) or after the plan's day, and when to remind before that."""

    title: str
    offset_days: int
    remind_days_before: int | None = None


@transaction.atomic
def add_task(
    *,
    title: str,
    about: Reference,
    due_on: date,
    by: Actor | None,
    at: datetime,
    owner_key: UUID | None = None,
    remind_on: date | None = None,
    address: str = "",
) -> DatedTask:
    """Write down what is to be done by a day, by somebody or by nobody yet."""
    task = _made(title, about, due_on, at, owner_key=owner_key, remind_on=remind_on, address=address)
    task.save()
    after = {"due_on": due_on, "about": _of_trail(task, about.label)}
    audit.record("dated_task.added", task, by=by, at=at, after=after, label=_of_trail(task))
    return task


@transaction.atomic
def plan_tasks(
    *,
    template: Iterable[PlannedTask],
    day: date,
    about: Reference,
    by: Actor | None,
    at: datetime,
    owner_key: UUID | None = None,
    address: str = "",
) -> list[DatedTask]:
    """Write down a whole plan from its template, counted from a day."""
    tasks = []
    for line in template:
        due_on = day + timedelta(days=line.offset_days)
        before = line.remind_days_before
        remind_on = None if before is None else due_on - timedelta(days=before)
        tasks.append(_made(line.title, about, due_on, at, owner_key=owner_key, remind_on=remind_on, address=address))
    DatedTask.objects.bulk_create(tasks)
    after = {"day": day, "tasks": [task.title for task in tasks]}
    audit.note("dated_tasks.planned", about.label, by=by, at=at, after=after)
    return tasks


@transaction.atomic
def assign_task(*, task_id: int, owner_key: UUID | None, by: Actor | None, at: datetime) -> DatedTask:
    """Give an open task to somebody, or to nobody; whoever gets it is reminded anew."""
    task = _open(task_id)
    before = {"owner": task.owner_key}
    task.owner_key, task.reminded_at = owner_key, None
    task.save(update_fields=["owner_key", "reminded_at"])
    audit.record(
        "dated_task.assigned", task, by=by, at=at, before=before, after={"owner": owner_key}, label=_of_trail(task)
    )
    return task


@transaction.atomic
def complete_task(*, task_id: int, by: Actor, at: datetime) -> DatedTask:
    """Note that a task is done."""
    task = _open(task_id)
    task.done_at, task.done_by_key = at, by.key
    task.save(update_fields=["done_at", "done_by_key"])
    audit.record("dated_task.done", task, by=by, at=at, label=_of_trail(task))
    return task


@transaction.atomic
def cancel_task(*, task_id: int, by: Actor, at: datetime) -> None:
    """Take an open task away: nobody has to do it any more, and nobody is reminded."""
    task = _open(task_id)
    audit.record("dated_task.cancelled", task, by=by, at=at, before={"due_on": task.due_on, "owner": task.owner_key})
    task.delete()


@transaction.atomic
def forget_person(*, user: Any, addresses: set[str], by: Actor, at: datetime) -> None:
    """On erasure of a person: what the person had still to do is nobody's from now on; tasks about the person go."""
    for task in DatedTask.objects.select_for_update().filter(owner_key=user.key, done_at=None):
        assign_task(task_id=task.pk, owner_key=None, by=by, at=at)
    tasks_about(Reference(user._meta.label, str(user.pk), "")).delete()


def send_task_reminders(at: datetime) -> None:
    """Remind each owner once of what comes due; a daily job."""
    for task_id in list(tasks_to_remind(timezone.localdate(at)).values_list("pk", flat=True)):
        _remind(task_id, at)


@transaction.atomic
def _remind(task_id: int, at: datetime) -> None:
    task = DatedTask.objects.select_for_update().get(pk=task_id)
    if task.reminded_at or task.done_at or task.owner_key is None:
        return
    task.reminded_at = at
    task.save(update_fields=["reminded_at"])
    reader = present_for(task.owner_key, timezone.localdate(at))
    for address, language in mailbox_of.collect(key=reader):
        url = settings.WEGO_BASE_URL + (task.address or f"/{language}/my/")
        facts = {"title": task.title, "about": task.about_label, "due_on": task.due_on, "url": url}
        facts["instead_of"] = "" if reader == task.owner_key else name_of(task.owner_key)
        outbox.queue_mail(REMINDER, to=address, language=language, facts=facts, about=task.about, by=None, at=at)
    audit.record("dated_task.reminded", task, by=None, at=at, label=_of_trail(task))


def _made(
    title: str,
    about: Reference,
    due_on: date,
    at: datetime,
    *,
    owner_key: UUID | None,
    remind_on: date | None,
    address: str,
) -> DatedTask:
    if not title.strip():
        raise TaskRefused(_("Enter what is to be done."))
    if remind_on and remind_on > due_on:
        raise TaskRefused(_("The reminder date must be on or before the due date."))
    return DatedTask(
        title=title.strip(),
        about_kind=about.kind,
        about_id=about.id,
        about_label=about.label[:300],
        address=address,
        owner_key=owner_key,
        due_on=due_on,
        remind_on=remind_on,
        added_at=at,
    )


def _of_trail(task: DatedTask, words: str = "") -> str:
    """What the trail keeps of a task, or of what it is about: of one about a person neither, who may be erased."""
    if task.about_kind == get_user_model()._meta.label:
        return f"{task.about_kind} {task.about_id}"
    return words or task.title


def _open(task_id: int) -> DatedTask:
    task = DatedTask.objects.select_for_update().get(pk=task_id)
    if task.done_at:
        raise TaskRefused(_("This task is already done."))
    return task
