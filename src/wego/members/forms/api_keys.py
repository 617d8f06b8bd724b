"""What is asked of a new API key."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wego.core.form_fields import DayField
from wego.members.models import ApiKey


class ApiKeyForm(forms.Form):
    """For which system, what it may do, and until when."""

    name = forms.CharField(
        label=_("Name of the system"), max_length=80, help_text=_("So that you know later which system uses the key.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("The key may"), choices=ApiKey.Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = DayField(label=_("Valid until"), help_text=_("At most two years."))
