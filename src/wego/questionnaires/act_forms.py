"""The forms of what people do around a response: give a part to a colleague, ask outside, accept, return, mandate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wego.accounts.models import User
from wego.core import languages
from wego.core.form_fields import DayField, OtherEmailInput
from wego.engines.questions import QuestionnaireDefinition
from wego.members.models import Organisation
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import MOST_REMARK, OutsideRequest, Response
from wego.questionnaires.queries import answers_in_force
from wego.questionnaires.queries.answer_tasks import signers_of, writers_of
from wego.questionnaires.wording import answer_text, text_of

SIGN_OFF = "sign-off"
MOST_ASKED = 20


def _next_week() -> Any:
    return timezone.localdate() + timedelta(days=7)


class AnswerTaskForm(forms.Form):
    """What, to whom, by when."""

    part = forms.ChoiceField(label=gettext_lazy("What"))
    person = forms.ModelChoiceField(label=gettext_lazy("Who"), queryset=User.objects.none())
    due_on = DayField(label=gettext_lazy("By when"), initial=_next_week)

    def __init__(self, *args: Any, response: Response, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        definition = definition_of(response.questionnaire)
        self.response = response
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (
                text_of(section.title),
                [
                    (f"section:{section.code}", _("The whole section “%(title)s”") % {"title": text_of(section.title)}),
                    *((f"question:{one.code}", text_of(one.text)) for one in section.questions),
                ],
            )
            for section in definition.sections
        ] + [(SIGN_OFF, _("Check the answers and sign them"))]
        self.fields["person"].queryset = writers_of(response)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        person = given.get("person")
        if given.get("part") == SIGN_OFF and person and not signers_of(self.response).filter(pk=person.pk).exists():
            self.add_error("person", _("Only an officer signs. Choose an officer."))
        return given


class OutsideRequestForm(forms.Form):
    """Which questions, to whom, by when."""

    questions = forms.MultipleChoiceField(label=gettext_lazy("Questions"), widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=120)
    body = forms.CharField(
        label=gettext_lazy("Organisation of the person"),
        max_length=200,
        help_text=gettext_lazy("Such as a water utility"),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254, widget=OtherEmailInput)
    language = forms.ChoiceField(label=gettext_lazy("Language of the person"), choices=languages.choices)
    due_on = DayField(label=gettext_lazy("Answer by"), initial=_next_week)
    message = forms.CharField(
        label=gettext_lazy("Message"),
        required=False,
        max_length=MOST_REMARK,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It is in the e-mail and above the questions."),
    )

    def __init__(self, *args: Any, response: Response, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = list(_questions(definition_of(response.questionnaire)))  # type: ignore[attr-defined]
        self.fields["language"].initial = languages.current()

    def clean_questions(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["questions"]
        if len(chosen) > MOST_ASKED:
            raise forms.ValidationError(_("Choose at most %(count)s questions.") % {"count": MOST_ASKED})
        return chosen


def _questions(definition: QuestionnaireDefinition) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for section in definition.sections:
        yield text_of(section.title), [(one.code, text_of(one.text)) for one in section.questions]


class OutsideAcceptForm(forms.Form):
    """Which of the answers that came back are taken over, and what stood beside them when one looked."""

    chosen = forms.MultipleChoiceField(label=gettext_lazy("Answers to accept"), widget=forms.CheckboxSelectMultiple)
    bases = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: OutsideRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = definition_of(asked.response.questionnaire).question_by_code
        stored = answers_in_force(asked.response)
        choices, bases = [], {}
        for row in asked.answers.filter(round=asked.round).select_related("evidence"):
            question, now = known[row.question], stored.get(row.question)
            title = row.evidence.title if row.evidence else ""
            parts = [answer_text(question, row.value, file_name=title), row.remark]
            parts.append("" if title and parts[0] == title else title)
            label = f"{text_of(question.text)} — " + " · ".join(part for part in parts if part)
            if now and now.value is not None and now.value != row.value:
                name = now.evidence.title if now.evidence else ""
                words = answer_text(question, now.value, file_name=name)
                label += " " + _("(yours so far: %(answer)s)") % {"answer": words}
            choices.append((row.question, label))
            bases[row.question] = now.revision if now else 0
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]
        self.initial = {"chosen": [code for code, _label in choices], "bases": bases, **self.initial}

    def clean_bases(self) -> dict[str, int]:
        given = self.cleaned_data["bases"]
        if not isinstance(given, dict):
            raise forms.ValidationError(_("The page is out of date. Open it again."))
        return {str(code): base for code, base in given.items() if isinstance(base, int)}


class OutsideReturnForm(forms.Form):
    """Why it is asked again."""

    reason = forms.CharField(
        label=gettext_lazy("What is missing or unclear"),
        max_length=MOST_REMARK,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It is in the e-mail that brings the new link."),
    )


class MandateForm(forms.Form):
    """Who prepares the answers, until when."""

    coordinator = forms.ModelChoiceField(
        label=gettext_lazy("Who prepares the answers"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=pgettext_lazy("who prepares answers", "The regional office of your region"),
    )
    ends_on = DayField(label=gettext_lazy("Until (last day)"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(pk=organisation.pk).exclude(standing="former").order_by("sort_en")
        self.fields["coordinator"].queryset = others  # type: ignore[attr-defined]
