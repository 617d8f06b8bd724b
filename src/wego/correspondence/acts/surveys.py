"""What the secretariat does with surveys."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.acts.act import Act
from wego.core.office import Trail
from wego.correspondence.forms.surveys import SurveyForm, SurveyQuestionForm
from wego.correspondence.models import Survey, SurveyQuestion
from wego.correspondence.permissions import can_write_mailings
from wego.correspondence.queries.surveys import surveys_visible_to
from wego.correspondence.services.surveys import (
    MOST_QUESTIONS,
    add_question,
    begin_survey,
    close_survey,
    open_survey,
    remove_question,
)


def page_of_survey(survey: Survey) -> str:
    return reverse("office_contacts:survey", args=[survey.pk])


def above_survey(_survey: Any = None) -> Trail:
    return [(reverse("office_contacts:surveys"), _("Surveys"))]


_ACT = partial(Act, allowed=can_write_mailings)
_ON_SURVEY = partial(
    _ACT,
    subject=lambda user, pk: get_object_or_404(surveys_visible_to(user), pk=pk),
    key="survey_id",
    back=page_of_survey,
    above=above_survey,
)

SURVEY_BEGIN = _ACT(
    name="survey_begin",
    address="office_contacts:survey_begin",
    label=gettext_lazy("New survey"),
    said=gettext_lazy("Survey created. Add its questions."),
    service=begin_survey,
    form=SurveyForm,
    back=lambda nothing: reverse("office_contacts:surveys"),
    leads_to=lambda nothing, survey: page_of_survey(survey),
    above=above_survey,
)
QUESTION_ADD = _ON_SURVEY(
    name="question_add",
    address="office_contacts:question_add",
    label=gettext_lazy("Add a question"),
    said=gettext_lazy("Question added."),
    service=add_question,
    form=SurveyQuestionForm,
    is_possible=lambda survey: survey.status == Survey.Status.DRAFT and survey.questions.count() < MOST_QUESTIONS,
)
QUESTION_REMOVE = _ACT(
    name="question_remove",
    address="office_contacts:question_remove",
    label=gettext_lazy("Remove"),
    said=gettext_lazy("Question removed."),
    service=remove_question,
    subject=lambda user, pk: get_object_or_404(SurveyQuestion.objects.select_related("survey"), pk=pk),
    key="question_id",
    is_possible=lambda question: question.survey.status == Survey.Status.DRAFT,
    back=lambda question: page_of_survey(question.survey),
    above=above_survey,
)
SURVEY_OPEN = _ON_SURVEY(
    name="survey_open",
    address="office_contacts:survey_open",
    label=gettext_lazy("Open the survey"),
    said=gettext_lazy("The survey is open. Choose it in a mailing, and put {survey} into the text."),
    service=open_survey,
    is_possible=lambda survey: survey.status == Survey.Status.DRAFT,
)
SURVEY_CLOSE = _ON_SURVEY(
    name="survey_close",
    address="office_contacts:survey_close",
    label=gettext_lazy("Close the survey"),
    said=gettext_lazy("The survey is closed."),
    service=close_survey,
    explains=lambda survey: [_("Links to the survey then no longer accept answers.")],
    is_possible=lambda survey: survey.status == Survey.Status.OPEN,
    is_final=True,
)
