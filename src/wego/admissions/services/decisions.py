"""What a body's decision sets off, and what its revocation takes back; wired to governance's hooks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.admissions.models import Application, Departure
from wego.admissions.queries import is_made_up, item_kind, subject_of
from wego.admissions.services.applications import ApplicationRefused, locked, put_application_on_agenda
from wego.admissions.services.departures import close_what_is_open, locked_departure
from wego.admissions.services.notifications import note_step
from wego.core import audit, state
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.governance.models import ADMISSION, FRIENDSHIP, AgendaItem, Decision, Revocation
from wego.governance.queries import EXECUTIVE_COMMITTEE, is_in_force
from wego.governance.services.agendas import put_on_agenda
from wego.members.models import Organisation, Standing
from wego.members.services.standings import change_standing

GRANTS = {ADMISSION: Standing.Kind.FULL, FRIENDSHIP: Standing.Kind.FRIENDSHIP}
MEMBERS = (Standing.Kind.ASSOCIATE, Standing.Kind.FRIENDSHIP, Standing.Kind.UNSTATED, Standing.Kind.FULL)


class DecisionHasNoEffect(RuleError):
    """What was decided cannot be carried out; the message says why."""


@transaction.atomic
def apply_decision(*, decision: Decision, by: User | None, at: datetime) -> None:
    """Receives `governance.hooks.decision_taken`: carry out what was decided on an application or a departure."""
    subject = subject_of(decision.item.subject)
    if isinstance(subject, Application):
        _decide_application(locked(subject.pk), decision, by=by, at=at)
    elif isinstance(subject, Departure):
        _decide_departure(locked_departure(subject.pk), decision, by=by, at=at)
    elif isinstance(subject, Organisation) and decision.item.kind in GRANTS and _is_approved(decision):
        _grant(subject, decision.item.kind, decision, by=by, at=at)


@transaction.atomic
def undo_decision(*, revocation: Revocation, by: User | None, at: datetime) -> None:
    """Receives `governance.hooks.decision_revoked`: the standing goes back, and the matter waits again."""
    decision = revocation.decision
    if decision.outcome == Decision.Outcome.DEFERRED:
        return
    subject = subject_of(decision.item.subject)
    if isinstance(subject, Application):
        application = locked(subject.pk)
        _refuse_second(application.organisation.applications.filter(status__in=Application.OPEN))
        if application.status in (Application.Status.APPROVED, Application.Status.NOT_APPROVED):
            state.move(application, Application.Status.ACCEPTED)
            application.closed_at = None
            application.save()
        _take_back(application.organisation, revocation, by=by, at=at)
        _note_revocation(application, revocation, by=by, at=at)
    elif isinstance(subject, Departure):
        departure = locked_departure(subject.pk)
        _refuse_second(departure.organisation.departures.filter(status=Departure.Status.NOTICED))
        state.move(departure, Departure.Status.NOTICED)
        departure.closed_at = None
        departure.save()
        _take_back(departure.organisation, revocation, by=by, at=at)
        _note_revocation(departure, revocation, by=by, at=at)
    elif isinstance(subject, Organisation) and decision.item.kind in GRANTS:
        _take_back(subject, revocation, by=by, at=at)


@transaction.atomic
def put_on_agenda_again(*, application_id: int, year: int, by: User, at: datetime) -> Application:
    """Put an application that was not approved before the body once more, on another year's agenda."""
    application = locked(application_id)
    if application.status != Application.Status.NOT_APPROVED:
        raise ApplicationRefused(_("Only an application that was not approved can be resubmitted to the body."))
    if application.organisation.standing != Standing.Kind.ASSOCIATE:
        raise ApplicationRefused(_("The applicant is no longer an associate member."))
    state.move(application, Application.Status.ACCEPTED)
    application.closed_at = None
    application.save()
    put_application_on_agenda(application, year=year, by=by, at=at)
    audit.record("application.put_again", application, by=by, at=at, after={"year": year})
    note_step(application, application.status, by=by, at=at, is_again=True)
    return application


