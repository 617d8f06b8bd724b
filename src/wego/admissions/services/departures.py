"""Leaving: a member's notice, a lapse that the secretariat proposes. A body decides on both; arrears stay due."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.admissions.models import Application, Departure
from wego.admissions.queries import is_made_up
from wego.admissions.services.notifications import note_step
from wego.core import audit, state
from wego.core.references import Reference
from wego.core.rules import ReasonMissing, RuleError
from wego.governance.models import ADMISSION, FRIENDSHIP
from wego.governance.queries import EXECUTIVE_COMMITTEE, open_item
from wego.governance.services.agendas import put_on_agenda, withdraw_item
from wego.members.models import Organisation, Standing

TITLES = {
    Departure.Kind.WITHDRAWAL: {
        "en": "Withdrawal of %(name)s",
        "ko": "%(name)s 탈퇴 심의",
        "zh-hans": "关于%(name)s退会的审议",
    },
    Departure.Kind.LAPSE: {
        "en": "End of the membership of %(name)s for arrears",
        "ko": "회비 미납에 따른 %(name)s 회원 자격 종료 심의",
        "zh-hans": "关于因欠缴会费终止%(name)s会员资格的审议",
    },
}


class DepartureRefused(RuleError):
    """The membership cannot be ended so; the message says why."""


@transaction.atomic
def give_notice(*, organisation_id: int, reason: str, by: User, at: datetime) -> Departure:
    """The member announces that it leaves. It stays a member until the Executive Committee decides."""
    return _announce(organisation_id, Departure.Kind.WITHDRAWAL, reason, by=by, at=at)


@transaction.atomic
def propose_lapse(*, organisation_id: int, reason: str, by: User, at: datetime) -> Departure:
    """The secretariat proposes to end a membership for arrears; nothing ends before the committee decides."""
    return _announce(organisation_id, Departure.Kind.LAPSE, reason, by=by, at=at)


def _announce(organisation_id: int, kind: Departure.Kind, reason: str, *, by: User, at: datetime) -> Departure:
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if not reason.strip():
        raise ReasonMissing(_("State your reasons. The deciding body sees this."))
    if organisation.standing in ("", Standing.Kind.FORMER):
        raise DepartureRefused(_("%(name)s is not currently a member.") % {"name": organisation.name})
    if organisation.departures.filter(status=Departure.Status.NOTICED).exists():
        raise DepartureRefused(_("A notice or proposal is already before the body."))
    departure = Departure.objects.create(
        organisation=organisation,
        kind=kind,
        reason=reason.strip(),
        given_by=by,
        given_at=at,
        is_demonstration=is_made_up(organisation),
    )
    put_on_agenda(
        body_code=EXECUTIVE_COMMITTEE,
        year=timezone.localdate(at).year,
        kind=kind.value,
        titles={code: words % {"name": organisation.name.in_language(code)} for code, words in TITLES[kind].items()},
        subject=departure.reference,
        by=by,
        at=at,
        note=reason.strip(),
        is_demonstration=departure.is_demonstration,
    )
    audit.record("departure.noticed", departure, by=by, at=at, after={"kind": kind.value})
    note_step(departure, departure.status, by=by, at=at, reason=departure.reason)
    return departure


@transaction.atomic
def retract_departure(*, departure_id: int, by: User, at: datetime) -> Departure:
    """Take a notice or proposal back before it is decided."""
    departure = locked_departure(departure_id)
    state.move(departure, Departure.Status.RETRACTED)
    departure.closed_at = at
    departure.save()
    if item := open_item(departure.reference, departure.kind):
        withdraw_item(item_id=item.pk, by=by, at=at)
    audit.record("departure.retracted", departure, by=by, at=at)
    note_step(departure, departure.status, by=by, at=at)
    return departure


def close_what_is_open(organisation: Organisation, *, by: User | None, at: datetime) -> None:
    """Who has left is not admitted any more: its application ends and its items leave the agenda."""
    subjects = [Reference.to(organisation)]
    for application in organisation.applications.filter(status__in=Application.OPEN):
        state.move(application, Application.Status.WITHDRAWN)
        application.closed_at = at
        application.save()
        audit.record("application.withdrawn", application, by=by, at=at)
        note_step(application, application.status, by=by, at=at)
        subjects.append(application.reference)
    for subject in subjects:
        for kind in (ADMISSION, FRIENDSHIP):
            if item := open_item(subject, kind):
                withdraw_item(item_id=item.pk, by=by, at=at)


def locked_departure(departure_id: int) -> Departure:
    """The departure, held until the transaction ends."""
    found = Departure.objects.select_related("organisation", "given_by")
    return found.select_for_update(of=("self",)).get(pk=departure_id)
