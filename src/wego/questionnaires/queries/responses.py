"""Reads of responses: who sees them, what is answered, what is offered for confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.utils import timezone

from wego.accounts.authorization import permitted_rows
from wego.accounts.models import User
from wego.engines import questions
from wego.engines.crosswalks import CrosswalkDefinition
from wego.engines.questions import AnswerFault, Kind, Question, check_answer, question_map_over
from wego.members.models import Organisation
from wego.members.queries.affiliations import organisations_of
from wego.questionnaires.crosswalk import crosswalk_in_force, known_answers
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Answer, OutsideAnswer, Questionnaire, Response
from wego.questionnaires.queries.mandates import ANSWERING, mandates_held_by
from wego.records.models import Evidence


@dataclass(frozen=True)
class Offer:
    """An answer put forward for confirmation: last time's, or what the records hold."""

    value: questions.Answer
    year: int | None = None  # of last time's response
    source: str = ""  # of the figure in the records
    period: str = ""
    differs: str = ""  # what is not the same there, in the reader's words
    remark: str = ""
    evidence: Evidence | None = None


def organisations_answered_by(user: Any) -> QuerySet[Organisation]:
    """The organisations for which a person may answer now: as officer or contributor, or by their mandate."""
    return Organisation.objects.filter(
        Q(pk__in=organisations_of(user, *ANSWERING)) | Q(pk__in=mandates_held_by(user).values("organisation"))
    )


def responses_visible_to(user: Any) -> QuerySet[Response]:
    """An organisation's officers and contributors see its responses, the office all, nobody else any."""
    found = Response.objects.select_related("organisation__region", "organisation__place", "questionnaire").defer(
        "questionnaire__definition"
    )
    return permitted_rows(
        found, user, "questionnaires.see_responses", own=lambda: Q(organisation__in=organisations_answered_by(user))
    )


def questionnaire_in_force(code: str) -> Questionnaire | None:
    """The version that a new response answers."""
    return Questionnaire.objects.defer("definition").filter(code=code, is_in_force=True).first()


def answers_in_force(response: Response) -> dict[str, Answer]:
    """Each question's last word, withdrawn ones included, with who gave it."""
    found = response.answers.filter(replaced_at=None).select_related("answered_by", "evidence", "outside")
    return {answer.question: answer for answer in found}


def history_of(response: Response, question: str) -> QuerySet[Answer]:
    """Every answer that was given to a question, oldest first."""
    return (
        response.answers.filter(question=question)
        .select_related("answered_by", "evidence", "outside")
        .order_by("revision")
    )


def documents_of(response: Response) -> QuerySet[Evidence]:
    """The documents with which a response was answered, and those of the one before it, which are offered to it; and
    what people outside sent with theirs."""
    read = [response.pk]
    if before := response_before(response):
        read.append(before.pk)
    answered = Answer.objects.filter(response__in=read, evidence__isnull=False).values("evidence")
    sent = OutsideAnswer.objects.filter(request__response=response, evidence__isnull=False).values("evidence")
    cited = Q(pk__in=answered) | Q(pk__in=sent) | Q(replaces__in=answered) | Q(replaces__replaces__in=answered)
    return Evidence.objects.filter(cited, organisation=response.organisation_id)


def values_of(answers: Iterable[Answer]) -> dict[str, questions.Answer]:
    """The bare values as the engine reads them; withdrawn answers are none."""
    return {answer.question: answer.value for answer in answers if answer.value is not None}


def offers_for(response: Response, crosswalk: CrosswalkDefinition | None = None) -> dict[str, Offer]:
    """What to show for confirmation: last time's answers first, the records where there is none. The crosswalk in force
    is read unless it is given."""
    definition = definition_of(response.questionnaire)
    said = list(_said_last_time(response))
    last = said[0].response if said else None
    offers = _from_last_time(said, definition, _question_map(last, response) if last else {})
    for code, (offer, known_at) in _from_elsewhere(
        response.organisation, definition, crosswalk or crosswalk_in_force()
    ).items():
        # What the organisation has said elsewhere since then is newer than last time's answer.
        is_newer = bool(last and last.submitted_at and known_at and known_at > last.submitted_at)
        if code not in offers or (is_newer and offer.value != offers[code].value):
            offers[code] = offer
    return offers


def response_before(response: Response) -> Response | None:
    """The last one that the organisation submitted for an earlier year, of any version."""
    return _before(response).first()


