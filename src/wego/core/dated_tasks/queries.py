"""Reads of dated tasks: a person's own, and those about something."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.utils import timezone

from wego.core.absences.queries import is_work_of
from wego.core.dated_tasks.models import DatedTask
from wego.core.references import Reference


def open_tasks_of(person: Any, *, with_nobodys: bool = False) -> QuerySet[DatedTask]:
    """What a person has still to do, as a deputy too, the earliest first; with nobody's where that may be taken up."""
    which = is_work_of(person, timezone.localdate())
    if with_nobodys:
        which |= Q(owner_key=None)
    return DatedTask.objects.filter(which, done_at=None)


def tasks_about(subject: Reference) -> QuerySet[DatedTask]:
    """Every task about something, what is open first."""
    found = DatedTask.objects.filter(about_kind=subject.kind, about_id=subject.id)
    return found.order_by(F("done_at").asc(nulls_first=True), "due_on", "pk")


def tasks_of_and_about(person: Any, kind: str) -> tuple[list[DatedTask], list[DatedTask]]:
    """What a person has still to do, and all that is about the person, what is open first; one query."""
    own = is_work_of(person, timezone.localdate()) & Q(done_at=None)
    about = Q(about_kind=kind, about_id=str(person.pk))
    found = DatedTask.objects.filter(own | about).annotate(is_own=ExpressionWrapper(own, BooleanField()))
    rows = list(found.order_by(F("done_at").asc(nulls_first=True), "due_on", "pk"))
    return (
        [one for one in rows if one.is_own],
        [one for one in rows if (one.about_kind, one.about_id) == (kind, str(person.pk))],
    )


def tasks_to_remind(today: date) -> QuerySet[DatedTask]:
    """Open tasks whose reminder has its day and has not gone."""
    return DatedTask.objects.filter(done_at=None, reminded_at=None, remind_on__lte=today).exclude(owner_key=None)


def personal_data(*, user: Any) -> tuple[str, list[dict[str, Any]]]:
    """Fills `accounts.hooks.personal_data`: the tasks that are a person's own, done and to do."""
    facts = ("title", "about_label", "due_on", "remind_on", "added_at", "done_at")
    return "tasks", list(DatedTask.objects.filter(owner_key=user.key).values(*facts))


def tasks_about_person(*, user: Any) -> tuple[str, list[dict[str, Any]]]:
    """Fills `accounts.hooks.personal_data`: what the office has to do about a person."""
    facts = ("title", "due_on", "added_at", "done_at")
    return "tasks_about_you", list(tasks_about(Reference(user._meta.label, str(user.pk), "")).values(*facts))
