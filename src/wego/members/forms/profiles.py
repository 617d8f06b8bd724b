"""What officers type about their organisation's profile, and the secretariat about proposals and the contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from wego.core.languages import SOURCE
from wego.core.text_forms import TextInputs, TextsForm, first_input
from wego.members.models import ContactPoint

LONGEST_SUMMARY = 2000


class WebsiteField(forms.URLField):
    """An address that a browser opens as a page."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class ProfileForm(TextsForm, forms.Form):
    """The parts of a profile that an organisation says of itself."""

    name_native = forms.CharField(
        label=_("Name in its own language"),
        required=False,
        max_length=200,
        help_text=_("In its own script. It is shown beside the name in the reader's language."),
    )
    website = WebsiteField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("The organisation's own website, such as https://www.example.org"),
    )
    summary = TextInputs(
        label=_("Summary"),
        required=False,
        max_length=LONGEST_SUMMARY,
        help_text=_("At most 2,000 characters; plain text; an empty line starts a paragraph."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReturnForm(forms.Form):
    """Why a proposal is returned."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The person who proposed the change receives it by e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ContactPointForm(TextsForm, forms.Form):
    """A new value of one channel."""

    channel = forms.ChoiceField(label=_("Channel"), choices=ContactPoint.Channel.choices)
    value = TextInputs(label=_("Contact"), max_length=300, further_help=_("Only if it differs from the English one."))
    note = forms.CharField(
        label=_("Reason for the change"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        value = given["value"].get(SOURCE, "")
        try:
            if given.get("channel") == ContactPoint.Channel.EMAIL:
                forms.EmailField().clean(value)
            elif given.get("channel") == ContactPoint.Channel.SITE:
                WebsiteField(assume_scheme="https").clean(value)
        except forms.ValidationError as fault:
            self.add_error(first_input("value"), fault)
        return given