@transaction.atomic
def propose_admission(*, organisation_id: int, kind: str, year: int, by: User, at: datetime) -> AgendaItem:
    """Put a member that applied before this platform on the agenda: an associate of old that is to become full."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if organisation.standing not in MEMBERS or organisation.standing == GRANTS[kind]:
        raise ApplicationRefused(_("Only a member with another standing can be proposed."))
    if organisation.applications.filter(status=Application.Status.ACCEPTED).exists():
        raise ApplicationRefused(_("Its application is already on the agenda."))
    words = {"en": "Standing of %(name)s", "ko": "%(name)s 회원 지위 심의", "zh-hans": "关于%(name)s会员资格的审议"}
    titles = {code: said % {"name": organisation.name.in_language(code)} for code, said in words.items()}
    return put_on_agenda(
        body_code=EXECUTIVE_COMMITTEE,
        year=year,
        kind=kind,
        titles=titles,
        subject=Reference.to(organisation),
        by=by,
        at=at,
        is_demonstration=is_made_up(organisation),
    )


def _decide_application(application: Application, decision: Decision, *, by: User | None, at: datetime) -> None:
    if application.status != Application.Status.ACCEPTED:
        raise DecisionHasNoEffect(_("The application is not waiting for a decision."))
    if application.accepted_on and decision.decided_on < application.accepted_on:
        raise DecisionHasNoEffect(
            _("The application was accepted on %(day)s; the body decides after that.")
            % {"day": application.accepted_on.isoformat()}
        )
    on = decision.decided_on
    if decision.outcome == Decision.Outcome.DEFERRED:
        note_step(application, application.status, by=by, at=at, on=on, reason=decision.text, decision=decision)
        return
    if _is_approved(decision):
        _grant(application.organisation, item_kind(application), decision, by=by, at=at)
        state.move(application, Application.Status.APPROVED)
    else:
        state.move(application, Application.Status.NOT_APPROVED)
    application.closed_at = at
    application.save()
    audit.record(f"application.{application.status}", application, by=by, at=at, after={"decision": str(decision)})
    note_step(application, application.status, by=by, at=at, on=on, reason=decision.text, decision=decision)


def _decide_departure(departure: Departure, decision: Decision, *, by: User | None, at: datetime) -> None:
    if departure.status != Departure.Status.NOTICED:
        raise DecisionHasNoEffect(_("No decisions pending."))
    on = decision.decided_on
    if decision.outcome == Decision.Outcome.DEFERRED:
        note_step(departure, departure.status, by=by, at=at, on=on, reason=decision.text, decision=decision)
        return
    if _is_approved(decision):
        organisation = departure.organisation
        _stand(organisation, Standing.Kind.FORMER, on, Reference.to(decision), by=by, at=at)
        close_what_is_open(organisation, by=by, at=at)
        state.move(departure, Departure.Status.DECIDED)
    else:
        state.move(departure, Departure.Status.REFUSED)
    departure.closed_at = at
    departure.save()
    audit.record(f"departure.{departure.status}", departure, by=by, at=at, after={"decision": str(decision)})
    note_step(departure, departure.status, by=by, at=at, on=on, reason=decision.text, decision=decision)


def _grant(organisation: Organisation, kind: str, decision: Decision, *, by: User | None, at: datetime) -> None:
    """Full or friendship membership, and only by a decision in force on this very matter."""
    if not _is_approved(decision) or not is_in_force(Reference.to(decision)):
        raise DecisionHasNoEffect(_("Full membership requires a decision in force."))
    last = organisation.standings.filter(ends_on=None).first()
    if last is None or last.kind not in MEMBERS:
        raise DecisionHasNoEffect(_("Only a member can change its standing; accept its application first."))
    _stand(organisation, GRANTS[kind], decision.decided_on, Reference.to(decision), by=by, at=at)


def _note_revocation(thing: Application | Departure, revocation: Revocation, *, by: User | None, at: datetime) -> None:
    note_step(
        thing,
        thing.status,
        by=by,
        at=at,
        on=revocation.revoked_on,
        reason=revocation.reason,
        decision=revocation.decision,
        is_again=True,
    )


def _refuse_second(open_ones: QuerySet[Any]) -> None:
    if open_ones.exists():
        raise DecisionHasNoEffect(
            _("Another item about this organisation is open. Close it before you revoke this one.")
        )


def _take_back(organisation: Organisation, revocation: Revocation, *, by: User | None, at: datetime) -> None:
    """The latest standing whose ground still holds, where what is in force has lost its own."""
    history = list(organisation.standings.order_by("-starts_on"))
    kind = next((period.kind for period in history if _holds(period)), Standing.Kind.ASSOCIATE)
    if history and history[0].kind != kind:
        _stand(organisation, kind, revocation.revoked_on, Reference.to(revocation), by=by, at=at)


def _holds(period: Standing) -> bool:
    """Does what a period rests on still hold? One restored by a revocation rests on what had been before it."""
    rests_on = Reference(period.decision_kind, period.decision_id, period.decision_label)
    if rests_on.kind == Revocation._meta.label:
        return False
    return rests_on.kind != Decision._meta.label or is_in_force(rests_on)


def _stand(
    organisation: Organisation, kind: str, day: date, rests_on: Reference, *, by: User | None, at: datetime
) -> None:
    """The standing from the day on; from the day after where another period began on that very day."""
    last = organisation.standings.filter(ends_on=None).first()
    if last and last.starts_on == day:
        day += timedelta(days=1)
    change_standing(organisation_id=organisation.pk, kind=kind, starts_on=day, by=by, at=at, decision=rests_on)


def _is_approved(decision: Decision) -> bool:
    return decision.outcome == Decision.Outcome.APPROVED
