"""What is entered where regional offices open and close."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.form_fields import DayField
from wego.core.text_forms import TextInputs, TextsForm
from wego.members.models import Organisation


class OfficeForm(TextsForm, forms.Form):
    name = TextInputs(label=pgettext_lazy("regional office", "Name"), max_length=200)
    host = forms.ModelChoiceField(label=_("Host"), queryset=Organisation.objects.order_by("sort_en"))
    opened_on = DayField(label=_("Opened on"), initial=timezone.localdate)
    source = forms.CharField(label=_("Source"), required=False, max_length=300)


class ClosingForm(forms.Form):
    closed_on = DayField(label=_("Closed on"), initial=timezone.localdate)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))
