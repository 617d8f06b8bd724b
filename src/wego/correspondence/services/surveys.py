"""Surveys: written, opened, answered once by each link, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, languages, state
from wego.core.languages import SOURCE
from wego.core.rules import RuleError
from wego.correspondence.mailing_text import digest_of
from wego.correspondence.models import MailingRecipient, Survey, SurveyAnswer, SurveyQuestion, SurveyUse

MOST_QUESTIONS = 5
CHOOSING = (SurveyQuestion.Kind.ONE, SurveyQuestion.Kind.SEVERAL)


class SurveyRefused(RuleError):
    """The survey cannot be written, opened or answered so; the message says why."""


@transaction.atomic
def begin_survey(
    *,
    title: Mapping[str, str],
    intro: Mapping[str, str],
    is_anonymous: bool,
    closes_on: date | None,
    by: User,
    at: datetime,
) -> Survey:
    """Begin a survey; its questions follow one by one."""
    facts = {"title": title, "intro": intro, "is_anonymous": is_anonymous, "closes_on": closes_on}
    survey = Survey.objects.create(**facts, written_by=by, begun_at=at)
    audit.record("survey.begun", survey, by=by, at=at, after={"is_anonymous": is_anonymous, "closes_on": closes_on})
    return survey


@transaction.atomic
def add_question(
    *, survey_id: int, kind: str, label: Mapping[str, str], options: Mapping[str, str], by: User, at: datetime
) -> SurveyQuestion:
    """Add a question at the end; the answers to choose from stand one on a line, in each language as many."""
    survey = _draft(survey_id)
    places = list(survey.questions.values_list("place", flat=True))
    if len(places) >= MOST_QUESTIONS:
        raise SurveyRefused(_("A survey has five questions at most."))
    chosen = _options(options) if kind in CHOOSING else {}
    question = SurveyQuestion.objects.create(
        survey=survey, place=max(places, default=0) + 1, kind=kind, label=label, options=chosen
    )
    audit.record("survey.question_added", survey, by=by, at=at, after={"question": question.label.source})
    return question


@transaction.atomic
def remove_question(*, question_id: int, by: User, at: datetime) -> None:
    """Take a question out of a draft."""
    question = SurveyQuestion.objects.select_related("survey").get(pk=question_id)
    survey = _draft(question.survey_id)
    audit.record("survey.question_removed", survey, by=by, at=at, before={"question": question.label.source})
    question.delete()


@transaction.atomic
def open_survey(*, survey_id: int, by: User, at: datetime) -> Survey:
    """From now on it can be answered, and not be changed."""
    survey = _draft(survey_id)
    if not survey.questions.exists():
        raise SurveyRefused(_("Add at least one question first."))
    state.move(survey, Survey.Status.OPEN)
    survey.save(update_fields=["status"])
    audit.record("survey.opened", survey, by=by, at=at, after={"questions": survey.questions.count()})
    return survey


@transaction.atomic
def close_survey(*, survey_id: int, by: User, at: datetime) -> Survey:
    """Nobody can answer any more."""
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    state.move(survey, Survey.Status.CLOSED)
    survey.save(update_fields=["status"])
    audit.record("survey.closed", survey, by=by, at=at, after={"answers": survey.answers.count()})
    return survey


@transaction.atomic
def answer_survey(*, survey_id: int, recipient_id: int, said: Mapping[str, Any], at: datetime) -> SurveyAnswer:
    """Keep an answer; of two by one link the second is refused. An anonymous one leaves no line that says who."""
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    if not is_open(survey, timezone.localdate(at)):
        raise SurveyRefused(_("This survey is closed."))
    recipient = MailingRecipient.objects.select_for_update().get(pk=recipient_id)
    try:
        with transaction.atomic():
            SurveyUse.objects.create(survey=survey, digest=digest_of(f"{survey.pk}:{recipient.pk}"))
    except IntegrityError:
        raise SurveyRefused(_("You have already answered. Thank you.")) from None
    day = timezone.localdate(at)
    whose = None if survey.is_anonymous else recipient
    answer = SurveyAnswer.objects.create(survey=survey, sent_to=whose, answered_on=day, said=dict(said))
    if not survey.is_anonymous and recipient.replied_on is None:
        recipient.replied_on = day
        recipient.save(update_fields=["replied_on"])
    audit.record("survey.answered", survey, by=None, at=at)
    return answer


def is_open(survey: Survey, today: date) -> bool:
    return survey.status == Survey.Status.OPEN and (survey.closes_on is None or today <= survey.closes_on)


def _draft(survey_id: int) -> Survey:
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    if survey.status != Survey.Status.DRAFT:
        raise SurveyRefused(_("This survey has been opened; its questions can no longer be changed."))
    return survey


def _options(options: Mapping[str, str]) -> dict[str, list[str]]:
    """The lines of each language; a language without any uses the source's."""
    lines = {code: _lines(options.get(code) or "") for code in languages.codes()}
    count = len(lines[SOURCE])
    if count < 2:
        raise SurveyRefused(_("Enter at least two answers to choose from, one on each line."))
    for code, several in lines.items():
        if several and len(several) != count:
            said = _("%(language)s has %(count)s answers, and %(source)s has %(of)s: enter as many, in the same order.")
            names = {"language": languages.name_of(code), "source": languages.name_of(SOURCE)}
            raise SurveyRefused(said % {**names, "count": len(several), "of": count})
    return {code: several for code, several in lines.items() if several}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def options_in(question: SurveyQuestion, language: str) -> Sequence[str]:
    """The answers to choose from in a language, the source's where it has none."""
    found: Mapping[str, list[str]] = question.options
    return found.get(language) or found.get(SOURCE) or []
