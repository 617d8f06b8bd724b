"""What is entered where regional offices open and close."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wego.core.text_forms import TextInputs, TextsForm
from wego.members.models import Organisation


def _day(label: object) -> forms.DateField:
    day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, initial=timezone.localdate, widget=day)  # type: ignore[arg-type]


class OfficeForm(TextsForm, forms.Form):
    name = TextInputs(label=_("Name"), max_length=200)
    host = forms.ModelChoiceField(label=_("Host"), queryset=Organisation.objects.order_by("sort_en"))
    opened_on = _day(_("Opened on"))
    source = forms.CharField(label=_("Source"), required=False, max_length=300)


class ClosingForm(forms.Form):
    closed_on = _day(_("Closed on"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))
