"""Reads of surveys, of their results, and of the link by which one is answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from wego.correspondence.mailing_text import read_survey_token
from wego.correspondence.models import MailingRecipient, Survey, SurveyAnswer, SurveyQuestion
from wego.correspondence.permissions import can_see_mailings
from wego.correspondence.services.surveys import options_in

SCALE = range(1, 6)


def surveys_visible_to(user: Any) -> QuerySet[Survey]:
    return Survey.objects.all() if can_see_mailings(user) else Survey.objects.none()


def with_answers(surveys: QuerySet[Survey]) -> QuerySet[Survey]:
    return surveys.annotate(answer_count=Count("answers"))


def survey_of_token(token: str) -> tuple[Survey, MailingRecipient] | None:
    """The survey and who is asked, or None for what we did not sign or what is gone."""
    if (numbers := read_survey_token(token)) is None:
        return None
    survey = Survey.objects.filter(pk=numbers[0]).first()
    recipient = MailingRecipient.objects.filter(pk=numbers[1]).exclude(address="").first()
    return (survey, recipient) if survey and recipient else None


@dataclass(frozen=True)
class QuestionResult:
    """A question with (answer, how many, share of those who answered it in percent), or with the texts."""

    question: SurveyQuestion
    answered: int
    counts: list[tuple[str, int, int]]
    texts: list[str]


def results_of(survey: Survey) -> list[QuestionResult]:
    """Two queries, however many answered."""
    said = list(SurveyAnswer.objects.filter(survey=survey).order_by("pk").values_list("said", flat=True))
    return [_result(question, said) for question in survey.questions.all()]


def _result(question: SurveyQuestion, said: list[dict[str, Any]]) -> QuestionResult:
    values = [one[str(question.pk)] for one in said if one.get(str(question.pk)) not in (None, "", [])]
    if question.kind == SurveyQuestion.Kind.TEXT:
        # In the order of the alphabet: that in which they came could say whose they are.
        return QuestionResult(question, len(values), [], sorted(map(str, values)))
    counted = Counter(value for several in values for value in (several if isinstance(several, list) else [several]))
    labels: list[tuple[Any, str]] = [(number, str(number)) for number in SCALE]
    if question.kind != SurveyQuestion.Kind.SCALE:
        labels = list(enumerate(options_in(question, get_language() or "en")))
    share = len(values) or 1
    rows = [(label, counted[value], round(100 * counted[value] / share)) for value, label in labels]
    return QuestionResult(question, len(values), rows, [])
