"""What the secretariat types about agendas, meetings and decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.files import UploadRefused, check_upload
from wego.core.form_fields import DayField, YearField
from wego.core.text_forms import TextInputs, TextsForm
from wego.governance.models import BY_ITSELF, KINDS, AgendaItem, Body, Decision, Meeting
from wego.governance.queries import planned_meetings
from wego.governance.services.decisions import PAPERS


class ItemForm(TextsForm, forms.Form):
    """A matter put on an agenda by hand; applications and notices stand there by themselves."""

    body = forms.ModelChoiceField(
        label=pgettext_lazy("of a network", "Body"), queryset=Body.objects.all(), to_field_name="code"
    )
    year = YearField(label=_("Year"), min_value=2010, max_value=2100, localize=False)
    kind = forms.ChoiceField(label=pgettext_lazy("of an agenda item", "Kind"), choices=())
    title = TextInputs(label=_("Title"), max_length=300)
    note = forms.CharField(label=_("Note"), required=False, max_length=3000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, label) for code, label in KINDS.items() if code not in BY_ITSELF]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class ScheduleForm(forms.Form):
    """At which meeting an item is taken up."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting"), queryset=Meeting.objects.none(), required=False, empty_label=_("no meeting yet")
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["meeting"] = item.meeting_id
        self.fields["meeting"].queryset = planned_meetings(item.body)  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What was decided, on which day, by which body, with which paper."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Decision.Outcome.choices, widget=forms.RadioSelect)
    body = forms.ModelChoiceField(
        label=pgettext_lazy("of a network", "Body"), queryset=Body.objects.all(), to_field_name="code"
    )
    meeting = forms.ModelChoiceField(label=_("Meeting"), queryset=Meeting.objects.all(), required=False)
    decided_on = DayField(label=_("Day of the decision"))
    text = forms.CharField(label=_("Wording"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4}))
    paper = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_("The minutes or letter that contain the decision: PDF, text document or image."),
    )
    reason_without_paper = forms.CharField(
        label=_("Reason for the missing document"),
        required=False,
        max_length=500,
        help_text=_("Only if there is none."),
        widget=forms.Textarea({"rows": 2}),
    )

    def clean_paper(self) -> Any:
        paper = self.cleaned_data.get("paper")
        if paper:
            try:
                check_upload(paper, PAPERS)
            except UploadRefused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return paper

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("paper") and not given.get("reason_without_paper") and "paper" not in self.errors:
            self.add_error("paper", _("Attach the decision document, or explain why there is none."))
        return given


class FollowUpForm(forms.Form):
    """What follows from a matter."""

    title = forms.CharField(label=_("Follow-up action"), max_length=200)
    due_on = DayField(label=pgettext_lazy("a task", "Due"))
    remind_on = DayField(label=_("Send e-mail reminder on"), required=False)
    is_mine = forms.BooleanField(label=_("Assign to me"), required=False)


class RevocationForm(forms.Form):
    """Why a decision holds no longer."""

    revoked_on = DayField(label=_("Revoked on"))
    reason = forms.CharField(label=_("Reason"), max_length=3000, widget=forms.Textarea({"rows": 3}))


class MeetingForm(TextsForm, forms.Form):
    """A session that is planned."""

    body = forms.ModelChoiceField(
        label=pgettext_lazy("of a network", "Body"), queryset=Body.objects.all(), to_field_name="code"
    )
    title = TextInputs(label=_("Title"), max_length=200)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    place = TextInputs(label=pgettext_lazy("of a meeting", "Place"), max_length=120, required=False)
