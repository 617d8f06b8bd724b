"""Asking somebody outside who has no account: the request, what comes back, and what the organisation makes of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, outbox, state
from wego.core.personal_links.services import make_link, revoke_link, use_link
from wego.core.plain_text import plain_value
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.engines.questions import Answer as AnswerValue
from wego.engines.questions import Kind, check_answer
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.hooks import page_of
from wego.questionnaires.links import GOOD_FOR, OUTSIDE_ANSWERED, OUTSIDE_LINK, OUTSIDE_MAIL
from wego.questionnaires.models import OutsideAnswer, OutsideRequest
from wego.questionnaires.services.answers import SaveReport, save_answers
from wego.questionnaires.services.responses import locked, refuse_closed
from wego.questionnaires.wording import response_text, text_of
from wego.records.services.evidence import keep_evidence, removed_if_it_fails


class OutsideRefused(RuleError):
    """The request cannot be made or dealt with so; the message says why."""


@transaction.atomic
def ask_outside(
    *,
    response_id: int,
    questions: Sequence[str],
    name: str,
    body: str,
    email: str,
    language: str,
    message: str,
    due_on: date,
    by: User,
    at: datetime,
) -> OutsideRequest:
    """Send somebody a link to some questions: without an account, for one answer, good for thirty days."""
    response = locked(response_id)
    refuse_closed(response, at=at)
    known = definition_of(response.questionnaire).question_by_code
    today = timezone.localdate(at)
    if not questions or not all(code in known for code in questions):
        raise OutsideRefused(_("Choose at least one question of this questionnaire."))
    if not today <= due_on <= today + GOOD_FOR:
        raise OutsideRefused(_("Choose a date within the next thirty days: the link is valid until then."))
    request = OutsideRequest.objects.create(
        response=response,
        questions=list(questions),
        name=name.strip(),
        body=body.strip(),
        email=email.strip().lower(),
        language=language,
        message=message.strip(),
        due_on=due_on,
        asked_by=by,
        asked_at=at,
    )
    _send_link(request, by=by, at=at)
    after = {"questions": list(questions), "due_on": due_on}
    audit.record("response.outside_asked", response, by=by, at=at, after=after)
    return request


def answer_outside(
    *,
    request_id: int,
    link_id: int,
    name: str,
    given: Mapping[str, AnswerValue],
    remarks: Mapping[str, str],
    uploads: Mapping[str, UploadedFile],
    at: datetime,
) -> OutsideRequest:
    """What somebody outside answers, once; `uploads` are the documents by question. Nothing of it counts before the
    organisation takes it over. Raises AnswerFault, UploadRefused."""
    with removed_if_it_fails() as stored, transaction.atomic():
        request = _locked(request_id)
        use_link(link_id=link_id, at=at)
        refuse_closed(request.response, at=at)
        state.move(request, OutsideRequest.Status.ANSWERED)
        known = definition_of(request.response.questionnaire).question_by_code
        rows = []
        for code in request.questions:
            question = known[code]
            value = check_answer(question, plain_value(given.get(code))) if question.kind is not Kind.FILE else None
            document = None
            if file := uploads.get(code):
                accept = question.accept if question.kind is Kind.FILE else ()
                document = keep_evidence(file, accept, request.response.organisation, by=None, at=at)
                stored.append(document)
                value = str(document.pk) if question.kind is Kind.FILE else value
            remark = str(plain_value(remarks.get(code, ""))).strip()
            if value is not None or remark or document:
                rows.append(
                    OutsideAnswer(
                        request=request,
                        question=code,
                        round=request.round,
                        value=value,
                        remark=remark,
                        evidence=document,
                    )
                )
        if not rows:
            raise OutsideRefused(_("Answer at least one question, or write a remark."))
        OutsideAnswer.objects.bulk_create(rows)
        request.name, request.answered_at = name.strip(), at
        request.save(update_fields=["name", "status", "answered_at"])
        audit.record("response.outside_answered", request.response, by=None, at=at, after={"answers": len(rows)})
        if (asker := request.asked_by) and asker.is_active:
            with translation.override(asker.language):
                url = settings.WEGO_BASE_URL + page_of(request.response, "people")
                facts = {"giver": request.giver, "about": response_text(request.response), "url": url}
            mail = {"to": asker.email, "language": asker.language, "about": request.response, "by": None, "at": at}
            outbox.queue_mail(OUTSIDE_ANSWERED, facts=facts, **mail)  # type: ignore[arg-type]
    return request


@transaction.atomic
def accept_outside(
    *, request_id: int, chosen: Collection[str], bases: Mapping[str, int], by: User, at: datetime
) -> SaveReport:
    """Take answers over as the organisation's own, under the name of the person who gave them. What a colleague has
    answered since the page was shown is not overwritten: then nothing is taken over, and one looks again."""
    request = _locked(request_id)
    state.move(request, OutsideRequest.Status.ACCEPTED)
    rows = [row for row in _answers(request) if row.question in chosen]
    if not rows:
        raise OutsideRefused(_("Choose at least one answer to accept, or return them all."))
    report = save_answers(
        response_id=request.response_id,
        given={row.question: row.value for row in rows if row.value is not None and not _is_file(request, row)},
        remarks={row.question: row.remark for row in rows if row.remark},
        attached={row.question: row.evidence for row in rows if row.evidence},
        base_revision=0,
        bases=bases,
        outside=request,
        by=by,
        at=at,
    )
    if report.conflicts:
        raise OutsideRefused(_("A colleague has changed an answer in the meantime. Compare both, then accept again."))
    if report.refused:
        texts = definition_of(request.response.questionnaire).question_by_code
        raise OutsideRefused(
            _("This does not fit another answer: %(questions)s. Return it, or correct the other answer first.")
            % {"questions": " · ".join(text_of(texts[code].text) for code in report.refused)}
        )
    request.decided_by, request.decided_at = by, at
    request.save(update_fields=["status", "decided_by", "decided_at"])
    audit.record("response.outside_accepted", request.response, by=by, at=at, after={"questions": report.saved})
    return report


@transaction.atomic
def return_outside(*, request_id: int, reason: str, by: User, at: datetime) -> OutsideRequest:
    """Ask once more, with the reason: a new link goes to the same address; what came before stays readable."""
    request = _locked(request_id)
    refuse_closed(request.response, at=at)
    state.move(request, OutsideRequest.Status.OPEN)
    if not request.email:
        raise OutsideRefused(_("The address has been deleted. Make a new request."))
    request.reason, request.round = reason.strip(), request.round + 1
    request.due_on = max(request.due_on, timezone.localdate(at))
    request.save(update_fields=["status", "reason", "round", "due_on"])
    _send_link(request, by=by, at=at)
    audit.record("response.outside_returned", request.response, by=by, at=at, after={"round": request.round})
    return request


@transaction.atomic
def withdraw_outside(*, request_id: int, by: User, at: datetime) -> None:
    """The questions are not asked any more; the link leads nowhere."""
    request = _locked(request_id)
    state.move(request, OutsideRequest.Status.WITHDRAWN)
    request.decided_by, request.decided_at = by, at
    request.save(update_fields=["status", "decided_by", "decided_at"])
    if request.link_id:
        revoke_link(link_id=request.link_id, at=at)
    audit.record("response.outside_withdrawn", request.response, by=by, at=at)


@transaction.atomic
def forget_person(*, user: User, addresses: set[str], by: User, at: datetime) -> None:
    """On erasure of a person: who was asked at these addresses has no name or address here any more."""
    OutsideRequest.objects.filter(email__in={address.lower() for address in addresses}).update(name="", email="")


def _send_link(request: OutsideRequest, *, by: User, at: datetime) -> None:
    if request.link_id:
        revoke_link(link_id=request.link_id, at=at)
    response = request.response
    about = Reference(request._meta.label, str(request.pk), str(response))
    request.link, address = make_link(OUTSIDE_LINK, to=request.email, language=request.language, at=at, subject=about)
    request.save(update_fields=["link"])
    known = definition_of(response.questionnaire).question_by_code
    with translation.override(request.language):
        facts = {
            "request": request,
            "organisation": str(response.organisation),
            "about": response_text(response),
            "questions": [text_of(known[code].text) for code in request.questions],
            "by": str(by),
            "url": address,
            "expires_at": request.link.expires_at,
        }
    outbox.queue_mail(
        OUTSIDE_MAIL, to=request.email, language=request.language, facts=facts, about=response, by=by, at=at
    )


def _is_file(request: OutsideRequest, row: OutsideAnswer) -> bool:
    return definition_of(request.response.questionnaire).question_by_code[row.question].kind is Kind.FILE


def _answers(request: OutsideRequest) -> list[OutsideAnswer]:
    return list(request.answers.filter(round=request.round).select_related("evidence"))


def _locked(request_id: int) -> OutsideRequest:
    found = OutsideRequest.objects.select_related(
        "response__organisation__place", "response__questionnaire", "asked_by"
    )
    return found.defer("response__questionnaire__definition").select_for_update(of=("self",)).get(pk=request_id)
