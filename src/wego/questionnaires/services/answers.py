"""Saving answers: what is sound is kept, what a colleague changed meanwhile is not overwritten unseen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from wego.accounts.models import User
from wego.core import audit
from wego.core.files import MEDIA_TYPES
from wego.core.plain_text import plain_value
from wego.engines import questions
from wego.engines.questions import AnswerFault, check_answer, visible
from wego.engines.questions.answers import check_constraints
from wego.questionnaires.models import MOST_REMARK, Answer, OutsideRequest
from wego.questionnaires.services.comparison import Base, GivenAnswer, SaveComparison, SentAnswers, compare, given_by
from wego.questionnaires.services.finished_parts import finish_answered_parts
from wego.questionnaires.services.responses import locked, refuse_closed
from wego.records.models import Evidence
from wego.records.services.evidence import keep_evidence, removed_if_it_fails


@dataclass
class SaveReport:
    """What a save did. `conflicts` hold a colleague's answer that was saved meanwhile, `refused` what breaks a limit
    set by another answer; both leave what is stored as it was. `theirs` are answers that were changed meanwhile and not
    touched here: they stay as they are now."""

    revision: int
    saved: list[str] = field(default_factory=list)
    conflicts: dict[str, Answer] = field(default_factory=dict)
    refused: dict[str, AnswerFault] = field(default_factory=dict)
    theirs: dict[str, Answer] = field(default_factory=dict)
    values: dict[str, questions.Answer] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not self.conflicts and not self.refused


def save_answers(
    *,
    response_id: int,
    given: Mapping[str, questions.Answer],
    base_revision: int,
    by: User,
    at: datetime,
    bases: Mapping[str, int] | None = None,
    uploads: Mapping[str, UploadedFile] | None = None,
    remarks: Mapping[str, str] | None = None,
    evidence: Mapping[str, UploadedFile] | None = None,
    removed: Collection[str] = (),
    attached: Mapping[str, Evidence] | None = None,
    outside: OutsideRequest | None = None,
) -> SaveReport:
    """Save answers (None withdraws one) that were filled in from the response as it stood at `base_revision`;
    `bases` says of single questions which answer was shown, where that differs.

    What cannot be saved is reported, the rest is saved. `uploads` are files answering file questions, `evidence`
    those that bear out other answers; `removed` names the questions from which such evidence is taken away. Documents
    that were given before are `attached`: chosen among the organisation's, or sent along by somebody `outside`.
    """
    with removed_if_it_fails() as stored_files, transaction.atomic():
        response = locked(response_id)
        refuse_closed(response, at=at)
        compared = compare(response, Base(base_revision, bases or {}))
        report = SaveReport(response.revision)
        values = _checked(compared, plain_value(dict(given)))  # a spreadsheet holds what no form lets through
        files: dict[str, int | None] = dict.fromkeys(_taking_evidence(compared, removed))
        for code, document in (attached or {}).items():
            is_answer = _question(compared, code).kind is questions.Kind.FILE
            if not _may_attach(document, compared, code, at):
                raise AnswerFault("file.not_a_reference", question=code)
            files[code] = document.pk
            if is_answer:
                values[code] = str(document.pk)
        kept: dict[str, Evidence] = {}
        for is_answer, given_files in ((True, uploads or {}), (False, evidence or {})):
            for code, file in given_files.items():
                question = compared.definition.question_by_code.get(code)
                if question is None or not _takes(question, is_answer=is_answer):
                    raise AnswerFault("file.not_a_reference", question=code[:80])
                accept = question.accept if is_answer else ()
                kept[code] = keep_evidence(file, accept, response.organisation, by=by, at=at)
                stored_files.append(kept[code])
                files[code] = kept[code].pk
                if is_answer:
                    values[code] = str(kept[code].pk)
        sent = SentAnswers(values, _checked_remarks(compared, plain_value(dict(remarks or {}))), files)
        accepted = _without_conflicts(compared, sent, report)
        accepted = _without_broken_limits(compared, accepted, sent, report)
        _write(compared, accepted, sent, report, outside=outside, by=by, at=at)
        for code, unused in kept.items():
            if code not in report.saved:
                unused.file.delete(save=False)
                unused.delete()
        report.values = compared.effective | {
            code: accepted[code].value for code in report.saved if code in sent.values
        }
        if report.saved:
            settled = {code: answer.value for code, answer in compared.stored.items() if answer.is_settled}
            now = settled | {code: accepted[code].value for code in report.saved}
            finish_answered_parts(response, compared.definition, now, by=by, at=at)
        return report


def _checked(compared: SaveComparison, given: Mapping[str, questions.Answer]) -> dict[str, questions.Answer]:
    """Every value once more through the engine: a service trusts no form. Raises AnswerFault."""
    checked: dict[str, questions.Answer] = {}
    for code, value in given.items():
        question = _question(compared, code)
        was_shown = compared.shown[code].value if code in compared.shown else None
        known_file = question.kind is not questions.Kind.FILE or value in (None, was_shown)
        if not known_file:  # a file is named only by those who were shown it
            raise AnswerFault("file.not_a_reference", question=code)
        checked[code] = check_answer(question, value)
    return checked


def _question(compared: SaveComparison, code: str) -> questions.Question:
    question = compared.definition.question_by_code.get(code)
    if question is None:
        raise AnswerFault("question.unknown", question=code[:80])
    return question


def _checked_remarks(compared: SaveComparison, remarks: Mapping[str, str]) -> dict[str, str]:
    found = {code: remark.replace("\r\n", "\n").strip() for code, remark in remarks.items()}
    for code, remark in found.items():
        _question(compared, code)
        if len(remark) > MOST_REMARK:
            raise AnswerFault("text.too_long", question=code, length=len(remark), maximum=MOST_REMARK)
    return found


def _takes(question: questions.Question, *, is_answer: bool) -> bool:
    """Whether a file is what the question asks for, or what bears its answer out."""
    return question.kind is questions.Kind.FILE if is_answer else question.takes_evidence


def _may_attach(document: Evidence, compared: SaveComparison, code: str, at: datetime) -> bool:
    """The organisation's own, still valid, and of a type that the question takes."""
    question = _question(compared, code)
    if document.organisation_id != compared.response.organisation_id or not _takes_any(question):
        return False
    is_fit = question.kind is not questions.Kind.FILE or is_of_kind(document, question)
    return document.is_valid_on(timezone.localdate(at)) and is_fit


