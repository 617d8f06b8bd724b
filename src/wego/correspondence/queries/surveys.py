"""Reads of surveys, of their results, and of the link by which one is answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from wego.core.small_groups import LEAST, hidden_groups, is_small
from wego.correspondence.mailing_text import read_survey_token
from wego.correspondence.models import MailingRecipient, Survey, SurveyAnswer, SurveyQuestion
from wego.correspondence.permissions import can_see_mailings
from wego.correspondence.services.surveys import options_in

SCALE = range(1, 6)
SILENT = -1  # those who left a question out, among its groups


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
    """A question with (answer, how many, share of those who answered it in percent), or with the texts.

    Of an anonymous survey the shares are of all who answered anything, and small groups have no number.
    """

    question: SurveyQuestion
    answered: int | None
    counts: list[tuple[str, int | None, int | None]]
    texts: list[str]
    hides_texts: bool = False  # too few wrote any


def shows_results(survey: Survey) -> bool:
    """An anonymous survey is read once it is closed: two looks at it, and what came between, would say who answered
    what."""
    return not survey.is_anonymous or survey.status == Survey.Status.CLOSED


def results_of(survey: Survey) -> list[QuestionResult]:
    """Two queries, however many answered."""
    said: list[dict[str, Any]] = []
    if shows_results(survey):
        said = list(SurveyAnswer.objects.filter(survey=survey).order_by("pk").values_list("said", flat=True))
    results = [_result(question, said) for question in survey.questions.all()]
    return [_without_small_groups(one, len(said)) for one in results] if survey.is_anonymous else results


def _without_small_groups(result: QuestionResult, people: int) -> QuestionResult:
    """The same for anonymous answers: who said nothing is a group too, so that no difference tells of a small one."""
    answered = int(result.answered or 0)
    if result.question.kind == SurveyQuestion.Kind.TEXT:
        is_few = 0 < answered < LEAST
        shown = None if is_small(answered, of=people) else answered
        return replace(result, answered=shown, texts=[] if is_few else result.texts, hides_texts=is_few)
    groups = {place: int(count or 0) for place, (_label, count, _share) in enumerate(result.counts)}
    if result.question.kind == SurveyQuestion.Kind.SEVERAL:
        hidden = {place for place, count in groups.items() if is_small(count, of=people)}
        is_told = not is_small(answered, of=people)
    else:
        hidden = hidden_groups({**groups, SILENT: people - answered})
        is_told = SILENT not in hidden
    counts: list[tuple[str, int | None, int | None]] = [
        (label, None, None) if place in hidden else (label, groups[place], round(100 * groups[place] / (people or 1)))
        for place, (label, _count, _share) in enumerate(result.counts)
    ]
    return replace(result, answered=answered if is_told else None, counts=counts)


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
    rows: list[tuple[str, int | None, int | None]] = [
        (label, counted[value], round(100 * counted[value] / share)) for value, label in labels
    ]
    return QuestionResult(question, len(values), rows, [])
