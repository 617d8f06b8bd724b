"""Saving answers: what is sound is kept, what a colleague changed meanwhile is not overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit
from wego.core.plain_text import plain_value
from wego.core.rules import RuleError
from wego.engines import questions
from wego.engines.questions import AnswerFault, check_answer, visible
from wego.engines.questions.answers import check_constraints
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import Offer, offers_for
from wego.questionnaires.services.responses import locked
from wego.records.models import Evidence
from wego.records.services.evidence import keep_evidence


class ResponseClosed(RuleError):
    """A submitted response is not edited."""


@dataclass
class SaveReport:
    """What a save did. `conflicts` hold a colleague's answer that was saved meanwhile, `refused` what breaks a limit
    set by another answer; both leave what is stored as it was."""

    revision: int
    saved: list[str] = field(default_factory=list)
    conflicts: dict[str, Answer] = field(default_factory=dict)
    refused: dict[str, AnswerFault] = field(default_factory=dict)
    values: dict[str, questions.Answer] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not self.conflicts and not self.refused


@dataclass
class _Desk:
    """All that one save looks at: the stored answers, those that the form showed, and the offers."""

    response: Response
    definition: questions.QuestionnaireDefinition
    stored: dict[str, Answer]
    shown: dict[str, questions.Answer]
    offers: Mapping[str, Offer]
    base_revision: int

    @property
    def effective(self) -> dict[str, questions.Answer]:
        """Stored answers, and offers where nothing is stored: what the pages show."""
        offered = {code: offer.value for code, offer in self.offers.items()}
        return offered | {code: answer.value for code, answer in self.stored.items()}

    def colleagues_answer(self, code: str) -> Answer | None:
        """What was saved since the form was shown."""
        answer = self.stored.get(code)
        return answer if answer and answer.revision > self.base_revision else None

    def is_news(self, code: str, value: questions.Answer) -> bool:
        """Whether saving the value would change anything. An offer that is taken, or refused, is news."""
        if code in self.stored:
            return self.stored[code].value != value
        return value is not None or code in self.offers

    def state_of(self, code: str, value: questions.Answer) -> str:
        if value is None:
            return Answer.State.WITHDRAWN
        if code not in self.offers:
            return Answer.State.GIVEN
        return Answer.State.CONFIRMED if value == self.offers[code].value else Answer.State.CHANGED


def save_answers(
    *,
    response_id: int,
    given: Mapping[str, questions.Answer],
    base_revision: int,
    by: User,
    at: datetime,
    uploads: Mapping[str, UploadedFile] | None = None,
) -> SaveReport:
    """Save answers (None withdraws one) that were filled in from the response as it stood at `base_revision`.

    What cannot be saved is reported, the rest is saved. `uploads` are files answering file questions.
    """
    with _removed_if_it_fails() as stored_files, transaction.atomic():
        response = locked(response_id)
        if response.status != Response.Status.DRAFT:
            raise ResponseClosed(_("These answers are submitted and cannot be changed. Reopen them first."))
        desk = _desk(response, base_revision)
        report = SaveReport(response.revision)
        checked = _checked(desk, plain_value(dict(given)))  # a spreadsheet holds what no form lets through
        evidence = {}
        for code, file in (uploads or {}).items():
            question = desk.definition.question_by_code.get(code)
            if question is None or question.kind is not questions.Kind.FILE:
                raise AnswerFault("file.not_a_reference", question=code[:80])
            kept = keep_evidence(file, question.accept, response.organisation, by=by, at=at)
            stored_files.append(kept)
            checked[code], evidence[code] = str(kept.pk), kept
        accepted = _without_conflicts(desk, checked, report)
        accepted = _without_broken_limits(desk, accepted, report)
        _write(desk, accepted, evidence, report, by=by, at=at)
        unused = [kept for code, kept in evidence.items() if code not in report.saved]
        for kept in unused:
            kept.file.delete(save=False)
            kept.delete()
        report.values = desk.effective | {code: accepted[code] for code in report.saved}
        return report


def _desk(response: Response, base_revision: int) -> _Desk:
    definition = definition_of(response.questionnaire)
    offers = offers_for(response)
    stored: dict[str, Answer] = {}
    shown = {code: offer.value for code, offer in offers.items()}
    for answer in response.answers.select_related("answered_by", "evidence").order_by("revision"):
        stored[answer.question] = answer
        if answer.revision <= base_revision:
            shown[answer.question] = answer.value
    return _Desk(response, definition, stored, shown, offers, base_revision)


def _checked(desk: _Desk, given: Mapping[str, questions.Answer]) -> dict[str, questions.Answer]:
    """Every value once more through the engine: a service trusts no form. Raises AnswerFault."""
    checked: dict[str, questions.Answer] = {}
    for code, value in given.items():
        question = desk.definition.question_by_code.get(code)
        if question is None:
            raise AnswerFault("question.unknown", question=code[:80])
        known_file = question.kind is not questions.Kind.FILE or value in (None, desk.shown.get(code))
        if not known_file:  # a file is named only by those who were shown it
            raise AnswerFault("file.not_a_reference", question=code)
        checked[code] = check_answer(question, value)
    return checked


def _without_conflicts(
    desk: _Desk, checked: Mapping[str, questions.Answer], report: SaveReport
) -> dict[str, questions.Answer]:
    """What is news and overwrites nobody. An answer that was not touched here leaves a colleague's in place."""
    accepted = {}
    for code, mine in checked.items():
        theirs = desk.colleagues_answer(code)
        if theirs is None:
            if desk.is_news(code, mine):
                accepted[code] = mine
        elif mine not in (theirs.value, desk.shown.get(code)):
            report.conflicts[code] = theirs
    asked = visible(desk.definition, desk.effective | accepted)
    return {code: value for code, value in accepted.items() if code in asked}