def _takes_any(question: questions.Question) -> bool:
    return question.kind is questions.Kind.FILE or question.takes_evidence


def is_of_kind(document: Evidence, question: questions.Question) -> bool:
    """Whether a document is of a type that a question for a file accepts."""
    return document.media_type in {MEDIA_TYPES[ending] for ending in question.accept or MEDIA_TYPES}


def _taking_evidence(compared: SaveComparison, codes: Collection[str]) -> list[str]:
    """Of these questions, those that are borne out by a file beside their answer."""
    found = (compared.definition.question_by_code.get(code) for code in codes)
    return [question.code for question in found if question and _takes(question, is_answer=False)]


def _without_conflicts(compared: SaveComparison, sent: SentAnswers, report: SaveReport) -> dict[str, GivenAnswer]:
    """What is news and overwrites nobody. What was not touched here leaves a colleague's in place."""
    accepted: dict[str, GivenAnswer] = {}
    for code in sent.codes:
        now, shown, theirs = (
            compared.now(code),
            compared.shown.get(code, GivenAnswer()),
            compared.colleagues_answer(code),
        )
        parts: dict[str, Any] = {}
        for part, values in (("value", sent.values), ("remark", sent.remarks), ("evidence", sent.evidence)):
            mine, before, stands = values.get(code), getattr(shown, part), getattr(now, part)
            if code not in values or (theirs and mine == before):
                continue
            if theirs and mine != stands and stands != before:
                report.conflicts[code] = theirs
            parts[part] = mine
        if theirs and not parts and given_by(theirs) != shown:
            report.theirs[code] = theirs
        given = replace(now, **parts)
        takes_out = "value" in parts and given.value is None
        if code not in report.conflicts and compared.is_news(code, given, takes_out=takes_out):
            accepted[code] = given
    asked = visible(compared.definition, compared.effective | _values(accepted, sent))
    return {code: given for code, given in accepted.items() if code in asked}


def _values(accepted: Mapping[str, GivenAnswer], sent: SentAnswers) -> dict[str, questions.Answer]:
    """The answers among what is accepted; a remark beside an offer leaves the offer as it is."""
    return {code: given.value for code, given in accepted.items() if code in sent.values}


def _without_broken_limits(
    compared: SaveComparison, accepted: Mapping[str, GivenAnswer], sent: SentAnswers, report: SaveReport
) -> dict[str, GivenAnswer]:
    """Hold back what is above or below another answer, until all that is left fits together."""
    kept = dict(accepted)
    while True:
        values = {
            code: value for code, value in (compared.effective | _values(kept, sent)).items() if value is not None
        }
        faults = [
            (code, fault)
            for fault in check_constraints(compared.definition, values)
            for code in (fault.question, str(fault.params["other"]))
            if code in kept
        ]
        if not faults:
            return kept
        for code, fault in faults[:1]:
            report.refused[code] = fault
            del kept[code]


def _write(
    compared: SaveComparison,
    accepted: Mapping[str, GivenAnswer],
    sent: SentAnswers,
    report: SaveReport,
    *,
    outside: OutsideRequest | None,
    by: User,
    at: datetime,
) -> None:
    if not accepted:
        return
    response = compared.response
    response.revision += 1
    response.changed_at = at
    response.save(update_fields=["revision", "changed_at"])
    response.answers.filter(question__in=accepted, replaced_at=None).update(replaced_at=at)
    Answer.objects.bulk_create(
        Answer(
            response=response,
            question=code,
            value=given.value,
            state=compared.state_of(code, given, takes_out=code in sent.values),
            remark=given.remark,
            evidence_id=_evidence_id(compared, code, given),
            revision=response.revision,
            outside=outside,
            answered_by=by,
            answered_at=at,
        )
        for code, given in accepted.items()
    )
    report.revision, report.saved = response.revision, list(accepted)
    after = {"revision": response.revision, "questions": list(accepted)}
    audit.record("response.saved", response, by=by, at=at, after=after)


def _evidence_id(compared: SaveComparison, code: str, given: GivenAnswer) -> int | None:
    """The file that is the answer, where one is asked for; else what bears the answer out."""
    if compared.definition.question_by_code[code].kind is questions.Kind.FILE:
        return int(str(given.value)) if given.value is not None else None
    return given.evidence
