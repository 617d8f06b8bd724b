"""Forms of participation: a request for a correction, its answer, and the list of a draft's cities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wego.cityindex.queries.participation import UsedFigure
from wego.core.files import MEDIA_TYPES
from wego.core.numbers import whole_number


class CorrectionForm(forms.Form):
    """What a figure should be, why, and the document that says so."""

    value = forms.DecimalField(label=_("Correct value"), max_digits=24, decimal_places=8)
    period = forms.CharField(label=_("Of the year"), max_length=20)
    grounds = forms.CharField(
        label=_("What is wrong, and how the value was found"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    document = forms.FileField(
        label=_("Document that bears it out"),
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
        choices=[("yes", _("Accept: the record takes the new value")), ("no", _("Refuse: the figure stays"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Reason, as the city reads it"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )


# What the states of `queries.cities` are called.
STATES = {
    "invite": _("can be invited"),
    "unreachable": _("nobody to write to"),
    "invited": _("have been invited"),
    "silent": _("invited, have not joined"),
    "joined": _("take part"),
    "unconfirmed": _("take part, have not confirmed"),
    "confirmed": _("have confirmed"),
    "asked": _("asked for corrections"),
}


class CitiesForm(forms.Form):
    """Filters of a draft's cities, in the address, with how many there are of each."""

    state = forms.ChoiceField(label=_("State"), required=False)
    q = forms.CharField(label=_("Name"), required=False, max_length=100)

    def __init__(self, data: Mapping[str, Any], *, counts: Mapping[str, int]) -> None:
        super().__init__(data, auto_id="%s")
        choices = [("", f"{_('All cities')} ({counts['all']})")]
        choices += [(state, f"{words} ({counts[state]})") for state, words in STATES.items()]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]

    def selected(self) -> dict[str, str]:
        """What was chosen; what is no choice narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


def chosen_cities(given: QueryDict) -> list[int]:
    """The numbers of the cities that were ticked."""
    return [number for text in given.getlist("city") if (number := whole_number(text)) is not None]
