"""An application: started, submitted, withdrawn by the applicant; accepted, returned, declined by the secretariat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.admissions import hooks
from wego.admissions.models import Application
from wego.admissions.queries import QUESTIONNAIRES, asked_names, is_made_up, item_kind, values_given
from wego.admissions.services.notifications import note_step
from wego.core import audit, state
from wego.core.names import refuse_address
from wego.core.rules import ReasonMissing, RuleError
from wego.core.texts import as_columns, joined
from wego.governance.models import AgendaItem
from wego.governance.queries import EXECUTIVE_COMMITTEE
from wego.governance.services.agendas import put_on_agenda
from wego.members.models import Affiliation, Organisation, Region, Standing
from wego.members.services.organisations import edit_organisation, place_organisation, register_organisation
from wego.members.services.standings import change_standing
from wego.questionnaires.models import Response
from wego.questionnaires.queries import answers_in_force, questionnaire_in_force
from wego.questionnaires.services.answers import save_answers
from wego.questionnaires.services.responses import reopen_response, start_response, submit_response

MOST_DRAFTS = 5  # of one person: whoever applies for more asks the secretariat


class ApplicationRefused(RuleError):
    """The application cannot go this way; the message says why."""


@transaction.atomic
def start_application(
    *, kind: str, name: str, country: str, region: Region, by: User, at: datetime, is_demonstration: bool = False
) -> Application:
    """Register the organisation without standing, make the applicant its officer, and begin the answers."""
    refuse_address(name)
    User.objects.select_for_update().get(pk=by.pk)  # or two at once would both find room for one more
    drafts = by.applications.filter(status=Application.Status.DRAFT)
    if drafts.count() >= MOST_DRAFTS:
        raise ApplicationRefused(_("You have started several applications. Submit or withdraw one of them first."))
    organisation = register_organisation(kind=kind, country=country, name=name, region=region, by=by, at=at)
    Affiliation.objects.create(
        user=by, organisation=organisation, role=Affiliation.Role.OFFICER, starts_on=timezone.localdate(at)
    )
    by.__dict__.pop("_posts_held", None)  # what was asked before this act is no longer true
    return _begin(organisation, by=by, at=at, is_demonstration=is_demonstration)


@transaction.atomic
def start_application_again(*, organisation_id: int, by: User, at: datetime) -> Application:
    """Begin the application of an organisation that is registered and no member now: it left, or was declined."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if organisation.standing not in ("", Standing.Kind.FORMER):
        raise ApplicationRefused(_("%(name)s is already a member.") % {"name": organisation.name})
    if organisation.applications.filter(status__in=Application.OPEN).exists():
        raise ApplicationRefused(_("An application by this organisation is already open."))
    return _begin(organisation, by=by, at=at, is_demonstration=is_made_up(organisation))


def _begin(organisation: Organisation, *, by: User, at: datetime, is_demonstration: bool = False) -> Application:
    response = start_response(
        organisation_id=organisation.pk,
        questionnaire=questionnaire_in_force(QUESTIONNAIRES[organisation.kind]),
        year=timezone.localdate(at).year,
        by=by,
        at=at,
    )
    if response.status == Response.Status.SUBMITTED:
        response = reopen_response(response_id=response.pk, by=by, at=at)
    names = {**as_columns("name", organisation.name), "name_native": organisation.name_native}
    known = {name: text for name, text in names.items() if text and name in asked_names()}
    save_answers(response_id=response.pk, given=known, base_revision=response.revision, by=by, at=at)
    application = Application.objects.create(
        organisation=organisation,
        kind=organisation.kind,
        response=response,
        applicant=by,
        language=get_language() or by.language,
        started_at=at,
        is_demonstration=is_demonstration,
    )
    audit.record("application.started", application, by=by, at=at, after={"kind": organisation.kind})
    note_step(application, Application.Status.DRAFT, by=by, at=at)
    return application


@transaction.atomic
def submit_application(*, application_id: int, by: User, at: datetime) -> Application:
    """Sign the answers and put them before the secretariat; until it returns them they are closed."""
    application = locked(application_id)
    state.move(application, Application.Status.SUBMITTED)
    submit_response(response_id=application.response_id, by=by, at=at)
    given = values_given(application)
    refuse_address(*(str(given.get(name) or "") for name in asked_names()))
    application.subkind = str(given.get("subkind") or "")
    application.seeks = str(given.get("seeks") or Application.Seeks.FULL)
    application.submitted_at, application.reason = at, ""
    application.save()
    audit.record("application.submitted", application, by=by, at=at, after={"subkind": application.subkind})
    note_step(application, application.status, by=by, at=at)
    return application


@transaction.atomic
def withdraw_application(*, application_id: int, by: User, at: datetime) -> Application:
    """Take the application back before it is accepted; what was answered is kept."""
    application = locked(application_id)
    if application.status == Application.Status.ACCEPTED:
        raise ApplicationRefused(_("The application is accepted. To leave the network, give notice."))
    state.move(application, Application.Status.WITHDRAWN)
    application.closed_at = at
    application.save()
    audit.record("application.withdrawn", application, by=by, at=at)
    note_step(application, application.status, by=by, at=at)
    return application


