"""The forms of rounds, of deadlines, extensions and reminders. Moments are typed in the round's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wego.core.form_fields import DayField, YearField
from wego.core.text_forms import TextInputs, TextsForm
from wego.core.time_zones import zone_choices
from wego.members.models import Organisation, Standing
from wego.members.queries.choices import regions_of_members
from wego.questionnaires.models import CollectionRound, Questionnaire
from wego.questionnaires.models.rounds import MOST_REASON
from wego.questionnaires.queries.rounds import MEMBERS


class HourField(forms.TimeField):
    """An hour and a minute, in the browser's own way."""

    widget = forms.TimeInput({"type": "time", "class": "short"}, "%H:%M")


def moment_of(day: date, hour: time, zone: str) -> datetime:
    """A day and an hour on the clocks of a zone."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))


class RoundForm(TextsForm, forms.Form):
    """Who is asked what, from when until when."""

    name = TextInputs(label=gettext_lazy("Name of the round"), max_length=120)
    questionnaire_code = forms.ChoiceField(label=gettext_lazy("Questionnaire"))
    year = YearField(
        label=gettext_lazy("Year"),
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy("The year that the answers are of. It stays, whenever the round ends."),
    )
    opens_on = DayField(label=gettext_lazy("Opening"), help_text=gettext_lazy("From the beginning of this day."))
    closes_on = DayField(label=gettext_lazy("Deadline"))
    closes_hour = HourField(label=gettext_lazy("Hour of the deadline"), initial=time(18))
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of both"))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of members"),
        choices=Organisation.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none for all."),
    )
    standings = forms.MultipleChoiceField(
        label=gettext_lazy("Standings"),
        choices=[(code, Standing.Kind(code).label) for code in MEMBERS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none for all members."),
    )
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Regions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none for all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Questionnaire.objects.filter(is_in_force=True).defer("definition").order_by("code")
        self.fields["questionnaire_code"].choices = [(one.code, str(one)) for one in known]  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = zone_choices(get_language() or "en")  # type: ignore[attr-defined]
        self.fields["time_zone"].initial = settings.TIME_ZONE
        self.fields["regions"].choices = regions_of_members()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("opens_on"), given.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The deadline is before the opening. Enter a later day."))
        return given


def round_values(given: dict[str, Any]) -> dict[str, Any]:
    """What `open_round` takes, of what the form gave."""
    kept = ("name", "questionnaire_code", "time_zone", "kinds", "standings", "regions", "year")
    zone = given["time_zone"]
    return {name: given[name] for name in kept} | {
        "opens_at": moment_of(given["opens_on"], time(), zone),
        "closes_at": moment_of(given["closes_on"], given["closes_hour"], zone),
    }


class DeadlineForm(forms.Form):
    """Another deadline for everybody, in the round's own zone."""

    closes_on = DayField(label=gettext_lazy("Deadline"))
    closes_hour = HourField(label=gettext_lazy("Hour of the deadline"), initial=time(18))


class ExtensionForm(forms.Form):
    """Until the end of which day, and why."""

    until_on = DayField(
        label=gettext_lazy("Until the end of"), help_text=gettext_lazy("In the time zone of the round.")
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=MOST_REASON, widget=forms.Textarea({"rows": 3}))


def extension_values(round_: CollectionRound, given: dict[str, Any]) -> dict[str, Any]:
    """The end of a day is the beginning of the next, in the round's zone."""
    until = moment_of(given["until_on"] + timedelta(days=1), time(), round_.time_zone)
    return {"round_id": round_.pk, "until": until, "reason": given["reason"]}


class DeclineForm(forms.Form):
    answer = forms.CharField(label=gettext_lazy("Reason"), max_length=MOST_REASON, widget=forms.Textarea({"rows": 3}))


class ReminderForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("A note of yours (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Every e-mail contains it as you write it."),
    )


def local_day(round_: CollectionRound, value: datetime) -> date:
    return timezone.localtime(value, round_.zone).date()
