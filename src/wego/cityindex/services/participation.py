"""Writes of participation: a city joins, leaves, confirms, asks for a correction; the secretariat answers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.cityindex import dataset
from wego.cityindex.models import Correction, Draft, Participation
from wego.cityindex.queries.participation import (
    UsedFigure,
    drafts_open_to_cities,
    is_window_open,
    observations_by_indicator,
    used_figures,
)
from wego.core import audit, outbox, state
from wego.core.files import MEDIA_TYPES
from wego.core.references import Reference
from wego.core.rules import ReasonMissing, RuleError
from wego.members.models import Organisation
from wego.records.models import Evidence
from wego.records.services.corrections import record_correction
from wego.records.services.evidence import keep_evidence

ANSWERED = outbox.declare(
    outbox.MailKind("cityindex/mail/correction_answered", gettext_lazy("Reply to a correction request"))
)


class NotInvited(RuleError):
    """Only cities take part, and only while a draft asks them to."""


class HasRequests(RuleError):
    """A city that asked for corrections does not leave without a trace."""


class WindowClosed(RuleError):
    """Corrections are asked for within the window alone."""


class NotCorrectable(RuleError):
    """The figure is not one that this city can correct now."""


@transaction.atomic
def join_draft(*, draft_id: int, organisation_id: int, by: User | None, at: datetime) -> Participation:
    """Take part in an edition in the making; doing it twice changes nothing. Standing and dues are not asked for."""
    draft = drafts_open_to_cities().filter(pk=draft_id).first()
    organisation = Organisation.objects.get(pk=organisation_id)
    if draft is None or organisation.kind != Organisation.Kind.LOCAL_GOVERNMENT:
        raise NotInvited(_("This edition is not open for participation."))
    participation, is_new = Participation.objects.get_or_create(
        draft=draft, organisation=organisation, defaults={"joined_at": at, "joined_by": by}
    )
    if is_new:
        audit.record("participation.joined", participation, by=by, at=at, after={"draft": draft.code})
    return participation


@transaction.atomic
def leave_draft(*, participation_id: int, by: User, at: datetime) -> None:
    """Take part no more, while nothing has been asked for."""
    participation = _open(participation_id)
    if participation.corrections.exists():
        raise HasRequests(_("Your city has requested corrections here. Write to the secretariat to withdraw."))
    audit.record("participation.left", participation, by=by, at=at, before={"draft": participation.draft.code})
    participation.delete()


@transaction.atomic
def confirm_figures(*, participation_id: int, by: User, at: datetime) -> Participation:
    """Say that the figures which the draft uses of the city are right, as they are now."""
    participation = _open(participation_id)
    figures = used_figures(participation.draft, participation.organisation, participation)
    participation.confirmed = observations_by_indicator(figures)
    participation.confirmed_at, participation.confirmed_by = at, by
    participation.save()
    audit.record("participation.confirmed", participation, by=by, at=at, after={"figures": participation.confirmed})
    return participation


@transaction.atomic
def request_correction(
    *,
    participation_id: int,
    indicator_code: str,
    value: Decimal,
    period: str,
    grounds: str,
    document: UploadedFile,
    by: User,
    at: datetime,
) -> Correction:
    """Ask that a figure of the city's own be put right, or a missing one be added, with the document that says so."""
    participation = _open(participation_id)
    if not is_window_open(participation.draft, timezone.localdate(at)):
        raise WindowClosed(_("Corrections to this edition cannot be requested today; see the dates on its page."))
    figure = _correctable(participation, indicator_code)
    said = figure.observation.period if figure.observation else period
    if dataset.figure_of_period(figure.period, {said: said}) is None:
        raise NotCorrectable(_("This edition uses figures of %(period)s.") % {"period": figure.period})
    # Stored last of all: a refusal takes back rows, and would leave the file.
    readers = Evidence.Readers.OFFICERS
    evidence = keep_evidence(document, MEDIA_TYPES, participation.organisation, by=by, at=at, readers=readers)
    try:
        correction = Correction.objects.create(
            participation=participation,
            indicator=figure.indicator,
            period=said,
            observation=figure.observation,
            value=value,
            grounds=grounds,
            evidence=evidence,
            requested_at=at,
            requested_by=by,
        )
        after = {"draft": participation.draft.code, "indicator": indicator_code, "value": value}
        audit.record("correction.requested", correction, by=by, at=at, after=after)
    except BaseException:
        evidence.file.delete(save=False)
        raise
    return correction


def _correctable(participation: Participation, indicator_code: str) -> UsedFigure:
    """The figure that a request is about, if the city may ask for it now."""
    figures = used_figures(participation.draft, participation.organisation, participation)
    figure = next((one for one in figures if one.indicator.code == indicator_code), None)
    if figure is None or not figure.is_own:
        raise NotCorrectable(_("This figure is not your city’s own. Only its source can correct it."))
    if participation.corrections.filter(indicator=figure.indicator, status=Correction.Status.OPEN).exists():
        raise NotCorrectable(_("A correction request for this figure is already pending."))
    return figure


@transaction.atomic
def answer_correction(*, correction_id: int, accept: bool, answer: str, by: User, at: datetime) -> Correction:
    """Accept a correction, which supersedes the figure in the record, or refuse it; with the reason, told by mail."""
    correction = Correction.objects.select_for_update().get(pk=correction_id)
    participation = correction.participation
    if participation.draft.status != Draft.Status.OPEN:
        raise NotInvited(_("This edition has been published or discarded and can no longer be corrected."))
    if not answer.strip():
        raise ReasonMissing(_("Enter a reason. The city sees it."))
    state.move(correction, Correction.Status.ACCEPTED if accept else Correction.Status.REFUSED)
    if accept:
        correction.result = record_correction(
            indicator=correction.indicator,
            organisation=participation.organisation,
            period=correction.period,
            value=correction.value,
            evidence=correction.evidence,
            supersedes=correction.observation,
            cause=Reference("cityindex.Correction", str(correction.pk), str(correction)),
            at=at,
        )
    correction.answer, correction.answered_at, correction.answered_by = answer.strip(), at, by
    correction.save()
    after = {"answer": correction.answer, "value": correction.value}
    audit.record(f"correction.{correction.status}", correction, by=by, at=at, after=after)
    _tell(correction, by=by, at=at)
    return correction


def _open(participation_id: int) -> Participation:
    """The participation, locked, while its draft is open."""
    found = Participation.objects.select_for_update(of=("self",)).select_related("draft__edition", "organisation")
    participation = found.get(pk=participation_id)
    if participation.draft.status != Draft.Status.OPEN:
        raise NotInvited(_("This edition has been published or discarded and can no longer be corrected."))
    return participation


def _tell(correction: Correction, *, by: User, at: datetime) -> None:
    """Write to whoever asked, in that person's language; nobody is written to who has gone since."""
    reader, participation = correction.requested_by, correction.participation
    if reader is None or not reader.is_active or reader.erased_at:
        return
    with translation.override(reader.language):
        place = [participation.draft.code, participation.organisation.slug]
        facts = {
            "organisation": participation.organisation.name,
            "edition": participation.draft.name,
            "indicator": correction.indicator.name,
            "is_accepted": correction.status == Correction.Status.ACCEPTED,
            "answer": correction.answer,
            "url": settings.WEGO_BASE_URL + reverse("my_index:participation", args=place),
        }
    outbox.queue_mail(ANSWERED, to=reader.email, language=reader.language, facts=facts, about=correction, by=by, at=at)
