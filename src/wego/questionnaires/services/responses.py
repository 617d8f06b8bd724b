"""Starting, submitting and reopening a response."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.rules import RuleError
from wego.engines.questions import missing
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import CollectionRound, Questionnaire, Response
from wego.questionnaires.queries import answers_in_force, values_of
from wego.questionnaires.queries.rounds import asked_in, deadline_of, extensions_of, last_moment
from wego.questionnaires.round_texts import deadline_passed_text, not_open_text
from wego.questionnaires.services.facts import record_answers
from wego.questionnaires.services.finished_parts import finish_all_parts


class ResponseIncomplete(RuleError):
    """Required questions wait for an answer; `questions` are their codes in order."""

    def __init__(self, questions: list[str]) -> None:
        self.questions = questions
        count = len(questions)
        super().__init__(
            ngettext(
                "%(count)d required question is still open.",
                "%(count)d required questions are still open.",
                count,
            )
            % {"count": count}
        )


class NoQuestionnaire(RuleError):
    """There is nothing to answer."""


class ResponseClosed(RuleError):
    """A submitted response is not edited."""


class DeadlinePassed(RuleError):
    """The round's deadline for this organisation is over; an extension opens the answers again."""


class RoundNotOpen(RuleError):
    """The round has a day to begin, and that is ahead."""


def refuse_closed(response: Response, *, at: datetime) -> None:
    """Refuse what is submitted, and what is past its deadline."""
    if response.status != Response.Status.DRAFT:
        raise ResponseClosed(_("These answers have been submitted and cannot be changed. Reopen them first."))
    refuse_late(response, at=at)


def refuse_late(response: Response, *, at: datetime) -> None:
    end = deadline_of(response)
    if end is not None and end <= at and response.round is not None:
        raise DeadlinePassed(deadline_passed_text(response.round, end))


def locked(response_id: int) -> Response:
    """The response, held until the transaction ends."""
    found = Response.objects.select_related("organisation__place", "questionnaire", "round")
    found = found.defer("questionnaire__definition")
    return found.select_for_update(of=("self",)).get(pk=response_id)


@transaction.atomic
def start_response(
    *, organisation_id: int, questionnaire: Questionnaire | None, year: int, by: User, at: datetime
) -> Response:
    """Begin the year's response, or find the one that is begun: two colleagues who start at once get the same.

    It belongs to the round that collects the year, if there is one that asks the organisation; then only while that is
    open for it.
    """
    if questionnaire is None:
        raise NoQuestionnaire(_("There is no questionnaire to answer yet. Ask the secretariat."))
    begun = Response.objects.filter(
        organisation=organisation_id, questionnaire__code=questionnaire.code, year=year
    ).first()
    if begun:
        return begun
    round_ = _open_round(organisation_id, questionnaire.code, year, at=at)
    try:
        with transaction.atomic():
            response = Response.objects.create(
                organisation_id=organisation_id,
                questionnaire=questionnaire,
                year=year,
                round=round_,
                started_by=by,
                started_at=at,
                changed_at=at,
                is_demonstration=by.is_demonstration,
            )
    except IntegrityError:  # a colleague was first
        return Response.objects.get(organisation=organisation_id, questionnaire=questionnaire, year=year)
    audit.record("response.started", response, by=by, at=at)
    return response


def _open_round(organisation_id: int, code: str, year: int, *, at: datetime) -> CollectionRound | None:
    """The round of the year, if the organisation is asked in it and it is open for the organisation; else it says why
    not."""
    round_ = CollectionRound.objects.filter(questionnaire_code=code, year=year).first()
    if round_ is None or not asked_in(round_).filter(pk=organisation_id).exists():
        return None
    if round_.opens_at > at:
        raise RoundNotOpen(not_open_text(round_))
    end = last_moment(round_, extensions_of(round_, organisation_id))
    if end <= at:
        raise DeadlinePassed(deadline_passed_text(round_, end))
    return round_


@transaction.atomic
def submit_response(*, response_id: int, by: User, at: datetime) -> Response:
    """Sign the response. From here on it is not edited unless it is reopened; what it says of mapped questions is
    written into the record."""
    response = locked(response_id)
    answers = answers_in_force(response)
    open_questions = missing(definition_of(response.questionnaire), values_of(answers.values()))
    state.move(response, Response.Status.SUBMITTED)
    refuse_late(response, at=at)
    if open_questions:
        raise ResponseIncomplete(open_questions)
    response.submitted_at, response.submitted_by = at, by
    response.save(update_fields=["status", "submitted_at", "submitted_by"])
    finish_all_parts(response, by=by, at=at)
    recorded = record_answers(response, answers, by=by, at=at)
    after = {"revision": response.revision} | ({"facts": [one.pk for one in recorded]} if recorded else {})
    audit.record("response.submitted", response, by=by, at=at, after=after)
    return response


@transaction.atomic
def reopen_response(*, response_id: int, by: User, at: datetime) -> Response:
    """Take a submitted response back into work; its answers stay as they are."""
    response = locked(response_id)
    state.move(response, Response.Status.DRAFT)
    refuse_late(response, at=at)
    before = {"submitted_at": response.submitted_at, "revision": response.revision}
    response.submitted_at = response.submitted_by = None
    response.save(update_fields=["status", "submitted_at", "submitted_by"])
    audit.record("response.reopened", response, by=by, at=at, before=before)
    return response