def _said_last_time(response: Response) -> QuerySet[Answer]:
    """The answers of the response before, each with its response; one query."""
    last = Subquery(_before(response).values("pk")[:1])
    found = Answer.objects.filter(response=last, replaced_at=None, value__isnull=False)
    return found.select_related("evidence", "response")


def _before(response: Response) -> QuerySet[Response]:
    """What was submitted for earlier years, the latest first."""
    return Response.objects.filter(
        organisation=response.organisation_id,
        questionnaire__code=response.questionnaire.code,
        status=Response.Status.SUBMITTED,
        year__lt=response.year,
    ).order_by("-year")


def _question_map(before: Response, now: Response) -> dict[str, str]:
    """From the questions of now to those of the response before; where both answer one version, each to itself."""
    if before.questionnaire_id == now.questionnaire_id:
        return {question.code: question.code for question in definition_of(now.questionnaire).questions}
    between = versions_between(before.questionnaire_id, now.questionnaire)
    return question_map_over([definition_of(one) for one in between])


def versions_between(earlier_id: int, later: Questionnaire) -> list[Questionnaire]:
    """The published versions from one to the other, both among them, the earlier one first."""
    known = Questionnaire.objects.defer("definition").filter(code=later.code)
    published = list(known.order_by("published_at", "pk"))
    places = [one.pk for one in published]
    start, end = places.index(earlier_id), places.index(later.pk)
    if start > end:  # an earlier version came back into force
        return [published[start], published[end]]
    return published[start : end + 1]


def _from_last_time(
    said: Iterable[Answer], definition: questions.QuestionnaireDefinition, origin: Mapping[str, str]
) -> dict[str, Offer]:
    offers = {}
    today = timezone.localdate()
    by_question = {answer.question: answer for answer in said}
    newer = _newer_versions([answer.evidence for answer in by_question.values() if answer.evidence])
    for question in definition.questions:
        answer = by_question.get(origin.get(question.code, ""))
        if answer is None:
            continue
        evidence = newer.get(answer.evidence.pk, answer.evidence) if answer.evidence else None
        if evidence and not evidence.is_valid_on(today):
            evidence = None
        if question.kind is Kind.FILE and evidence is None:
            continue
        raw = str(evidence.pk) if question.kind is Kind.FILE and evidence else answer.value
        if (value := _accepted(question, raw)) is not None:
            offers[question.code] = Offer(value, year=answer.response.year, remark=answer.remark, evidence=evidence)
    return offers


def _newer_versions(documents: Iterable[Evidence]) -> dict[int, Evidence]:
    """What stands in the place of documents that were replaced since, by the former one's number; a query a version."""
    found: dict[int, Evidence] = {}
    origin = {one.pk: one.pk for one in documents}
    while origin:
        following = {}
        for one in Evidence.objects.filter(replaces__in=list(origin)):
            following[one.pk] = first = origin[one.replaces_id or 0]
            found[first] = one
        origin = following
    return found


def _from_elsewhere(
    organisation: Organisation, definition: questions.QuestionnaireDefinition, crosswalk: CrosswalkDefinition
) -> dict[str, tuple[Offer, datetime | None]]:
    """What the record and the crosswalk put forward, with when the organisation itself said it."""
    offers = {}
    for code, known in known_answers(organisation, definition, crosswalk).items():
        question = definition.question_by_code.get(code)
        if question is None:
            continue
        raw = known.value
        if isinstance(raw, Decimal):
            raw = bool(raw) if question.kind is Kind.YES_NO else _rounded(raw, question)
        if (value := _accepted(question, raw)) is not None:
            offer = Offer(value, source=known.source, period=known.period, differs=known.differs)
            offers[code] = offer, known.known_at
    return offers


def _rounded(value: Decimal, question: Question) -> Decimal:
    return round(value, question.decimals) if question.kind is Kind.NUMBER else value


def _accepted(question: Question, raw: object) -> questions.Answer:
    """What the question would take; None where a later version takes it no more."""
    try:
        return check_answer(question, raw)
    except AnswerFault:
        return None


def personal_data(*, user: User) -> tuple[str, dict[str, Any]]:
    """Fills `accounts.hooks.personal_data`: the answers that a person gave, for which organisation and when."""
    facts = ("response__organisation__slug", "response__year", "question", "value", "remark", "state", "answered_at")
    return "questionnaires", {
        "answers_given": list(Answer.objects.filter(answered_by=user).order_by("pk").values(*facts))
    }
