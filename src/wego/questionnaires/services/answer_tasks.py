"""Giving parts of a response to colleagues by a day, and the sign-off to an officer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.core import audit, outbox
from wego.core.dated_tasks.services import add_task, cancel_task
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.engines.questions import QuestionnaireDefinition
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.hooks import page_of
from wego.questionnaires.models import AnswerTask
from wego.questionnaires.queries.answer_tasks import signers_of, writers_of
from wego.questionnaires.services.responses import locked, refuse_closed
from wego.questionnaires.wording import response_text, text_of

REMINDED_BEFORE = timedelta(days=3)
ASSIGNED = outbox.declare(
    outbox.MailKind(
        "questionnaires/mail/assigned", gettext_lazy("Questions assigned to a colleague"), limits=outbox.Limits()
    )
)


class AnswerTaskRefused(RuleError):
    """The part cannot be given so; the message says why."""


@transaction.atomic
def assign_answers(
    *, response_id: int, section: str, question: str, person: User, due_on: date, by: User, at: datetime
) -> AnswerTask:
    """Give a section, one of its questions, or the sign-off (neither) to a colleague by a day. Whoever had it before
    has it no more. The colleague gets an e-mail, and another one three days before."""
    response = locked(response_id)
    refuse_closed(response, at=at)
    definition = definition_of(response.questionnaire)
    section = section or _section_of(definition, question)
    today = timezone.localdate(at)
    if due_on < today:
        raise AnswerTaskRefused(_("This date is in the past. Choose today or a later date."))
    if not (writers_of(response) if section else signers_of(response)).filter(pk=person.pk).exists():
        raise AnswerTaskRefused(_("This person cannot be given this part. Choose someone from the list."))
    for former in AnswerTask.objects.filter(response=response, section=section, question=question, task__done_at=None):
        cancel_task(task_id=former.task_id, by=by, at=at)
    with translation.override(person.language):
        title = part_text(definition, section, question)
        about = Reference(response._meta.label, str(response.pk), response_text(response))
        anchor = f"#q-{question}" if question else ""
        address = (page_of(response, "section", section) if section else page_of(response, "review")) + anchor
    task = add_task(
        title=title[:200],
        about=about,
        due_on=due_on,
        remind_on=max(today, due_on - REMINDED_BEFORE) if due_on > today else None,
        owner_key=person.key,
        address=address[:300],
        by=by,
        at=at,
    )
    made = AnswerTask.objects.create(response=response, section=section, question=question, task=task)
    if person.pk != by.pk:
        facts = {
            "title": title,
            "about": about.label,
            "due_on": due_on,
            "by": str(by),
            "url": settings.WEGO_BASE_URL + address,
        }
        outbox.queue_mail(
            ASSIGNED, to=person.email, language=person.language, facts=facts, about=response, by=by, at=at
        )
    audit.record("response.assigned", response, by=by, at=at, after={"part": question or section, "due_on": due_on})
    return made


@transaction.atomic
def withdraw_assignment(*, assignment_id: int, by: User, at: datetime) -> None:
    """Nobody has to answer this part any more; what is answered stays."""
    made = AnswerTask.objects.select_related("task", "response").get(pk=assignment_id)
    if made.task.done_at:
        raise AnswerTaskRefused(_("This part is already done."))
    response, part = made.response, made.question or made.section
    cancel_task(task_id=made.task_id, by=by, at=at)
    audit.record("response.assignment_withdrawn", response, by=by, at=at, before={"part": part})


def part_text(definition: QuestionnaireDefinition, section: str, question: str) -> str:
    """What is to be done, in the language in force."""
    if question:
        return _("Answer “%(part)s”") % {"part": text_of(definition.question_by_code[question].text)}
    for one in definition.sections:
        if one.code == section:
            return _("Answer section “%(part)s”") % {"part": text_of(one.title)}
    return _("Check the answers and sign them")


def _section_of(definition: QuestionnaireDefinition, question: str) -> str:
    """The section of a question; of none, it is the sign-off."""
    return definition.question_by_code[question].section if question else ""
