"""What a member types: its billing contact, and the time of a statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wego.core import languages
from wego.core.form_fields import DayField, OtherEmailInput


class BillingContactForm(forms.Form):
    """Who gets the invoices."""

    name = forms.CharField(
        label=_("Person or office"), required=False, max_length=200, help_text=_("For example: International relations")
    )
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("Invoices and reminders are sent here."), widget=OtherEmailInput
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=languages.choices, help_text=_("Language of the invoices and e-mails.")
    )
    address = forms.CharField(
        label=_("Postal address"),
        required=False,
        max_length=500,
        help_text=_("As it must appear on the invoice, one line per row."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    purchase_reference = forms.CharField(
        label=_("Your reference"),
        required=False,
        max_length=100,
        help_text=_("A purchase order or reference number that your accounts department needs on the invoice."),
    )


class PeriodForm(forms.Form):
    """From one day to another, both included."""

    start = DayField(label=_("From"))
    end = DayField(label=_("To"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("start") and given.get("end") and given["start"] > given["end"]:
            self.add_error("end", _("The last day cannot be before the first."))
        return given
