"""Notes that the office keeps on a person: who sees the person sees them, and they go with an erasure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wego.accounts.models import User
from wego.accounts.permissions import can_manage_people
from wego.accounts.queries import people
from wego.core.comments import subjects
from wego.core.comments.models import Comment
from wego.core.numbers import whole_number
from wego.core.references import Reference


def reference_to(person: User) -> Reference:
    """By the key: what is kept beside a note, and in the trail, must not name whoever is erased."""
    return Reference(User._meta.label, str(person.pk), str(person.key))


def _commented(user: Any, thing_id: str) -> Reference | None:
    """Who keeps people writes about them."""
    number = whole_number(thing_id)
    if number is None or not can_manage_people(user):
        return None
    found = people().filter(pk=number).first()
    return reference_to(found) if found else None


COMMENTED = subjects.declare(subjects.CommentSubject(User._meta.label, _commented))


def notes_on(user: User) -> Any:
    return Comment.objects.filter(subject_kind=User._meta.label, subject_id=str(user.pk))


def personal_data(*, user: User) -> tuple[str, list[dict[str, Any]]]:
    """Fills `hooks.personal_data`: what the office noted on a person."""
    return "notes_on_you", list(notes_on(user).values("written_at", "text", "resolved_at"))


def forget_person(*, user: User, addresses: set[str], by: User, at: datetime) -> None:
    """On erasure of a person: what was noted on the person goes."""
    notes_on(user).delete()
