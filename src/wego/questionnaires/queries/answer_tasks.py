"""Who works on a response: its assigned parts, who can be given one, and the threads about its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from wego.accounts.models import User
from wego.core.comments import subjects as comment_subjects
from wego.core.models import Comment
from wego.core.references import Reference
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import AnswerTask, OutsideRequest, Response
from wego.questionnaires.queries.mandates import ANSWERING
from wego.questionnaires.queries.responses import responses_visible_to

ANSWER = "questionnaires.Answer"
_MOST_KEY = 64  # characters of a comment's subject


def tasks_of(response: Response) -> list[AnswerTask]:
    """Every part that was given to somebody, what is open first."""
    return list(response.tasks.select_related("task").order_by("task__done_at", "task__due_on", "pk"))


def writers_of(response: Response) -> QuerySet[User]:
    """Whoever of the organisation can be given a part: its officers and contributors."""
    held = Q(affiliations__organisation=response.organisation_id, affiliations__ends_on=None)
    return User.objects.filter(held, affiliations__role__in=ANSWERING, is_active=True).distinct().order_by("name", "pk")


def signers_of(response: Response) -> QuerySet[User]:
    """Whoever can be asked to sign: the organisation's officers."""
    return writers_of(response).filter(affiliations__role="officer")


def outside_requests_of(response: Response) -> list[OutsideRequest]:
    """What was asked of people outside, with what came back."""
    return list(response.outside_requests.prefetch_related("answers__evidence").select_related("asked_by", "link"))


def discussed_answer(response: Response, code: str) -> Reference:
    """What is commented on: a question of a response."""
    return Reference(ANSWER, f"{response.pk}:{code}"[:_MOST_KEY], f"{response}: {code}")


def open_comments(response: Response, codes: Iterable[str]) -> Counter[str]:
    """How many comments on each question nobody has resolved; one query."""
    keys = {discussed_answer(response, code).id: code for code in codes}
    found = Comment.objects.filter(subject_kind=ANSWER, subject_id__in=keys, resolved_at=None)
    return Counter(keys[subject] for subject in found.values_list("subject_id", flat=True))


def _discussed(user: Any, thing_id: str) -> Reference | None:
    number, _colon, code = thing_id.partition(":")
    if not number.isdecimal() or len(number) > 18:
        return None
    response = responses_visible_to(user).filter(pk=int(number)).first()
    if response is None:
        return None
    known = next((one for one in definition_of(response.questionnaire).question_by_code if one.startswith(code)), "")
    reference = discussed_answer(response, known)
    return reference if known and reference.id == thing_id else None


DISCUSSED = comment_subjects.declare(comment_subjects.CommentSubject(ANSWER, _discussed))
