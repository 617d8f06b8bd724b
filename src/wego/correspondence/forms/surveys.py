"""What is entered of a survey, and the form by which it is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core.form_fields import DayField
from wego.core.text_forms import TextInputs, TextsForm
from wego.correspondence.models import Survey, SurveyQuestion
from wego.correspondence.queries.surveys import SCALE
from wego.correspondence.services.surveys import options_in


class SurveyForm(TextsForm, forms.Form):
    title = TextInputs(label=_("Title"), max_length=150)
    intro = TextInputs(label=_("Introduction"), max_length=1000, required=False)
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_("Answers are kept without the name, and only the day on which they came."),
    )
    closes_on = DayField(label=pgettext_lazy("survey", "Open until"), required=False)


class SurveyQuestionForm(TextsForm, forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("of a question", "Kind"), choices=SurveyQuestion.Kind.choices)
    label = TextInputs(label=_("Question"), max_length=300)
    options = TextInputs(
        label=_("Answers to choose from"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One on each line; only for questions with answers to choose from."),
        further_help=" ",
    )


class SurveyAnswerForm(forms.Form):
    """The questions of a survey in the language in force; every answer may be left out, but not all."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for question in survey.questions.all():
            self.fields[f"q{question.pk}"] = _field(question)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(value not in (None, "", []) for value in given.values()) and not self.errors:
            raise forms.ValidationError(_("Answer at least one question."))
        return given

    @property
    def said(self) -> dict[str, Any]:
        """By the question's number, what is not left out."""
        return {name[1:]: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}


def _field(question: SurveyQuestion) -> forms.Field:
    facts: dict[str, Any] = {"label": str(question.label), "required": False}
    if question.kind == SurveyQuestion.Kind.TEXT:
        return forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 3}), **facts)
    if question.kind == SurveyQuestion.Kind.SCALE:
        choices = [(number, str(number)) for number in SCALE]
    else:
        choices = list(enumerate(options_in(question, get_language() or "en")))
    if question.kind == SurveyQuestion.Kind.SEVERAL:
        widget = forms.CheckboxSelectMultiple
        return forms.TypedMultipleChoiceField(choices=choices, coerce=int, widget=widget, empty_value=[], **facts)
    return forms.TypedChoiceField(choices=choices, coerce=int, widget=forms.RadioSelect, empty_value=None, **facts)
