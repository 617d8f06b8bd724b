"""What people agree to now, and what they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast

from wego.core.consents.models import ConsentEntry
from wego.core.consents.purposes import ConsentPurpose, known_purposes, purpose_of
from wego.core.references import Reference


@dataclass(frozen=True)
class ConsentLine:
    """A purpose about a thing as the person sees it: `last` is what the person said last, None before any answer."""

    purpose: ConsentPurpose
    about: Reference
    last: ConsentEntry | None

    @property
    def is_given(self) -> bool:
        return self.last is not None and self.last.is_given


def last_entry(purpose: ConsentPurpose, about: Reference, person_key: UUID) -> ConsentEntry | None:
    """What a person said last for a purpose about a thing."""
    said = ConsentEntry.objects.filter(
        person_key=person_key, purpose=purpose.code, about_kind=about.kind, about_id=about.id
    )
    return said.order_by("-pk").first()


def entries_in_force(person_key: UUID) -> list[ConsentEntry]:
    """Everything that a person agrees to now."""
    return [entry for entry in _last(person_key).values() if entry.is_given]


def consents_of(person: Any) -> list[ConsentLine]:
    """What a person may be asked, with the answer that holds; then what the person agreed to and is not asked now."""
    last = _last(person.key)
    lines = []
    for purpose in known_purposes():
        for about in purpose.offered(person):
            lines.append(ConsentLine(purpose, about, last.pop((purpose.code, about.kind, about.id), None)))
    for entry in last.values():
        known = purpose_of(entry.purpose)
        if entry.is_given and known:
            lines.append(ConsentLine(known, entry.about, entry))
    return lines


@dataclass(frozen=True)
class ConsentAnswer:
    """One yes or no that a person gave; `is_last`: it is the one that holds."""

    entry: ConsentEntry
    label: str
    is_last: bool


def answers_of(person_key: UUID) -> list[ConsentAnswer]:
    """Everything that a person answered, the latest first; one query."""
    answers, seen = [], set()
    for entry in ConsentEntry.objects.filter(person_key=person_key).order_by("-pk"):
        asked = (entry.purpose, entry.about_kind, entry.about_id)
        known = purpose_of(entry.purpose)
        answers.append(ConsentAnswer(entry, str(known.label) if known else entry.purpose, asked not in seen))
        seen.add(asked)
    return answers


def says_yes(purpose: str, about_kind: str, *, person_key: str, about_id: str) -> Subquery:
    """For annotating rows, whose fields name the person's key and the thing's number: does the person agree now?"""
    said = ConsentEntry.objects.filter(
        person_key=OuterRef(person_key),
        purpose=purpose,
        about_kind=about_kind,
        about_id=Cast(OuterRef(about_id), CharField()),
    )
    return Subquery(said.order_by("-pk").values("is_given")[:1])


def personal_data(*, user: Any) -> tuple[str, list[dict[str, Any]]]:
    """Fills `accounts.hooks.personal_data`: each yes and no of a person, with the words and the way it was told."""
    facts = ("purpose", "about_label", "is_given", "at", "door", "words")
    return "consents", list(ConsentEntry.objects.filter(person_key=user.key).values(*facts))


def _last(person_key: UUID) -> dict[tuple[str, str, str], ConsentEntry]:
    said = ConsentEntry.objects.filter(person_key=person_key).order_by("pk")
    return {(entry.purpose, entry.about_kind, entry.about_id): entry for entry in said}
