"""Reads of assignments: whose a thing is, what waits for whom, who opened it last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from wego.core.absences.models import Absence
from wego.core.absences.queries import absence_of
from wego.core.assignments.kinds import ASSIGNABLE, AssignableKind
from wego.core.assignments.models import Assignment, Opening
from wego.core.people_names import name_for, names_by_key
from wego.core.references import Reference

MINE, NOBODYS = "mine", "nobodys"  # in the addresses of lists, beside the keys of people
MOST = 1000  # assigned things that the first page looks through


def current_assignment(subject: Reference) -> Assignment | None:
    """Whose a thing is now; None while it is nobody's."""
    return Assignment.objects.filter(subject_kind=subject.kind, subject_id=int(subject.id), ended_at=None).first()


def with_owner(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows of a kind with the name of whoever works on each, as `assigned_to`; within the same query."""
    own = Assignment.objects.filter(subject_kind=rows.model._meta.label, subject_id=OuterRef("pk"), ended_at=None)
    named = own.order_by().annotate(owner_name=name_for("owner_key")).values("owner_name")[:1]
    return rows.annotate(assigned_to=Subquery(named, output_field=CharField()))


def is_assigned(rows: QuerySet[Any], owner: Q | None = None) -> Exists:
    """Whether a row of a kind is somebody's: of those owners, where any are named."""
    own = Assignment.objects.filter(subject_kind=rows.model._meta.label, subject_id=OuterRef("pk"), ended_at=None)
    return Exists(own.filter(owner) if owner is not None else own)


def waiting_assignments(user: Any) -> QuerySet[Assignment]:
    """Everything that is assigned and still to be done, of what this reader sees; with its owner's name. One query."""
    which = Q(pk=None)
    for kind in ASSIGNABLE.values():
        if not kind.may_see(user):
            continue
        which |= Q(Exists(_same(kind.waiting(user))), subject_kind=kind.code)
    return Assignment.objects.filter(which, ended_at=None).annotate(owner_name=name_for("owner_key"))


@dataclass(frozen=True)
class AssignedItem:
    """Something assigned that waits, as a first page shows it: whose, and in which queues of the page it stands."""

    assignment: Assignment
    owner: str
    is_mine: bool  # the reader's own, or of somebody for whom the reader stands in
    instead_of: str  # for whom the reader stands in there
    places: list[int]

    @property
    def kind(self) -> str:
        return str(ASSIGNABLE[self.assignment.subject_kind].label)

    @property
    def url(self) -> str:
        return ASSIGNABLE[self.assignment.subject_kind].address(self.assignment)


def assigned_items(reader: Any, *, on: date, queues: Mapping[int, QuerySet[Any]]) -> list[AssignedItem]:
    """What is assigned and waits, the longest first; one query, whatever the queues hold."""
    away = Absence.objects.on(on).filter(deputy_key=reader.key, person_key=OuterRef("owner_key"))
    stands = {f"in_{place}": Exists(_same(rows)) for place, rows in queues.items()}
    found = waiting_assignments(reader).annotate(is_deputy=Exists(away), **stands).order_by("given_at", "pk")

    def item(one: Any) -> AssignedItem:
        is_own, owner = one.owner_key == reader.key, one.owner_name or "–"
        kinds = {place: rows.model._meta.label for place, rows in queues.items()}
        places = [place for place, kind in kinds.items() if kind == one.subject_kind and getattr(one, f"in_{place}")]
        return AssignedItem(one, owner, is_own or one.is_deputy, "" if is_own else owner, places)

    return [item(one) for one in found[:MOST]]


def _same(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().filter(pk=OuterRef("subject_id"))


@dataclass(frozen=True)
class Stretch:
    """An assignment with the names of its people; empty where they have gone."""

    assignment: Assignment
    owner: str
    by: str


@dataclass(frozen=True)
class AssignmentPanel:
    """What `ui/assignment.html` shows: whose it is, who stands in, how it came there, who else opened it last."""

    subject: Reference
    current: Stretch | None
    earlier: list[Stretch]
    is_mine: bool
    may_act: bool
    absence: Absence | None = None
    deputy: str = ""
    opened_by: str = ""
    opened_at: datetime | None = None

    @property
    def may_take(self) -> bool:
        return self.may_act and self.current is None


def panel_of(kind: AssignableKind, thing: Any, reader: Any) -> AssignmentPanel:
    """How a thing stands for this reader; five queries at most."""
    subject = kind.reference_to(thing)
    where = {"subject_kind": subject.kind, "subject_id": thing.pk}
    stretches = list(Assignment.objects.filter(**where))
    opening = Opening.objects.filter(**where).exclude(person_key=reader.key).order_by("-opened_at").first()
    current = next((one for one in stretches if one.ended_at is None), None)
    absence = absence_of(current.owner_key, timezone.localdate()) if current else None
    keys = {one.owner_key for one in stretches} | {one.given_by_key for one in stretches if one.given_by_key}
    keys |= {opening.person_key} if opening else set()
    keys |= {absence.deputy_key} if absence else set()
    names = names_by_key(keys)

    def told(one: Assignment) -> Stretch:
        by = "" if one.given_by_key in (None, one.owner_key) else names.get(one.given_by_key, "–")
        return Stretch(one, names.get(one.owner_key, ""), by)

    return AssignmentPanel(
        subject=subject,
        current=told(current) if current else None,
        earlier=[told(one) for one in stretches if one.ended_at],
        is_mine=current is not None and current.owner_key == reader.key,
        may_act=kind.may_act(reader) and kind.is_waiting(reader, thing.pk),
        absence=absence,
        deputy=names.get(absence.deputy_key, "") if absence else "",
        opened_by=names.get(opening.person_key, "") if opening else "",
        opened_at=opening.opened_at if opening else None,
    )


def work_beyond(owner_key: UUID, deputy_key: UUID) -> list[AssignableKind]:
    """The kinds of work that a person may do and a deputy may not."""
    people = [(kind, {person.key for person in kind.people()}) for kind in ASSIGNABLE.values()]
    return [kind for kind, keys in people if owner_key in keys and deputy_key not in keys]


def owners_at_work() -> list[tuple[str, str]]:
    """(key, name) of everybody who has something assigned, by name: what a list can be narrowed to. One query."""
    found = Assignment.objects.filter(ended_at=None).order_by().values("owner_key").distinct()
    rows = found.annotate(owner_name=name_for("owner_key")).values_list("owner_key", "owner_name")
    return sorted(((str(key), name or "–") for key, name in rows), key=lambda one: one[1])


def personal_data(*, user: Any) -> tuple[str, list[dict[str, Any]]]:
    """Fills `accounts.hooks.personal_data`: what was assigned to a person, since when and until when."""
    facts = ("subject_label", "given_at", "note", "ended_at")
    return "assignments", list(Assignment.objects.filter(owner_key=user.key).values(*facts))
