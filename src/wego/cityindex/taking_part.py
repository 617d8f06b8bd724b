"""Forms of participation: a request for a correction, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wego.cityindex.queries.participation import UsedFigure
from wego.core.files import MEDIA_TYPES


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
