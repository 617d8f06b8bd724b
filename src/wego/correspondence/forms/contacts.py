"""What is entered of contacts, of their posts, and of organisations outside the membership."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.core.countries import countries_by_name
from wego.core.form_fields import DayField, OtherEmailInput, OwnEmailInput, TelephoneInput
from wego.core.text_forms import TextInputs, TextsForm
from wego.correspondence.models import Contact, ExternalOrganisation, TaskPlan
from wego.members.models import Organisation

SALUTATION_HELP = _("How a letter begins, for example “Dear Mayor Kim”. If empty, the name is used.")


class _PersonFields(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=150, help_text=_("In Latin letters, as the person writes it.")
    )
    name_native = forms.CharField(label=_("Name in its own script"), max_length=150, required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("of a contact", "Kind"), choices=Contact.Kind.choices)
    language = forms.ChoiceField(label=_("Language of letters"), choices=languages.choices)
    email = forms.EmailField(label=_("E-mail"), required=False, widget=OtherEmailInput)
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False, widget=TelephoneInput)
    assistant = forms.CharField(label=_("Assistant"), max_length=150, required=False)
    assistant_email = forms.EmailField(label=_("Assistant’s e-mail"), required=False, widget=OtherEmailInput)
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The person may ask to read it."),
    )


class _PostFields(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Member"), queryset=Organisation.objects.order_by("sort_en"), required=False
    )
    external = forms.ModelChoiceField(
        label=_("Partner or prospect"), queryset=ExternalOrganisation.objects.order_by("code"), required=False
    )
    starts_on = DayField(label=_("In this post since"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("organisation") and given.get("external"):
            self.add_error("external", _("Choose one organisation: either a member, or a partner or prospect."))
        return given


class ContactForm(TextsForm, _PersonFields):
    """What is kept of a person."""

    salutation = TextInputs(
        label=_("Form of address"), max_length=150, required=False, help_text=SALUTATION_HELP, further_help=" "
    )


class NewContactForm(TextsForm, _PersonFields, _PostFields):
    """A person, and the post by which the network knows the person."""

    salutation = TextInputs(
        label=_("Form of address"), max_length=150, required=False, help_text=SALUTATION_HELP, further_help=" "
    )
    title = TextInputs(label=_("Title of the post"), max_length=150, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        has_title = any((given.get("title") or {}).values())
        if has_title and not (given.get("organisation") or given.get("external")):
            self.add_error("organisation", _("Select the organisation of the post."))
        if (given.get("organisation") or given.get("external")) and not has_title:
            self.add_error("title_en", _("Enter the title of the post."))
        return given


class PostForm(TextsForm, _PostFields):
    """Another post of a contact."""

    title = TextInputs(label=_("Title of the post"), max_length=150)
    ends_on = DayField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (given.get("organisation") or given.get("external")) and not self.errors:
            self.add_error("organisation", _("Select the organisation of the post."))
        return given


class PostEndForm(forms.Form):
    ends_on = DayField(label=_("Last day"))


class ExternalOrganisationForm(TextsForm, forms.Form):
    """An organisation outside the membership."""

    name = TextInputs(label=pgettext_lazy("organisation", "Name"), max_length=200)
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    relation = forms.ChoiceField(label=_("Relation"), choices=ExternalOrganisation.Relation.choices)
    kind = forms.ChoiceField(
        label=pgettext_lazy("of an organisation", "Kind"), choices=ExternalOrganisation.Kind.choices
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [("", "–"), *countries_by_name()],
        required=False,
        help_text=_("International organisations have none."),
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    is_public = forms.BooleanField(
        label=_("Show in the public list of partners"),
        required=False,
        help_text=_("Visitors then see the name, kind, country and website."),
    )
    agreement_on = DayField(label=_("Agreement signed on"), required=False)
    agreement_ends_on = DayField(label=_("Agreement ends on"), required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}))


class PlanForm(forms.Form):
    plan = forms.ModelChoiceField(label=_("Plan"), queryset=TaskPlan.objects.all(), empty_label=None)
    day = DayField(label=_("First day"), initial=timezone.localdate)


class MemberForm(forms.Form):
    """Which entry of the register a prospect has become."""

    organisation = forms.ModelChoiceField(label=_("Member"), queryset=Organisation.objects.order_by("sort_en"))


class ConfirmationForm(forms.Form):
    """What a contact may put right by the link; an organisation's own posts are the secretariat's to write."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    name_native = forms.CharField(label=_("Your name in its own script"), max_length=150, required=False)
    email = forms.EmailField(label=_("Your e-mail"), widget=OwnEmailInput)
    telephone = forms.CharField(label=_("Your telephone"), max_length=40, required=False, widget=TelephoneInput)
    language = forms.ChoiceField(label=_("Language in which we write to you"), choices=languages.choices)
