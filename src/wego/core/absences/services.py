"""Entering an absence, ending it, and forgetting it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.absences.models import Absence
from wego.core.audit import Actor
from wego.core.formats import short_day
from wego.core.people_names import name_of
from wego.core.rules import RuleError

KEPT = timedelta(days=365)  # so long after its end an absence is known
LONGEST = timedelta(days=730)


class AbsenceRefused(RuleError):
    """The absence cannot be entered so; the message says why."""


@transaction.atomic
def enter_absence(
    *, person_key: UUID, starts_on: date, ends_on: date, deputy_key: UUID, by: Actor, at: datetime
) -> Absence:
    """From a day until a day a person's work is the deputy's, and mails to the person go to the deputy.

    Nobody stands in who is away then, and nobody goes away who stands in: work never ends with an absent person.
    """
    _refuse_days(starts_on, ends_on, at)
    if person_key == deputy_key:
        raise AbsenceRefused(_("Choose someone else as the deputy."))
    # Locked, so that two do not make each other their deputies at once.
    near = list(Absence.objects.select_for_update().within(starts_on, ends_on))
    for one in near:
        facts = {"name": name_of(one.person_key), **_days(one)}
        if one.person_key == person_key:
            raise AbsenceRefused(_("An absence from %(from)s to %(until)s is already entered. End it first.") % facts)
        if one.person_key == deputy_key:
            raise AbsenceRefused(_("%(name)s is absent from %(from)s to %(until)s. Choose another deputy.") % facts)
        if one.deputy_key == person_key:
            facts |= {"deputy": name_of(person_key)}
            raise AbsenceRefused(
                _(
                    "%(deputy)s is the deputy of %(name)s from %(from)s to %(until)s. Give %(name)s another deputy "
                    "first."
                )
                % facts
            )
    made = Absence.objects.create(
        person_key=person_key, deputy_key=deputy_key, starts_on=starts_on, ends_on=ends_on, entered_at=at
    )
    after = {"person": person_key, "deputy": deputy_key, "starts_on": starts_on, "ends_on": ends_on}
    audit.record("absence.entered", made, by=by, at=at, after=after)
    return made


@transaction.atomic
def end_absence(*, absence_id: int, by: Actor, at: datetime) -> None:
    """The person is back: from today the work is the person's again. What has not begun is taken out."""
    absence = Absence.objects.select_for_update().get(pk=absence_id)
    yesterday = timezone.localdate(at) - timedelta(days=1)
    if absence.ends_on <= yesterday:
        raise AbsenceRefused(_("This absence has already ended."))
    before = {"starts_on": absence.starts_on, "ends_on": absence.ends_on}
    audit.record("absence.ended", absence, by=by, at=at, before=before)
    if absence.starts_on > yesterday:
        absence.delete()
        return
    absence.ends_on = yesterday
    absence.save(update_fields=["ends_on"])


def forget_old_absences(at: datetime) -> None:
    """Who was away when is nobody's business after a year; a daily job."""
    Absence.objects.filter(ends_on__lt=timezone.localdate(at) - KEPT).delete()


@transaction.atomic
def forget_person(*, user: Any, addresses: set[str], by: Actor, at: datetime) -> None:
    """On erasure of a person: absences and deputyships go."""
    Absence.objects.filter(Q(person_key=user.key) | Q(deputy_key=user.key)).delete()


def _refuse_days(starts_on: date, ends_on: date, at: datetime) -> None:
    if ends_on < starts_on:
        raise AbsenceRefused(_("The last day is before the first day."))
    if ends_on < timezone.localdate(at):
        raise AbsenceRefused(_("These days are over."))
    if ends_on - starts_on > LONGEST:
        raise AbsenceRefused(_("An absence lasts two years at most. Check the year."))


def _days(one: Absence) -> dict[str, str]:
    return {"from": short_day(one.starts_on), "until": short_day(one.ends_on)}
