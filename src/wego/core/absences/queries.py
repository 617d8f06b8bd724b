"""Who is away on a day, and who stands in for whom."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from wego.core.absences.models import Absence


def absence_of(key: UUID, on: date) -> Absence | None:
    """A person's absence on a day."""
    return Absence.objects.on(on).filter(person_key=key).first()


def present_for(key: UUID, on: date) -> UUID:
    """Who does a person's work on a day: the deputy during an absence, else the person."""
    away = absence_of(key, on)
    return away.deputy_key if away else key


def deputies(on: date) -> dict[UUID, UUID]:
    """Everybody who is away on a day, with the deputy of each."""
    return dict(Absence.objects.on(on).values_list("person_key", "deputy_key"))


def is_work_of(person: Any, on: date, field: str = "owner_key") -> Q:
    """What is a person's own, and that of those for whom the person stands in on a day; asked within the same query."""
    away = Absence.objects.on(on).filter(deputy_key=person.key).values("person_key")
    return Q(**{field: person.key}) | Q(**{f"{field}__in": away})


def personal_data(*, user: Any) -> tuple[str, list[dict[str, Any]]]:
    """Fills `accounts.hooks.personal_data`: a person's own absences, and those in which the person stood in."""
    found = Absence.objects.filter(Q(person_key=user.key) | Q(deputy_key=user.key))
    return "absences", [
        {"starts_on": one.starts_on, "ends_on": one.ends_on, "as_deputy": one.deputy_key == user.key} for one in found
    ]