def _without_broken_limits(
    desk: _Desk, accepted: Mapping[str, questions.Answer], report: SaveReport
) -> dict[str, questions.Answer]:
    """Hold back what is above or below another answer, until all that is left fits together."""
    kept = dict(accepted)
    while True:
        values = {code: value for code, value in (desk.effective | kept).items() if value is not None}
        faults = [
            (code, fault)
            for fault in check_constraints(desk.definition, values)
            for code in (fault.question, str(fault.params["other"]))
            if code in kept
        ]
        if not faults:
            return kept
        for code, fault in faults[:1]:
            report.refused[code] = fault
            del kept[code]


def _write(
    desk: _Desk,
    accepted: Mapping[str, questions.Answer],
    evidence: Mapping[str, Evidence],
    report: SaveReport,
    *,
    by: User,
    at: datetime,
) -> None:
    if not accepted:
        return
    response = desk.response
    response.revision += 1
    response.changed_at = at
    response.save(update_fields=["revision", "changed_at"])
    response.answers.filter(question__in=accepted, replaced_at=None).update(replaced_at=at)
    Answer.objects.bulk_create(
        Answer(
            response=response,
            question=code,
            value=value,
            state=desk.state_of(code, value),
            evidence_id=_evidence_id(desk, code, value, evidence),
            revision=response.revision,
            answered_by=by,
            answered_at=at,
        )
        for code, value in accepted.items()
    )
    report.revision, report.saved = response.revision, list(accepted)
    after = {"revision": response.revision, "questions": list(accepted)}
    audit.record("response.saved", response, by=by, at=at, after=after)


def _evidence_id(desk: _Desk, code: str, value: questions.Answer, evidence: Mapping[str, Evidence]) -> int | None:
    if desk.definition.question_by_code[code].kind is not questions.Kind.FILE or value is None:
        return None
    return evidence[code].pk if code in evidence else int(str(value))


@contextmanager
def _removed_if_it_fails() -> Iterator[list[Evidence]]:
    """A transaction takes back rows but not files: these are removed here."""
    stored: list[Evidence] = []
    try:
        yield stored
    except BaseException:
        for evidence in stored:
            evidence.file.delete(save=False)
        raise
