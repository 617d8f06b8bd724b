"""Giving work to somebody of the office, taking it up, handing it over; noting who opened it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core import audit, outbox
from wego.core.absences.queries import present_for
from wego.core.assignments.kinds import ASSIGNABLE
from wego.core.assignments.models import Assignment, Opening
from wego.core.audit import Actor
from wego.core.dated_tasks.hooks import mailbox_of
from wego.core.formats import moment
from wego.core.people_names import name_of
from wego.core.references import Reference
from wego.core.rules import RuleError

ASSIGNED = outbox.declare(outbox.MailKind("assignments/mail/assigned", gettext_lazy("Work assigned to you")))
KEPT_OPENINGS = timedelta(days=90)
OPENED_ONCE_IN = timedelta(minutes=1)


class AssignmentRefused(RuleError):
    """It cannot be assigned so; the message says why."""


@transaction.atomic
def assign_work(
    *, subject: Reference, owner_key: UUID | None, was: UUID | None, by: Actor, at: datetime, note: str = ""
) -> Assignment | None:
    """Give a thing to somebody, or to nobody; whoever gets it from another is told by mail, with the note.

    `was` is whose it was when the page was shown: what another has given meanwhile is not given away unseen.
    """
    kind = ASSIGNABLE[subject.kind]
    if not kind.is_waiting(by, int(subject.id)):
        raise AssignmentRefused(_("It has already been dealt with. There is nothing to assign."))
    current = _current(subject)
    now = current.owner_key if current else None
    if now != was:
        raise AssignmentRefused(_moved(current, by))
    if now == owner_key:
        text = (
            _("It is already unassigned.")
            if now is None
            else _("It is already assigned to %(name)s.") % {"name": name_of(now)}
        )
        raise AssignmentRefused(text)
    if owner_key is not None and owner_key not in {person.key for person in kind.people()}:
        raise AssignmentRefused(_("This person may not work on it. Choose someone else."))
    if current is not None:
        current.ended_at = at
        current.save(update_fields=["ended_at"])
    if owner_key is None:
        assert current is not None
        audit.record("assignment.ended", current, by=by, at=at, before={"owner": now})
        return None
    made = _begun(subject, owner_key, note.strip(), by=by, at=at)
    before, after = {"owner": now}, {"owner": owner_key, "kind": subject.kind}
    audit.record("assignment.given", made, by=by, at=at, before=before, after=after)
    if owner_key != by.key:
        _tell(made, by=by, at=at)
    return made


@transaction.atomic
def release_work(*, user: Any, by: Actor | None, at: datetime) -> None:
    """On the end of a role: what the person may not work on any more is nobody's from now on."""
    own = Assignment.objects.select_for_update().filter(owner_key=user.key, ended_at=None)
    still = {code for code, kind in ASSIGNABLE.items() if user.key in {one.key for one in kind.people()}}
    for one in own.exclude(subject_kind__in=still):
        one.ended_at = at
        one.save(update_fields=["ended_at"])
        audit.record("assignment.ended", one, by=by, at=at, before={"owner": user.key})


@transaction.atomic
def forget_person(*, user: Any, addresses: set[str], by: Actor, at: datetime) -> None:
    """On erasure of a person: what the person had is nobody's; what the person opened is forgotten."""
    for one in Assignment.objects.select_for_update().filter(owner_key=user.key, ended_at=None):
        one.ended_at = at
        one.save(update_fields=["ended_at"])
        audit.record("assignment.ended", one, by=by, at=at, before={"owner": user.key})
    Opening.objects.filter(person_key=user.key).delete()


def note_opening(subject: Reference, *, by: Actor, at: datetime) -> None:
    """Somebody looks at it. No act: no line in the trail, and one write a minute at most."""
    own: dict[str, Any] = {"subject_kind": subject.kind, "subject_id": int(subject.id), "person_key": by.key}
    kept = Opening.objects.filter(**own).values_list("opened_at", flat=True).first()
    if kept is None or at - kept > OPENED_ONCE_IN:
        Opening.objects.update_or_create(**own, defaults={"opened_at": at})


def forget_old_openings(at: datetime) -> None:
    """Who opened what is known for three months; a daily job."""
    Opening.objects.filter(opened_at__lt=at - KEPT_OPENINGS).delete()


def _current(subject: Reference) -> Assignment | None:
    found = Assignment.objects.select_for_update().filter(subject_kind=subject.kind, subject_id=int(subject.id))
    return found.filter(ended_at=None).first()


def _begun(subject: Reference, owner_key: UUID, note: str, *, by: Actor, at: datetime) -> Assignment:
    try:
        with transaction.atomic():
            return Assignment.objects.create(
                subject_kind=subject.kind,
                subject_id=int(subject.id),
                subject_label=subject.label[:300],
                owner_key=owner_key,
                given_at=at,
                given_by_key=by.key,
                note=note,
            )
    except IntegrityError:  # two at the same moment: the row of the other is there
        raise AssignmentRefused(_moved(_current(subject), by)) from None


def _moved(current: Assignment | None, by: Actor) -> str:
    if current is None:
        return _("It has been unassigned in the meantime. Look at it again.")
    facts = {"name": name_of(current.owner_key), "moment": moment(current.given_at)}
    if current.given_by_key in (None, current.owner_key):
        return _("%(name)s has taken it in the meantime, %(moment)s.") % facts
    facts["by"] = name_of(current.given_by_key)
    return _("%(by)s has assigned it to %(name)s in the meantime, %(moment)s.") % facts


def _tell(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """To the owner, or to the deputy of one who is away."""
    reader = present_for(assignment.owner_key, timezone.localdate(at))
    if reader == by.key:
        return
    for address, language in mailbox_of.collect(key=reader):
        with translation.override(language):
            url = settings.WEGO_BASE_URL + ASSIGNABLE[assignment.subject_kind].address(assignment)
        facts = {
            "about": assignment.subject_label,
            "by": name_of(by.key),
            "note": assignment.note,
            "instead_of": "" if reader == assignment.owner_key else name_of(assignment.owner_key),
            "url": url,
        }
        outbox.queue_mail(ASSIGNED, to=address, language=language, facts=facts, about=assignment.subject, by=by, at=at)