@transaction.atomic
def return_application(*, application_id: int, reason: str, by: User, at: datetime) -> Application:
    """Send the application back with what has to be mended; its answers can be changed again."""
    application = locked(application_id)
    reason = _given(reason)
    state.move(application, Application.Status.RETURNED)
    reopen_response(response_id=application.response_id, by=by, at=at)
    application.reason = reason
    application.save()
    audit.record("application.returned", application, by=by, at=at, after={"reason": reason})
    note_step(application, application.status, by=by, at=at, reason=reason)
    return application


@transaction.atomic
def decline_application(*, application_id: int, reason: str, by: User, at: datetime) -> Application:
    """End the application with a reason."""
    application = locked(application_id)
    reason = _given(reason)
    state.move(application, Application.Status.DECLINED)
    application.reason, application.closed_at = reason, at
    application.save()
    audit.record("application.declined", application, by=by, at=at, after={"reason": reason})
    note_step(application, application.status, by=by, at=at, reason=reason)
    return application


@transaction.atomic
def accept_application(
    *, application_id: int, latitude: float, longitude: float, by: User, at: datetime
) -> Application:
    """Make the applicant an associate at once, enter its answers into the register, and put its admission on that
    year's agenda of the Executive Committee."""
    application = locked(application_id)
    if application.applicant_id == by.pk:
        raise ApplicationRefused(_("You cannot accept your own application."))
    state.move(application, Application.Status.ACCEPTED)
    today = timezone.localdate(at)
    application.accepted_at, application.accepted_on, application.reason = at, today, ""
    application.save()
    _enter(application, latitude, longitude, by=by, at=at)
    application.organisation.refresh_from_db()
    change_standing(
        organisation_id=application.organisation_id,
        kind=Standing.Kind.ASSOCIATE,
        starts_on=today,
        by=by,
        at=at,
        decision=application.reference,
    )
    application.organisation.refresh_from_db()
    put_application_on_agenda(application, year=today.year, by=by, at=at)
    audit.record("application.accepted", application, by=by, at=at, after={"accepted_on": today})
    note_step(application, application.status, by=by, at=at, on=today)
    return application


def put_application_on_agenda(application: Application, *, year: int, by: User | None, at: datetime) -> AgendaItem:
    """The body's item about an accepted application, of the year said."""
    organisation = application.organisation
    words = {
        "en": "Admission of %(name)s: %(standing)s",
        "ko": "%(name)s 가입 승인: %(standing)s",
        "zh-hans": "关于%(name)s入会的审议：%(standing)s",
    }
    standings = {
        Application.Seeks.FULL.value: {"en": "full member", "ko": "정회원", "zh-hans": "正式会员"},
        Application.Seeks.FRIENDSHIP.value: {"en": "friendship member", "ko": "우정회원", "zh-hans": "友好会员"},
    }[application.seeks]
    titles = {
        code: said % {"name": organisation.name.in_language(code), "standing": standings[code]}
        for code, said in words.items()
    }
    return put_on_agenda(
        body_code=EXECUTIVE_COMMITTEE,
        year=year,
        kind=item_kind(application),
        titles=titles,
        subject=application.reference,
        by=by,
        at=at,
        is_demonstration=application.is_demonstration,
    )


def _enter(application: Application, latitude: float, longitude: float, *, by: User, at: datetime) -> None:
    """What the register takes from the answers."""
    given = values_given(application)
    names = {name: given[name] for name in asked_names() if given.get(name)}
    values = {name: text.strip() if isinstance(text, str) else text for name, text in joined(["name"], names).items()}
    if application.subkind:
        values["subkind"] = application.subkind
    if website := _address(str(given.get("website") or "")):
        values["website"] = website
    edit_organisation(organisation_id=application.organisation_id, values=values, by=by, at=at)
    place_organisation(
        organisation_id=application.organisation_id,
        latitude=latitude,
        longitude=longitude,
        population=_whole(given.get("population")),
        population_year=_whole(given.get("population_year")),
        by=by,
        at=at,
        source=application.source,
    )
    _hand_figures_on(application, given, at=at)


def _hand_figures_on(application: Application, given: dict[str, Any], *, at: datetime) -> None:
    """The figures that the fee goes by, with their evidence, to whoever prices memberships."""
    answers = answers_in_force(application.response)
    for measure in ("population", "staff"):
        value, year = _whole(given.get(measure)), _whole(given.get(f"{measure}_year"))
        if value is None or year is None:
            continue
        proofs = (answers.get(code) for code in (f"{measure}_evidence", measure))
        evidence = next((proof.evidence for proof in proofs if proof and proof.evidence), None)
        hooks.figure_submitted.fire(
            organisation_id=application.organisation_id,
            measure=measure,
            value=value,
            year=year,
            evidence=evidence,
            source=application.source,
            by=application.applicant,
            at=at,
        )


def _address(text: str) -> str:
    """A website as the register keeps it; nothing where the text is none."""
    address = text.strip()
    if address and "://" not in address:
        address = f"https://{address}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return ""
    return address[:200]


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def locked(application_id: int) -> Application:
    """The application, held until the transaction ends."""
    found = Application.objects.select_related("organisation", "applicant", "response__questionnaire")
    return found.select_for_update(of=("self",)).get(pk=application_id)


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(_("State what needs to be corrected, or why you decline. The applicant sees this."))
    return reason.strip()
