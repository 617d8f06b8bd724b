"""Marking assigned parts as done: when everything in them is answered, and when the response is signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from wego.accounts.models import User
from wego.core.dated_tasks.services import complete_task
from wego.engines import questions
from wego.engines.questions import visible
from wego.questionnaires.models import AnswerTask, Response


def finish_answered_parts(
    response: Response,
    definition: questions.QuestionnaireDefinition,
    values: Mapping[str, questions.Answer],
    *,
    by: User,
    at: datetime,
) -> None:
    """A step of saving: what was given to somebody and is answered now is done, whoever answered it."""
    open_parts = list(_open(response).exclude(section=""))
    if not open_parts:
        return
    answered = {code for code, value in values.items() if value is not None}
    asked = visible(definition, {code: values[code] for code in answered})
    for part in open_parts:
        codes = (
            {part.question} if part.question else {q.code for q in definition.questions if q.section == part.section}
        )
        if codes & asked <= answered:
            complete_task(task_id=part.task_id, by=by, at=at)


def finish_all_parts(response: Response, *, by: User, at: datetime) -> None:
    """A step of signing: nothing of it is to be done any more."""
    for part in _open(response):
        complete_task(task_id=part.task_id, by=by, at=at)


def _open(response: Response) -> QuerySet[AnswerTask]:
    return AnswerTask.objects.filter(response=response, task__done_at=None)
