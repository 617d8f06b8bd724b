"""Forms of participation: a request for a correction, its answer, and the list of a draft's cities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wego.cityindex.queries.participation import UsedFigure
from wego.core.files import MEDIA_TYPES
from wego.core.form_fields import DecimalInput, NumberField
from wego.core.numbers import whole_number
from wego.core.punctuation import bracketed


class CorrectionForm(forms.Form):
    """What a figure should be, why, and the document that says so."""

    value = NumberField(label=_("Correct value"), max_digits=24, decimal_places=8, widget=DecimalInput(is_signed=True))
    period = forms.CharField(label=_("Of the year"), max_length=20)
    grounds = forms.CharField(
        label=_("What is wrong, and how the value was determined"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    document = forms.FileField(
        label=_("Supporting document"),
        widget=forms.ClearableFileInput({"accept": ",".join(f".{ending}" for ending in MEDIA_TYPES)}),
    )

    def __init__(self, *args: Any, figure: UsedFigure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if figure.observation:
            del self.fields["period"]


class AnswerForm(forms.Form):
    """Whether a correction is accepted, and why."""

    accept = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("yes", _("Accept: replace the value in the data register")),
            ("no", _("Refuse: keep the current figure")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Reason, as shown to the city"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )


# What the states of `queries.cities` are called.
STATES = {
    "invite": _("can be invited"),
    "unreachable": _("no contact address"),
    "invited": _("have been invited"),
    "silent": _("invited, not yet joined"),
    "joined": _("participate"),
    "unconfirmed": _("participating, not yet confirmed"),
    "confirmed": _("have confirmed"),
    "asked": _("requested corrections"),
}


class CitiesForm(forms.Form):
    """Filters of a draft's cities, in the address, with how many there are of each."""

    state = forms.ChoiceField(label=_("State"), required=False)
    q = forms.CharField(label=_("Name"), required=False, max_length=100)

    def __init__(self, data: Mapping[str, Any], *, counts: Mapping[str, int]) -> None:
        super().__init__(data, auto_id="%s")
        choices = [("", bracketed(_("All cities"), counts["all"]))]
        choices += [(state, bracketed(words, counts[state])) for state, words in STATES.items()]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]

    def selected(self) -> dict[str, str]:
        """What was chosen; what is no choice narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class CitiesToInvite(forms.Form):
    """The cities that were ticked in the list, or all that can be invited; the page fills it in."""

    all = forms.BooleanField(required=False, widget=forms.HiddenInput)
    city = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        ticked = data.getlist("city") if data is not None else []
        numbers = [number for text in ticked if (number := whole_number(text)) is not None]
        self.fields["city"].choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("all"):
            return {"city": None}
        if not given.get("city"):
            raise forms.ValidationError(_("Select the cities you want to invite."))
        return given
