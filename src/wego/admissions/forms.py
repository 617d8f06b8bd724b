"""What applicants, officers and the secretariat type about joining, leaving and reshaping."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.accounts.forms import LANGUAGES
from wego.admissions.models import Application
from wego.admissions.queries import members_placed_in, region_of, regions_in_force
from wego.core.countries import countries_by_name
from wego.core.form_fields import DayField, DegreesField, OwnEmailInput
from wego.core.maps import Dot
from wego.core.names import validate_name
from wego.core.text_forms import TextInputs, TextsForm
from wego.governance.models import Decision
from wego.governance.queries import approvals_in_force
from wego.members.forms.organisations import OrganisationField, OrganisationsField
from wego.members.models import Organisation, Place, Region


def countries() -> list[tuple[str, str]]:
    """Every country, by its name in the reader's language."""
    return [("", "–"), *countries_by_name()]


class SearchForm(forms.Form):
    """The organisation's name and country, to see whether it is known already."""

    name = forms.CharField(
        label=_("Name of your organisation"),
        max_length=200,
        help_text=_("In any language. First we check whether it is already registered."),
    )
    country = forms.ChoiceField(label=_("Country or area"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]


class ApplicationStartForm(forms.Form):
    """What an application begins with."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("organisation", "Kind"), choices=Organisation.Kind.choices, widget=forms.RadioSelect
    )
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=200,
        validators=[validate_name],
        help_text=_("As written in official documents, in Latin letters."),
    )
    country = forms.ChoiceField(label=_("Country or area"))
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.none(),
        required=False,
        empty_label="–",
        help_text=_("Needed only if the network has no member in your country yet."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        self.fields["region"].queryset = regions_in_force()  # type: ignore[attr-defined]

    def clean_name_en(self) -> str:
        name = " ".join(str(self.cleaned_data["name_en"]).split())
        if not any("a" <= letter <= "z" for letter in name.casefold()):
            raise forms.ValidationError(_("Use Latin letters; you can enter other scripts later."))
        return name

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (country := given.get("country")) and (known := region_of(country)):
            given["region"] = known  # where the network puts a country is not for the applicant to say
        elif country and not given.get("region"):
            self.add_error("region", _("The network has no member in this country yet. Choose the region."))
        if "name_en" in given:
            given["name"] = given.pop("name_en")
        return given


class LinkForm(ApplicationStartForm):
    """The same of somebody who has no session: the mailed link shows the address."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("We send the link for starting the application to this address."),
        widget=OwnEmailInput,
    )
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=LANGUAGES)
    field_order = ("email", "language", "kind", "name_en", "country", "region")


class AskForm(forms.Form):
    """Somebody of a known organisation asks to act for it."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[validate_name],
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(label=_("Your e-mail"), max_length=254, widget=OwnEmailInput)
    message = forms.CharField(
        label=_("Your position there"),
        max_length=150,
        required=False,
        validators=[validate_name],
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )


class NoticeForm(forms.Form):
    """Why a membership is to end."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("The deciding body sees this."),
    )


class AcceptForm(forms.Form):
    """Where the organisation is, as the map will show it: the answers put it forward, the secretariat states it.

    The page's map and search fill it in.
    """

    latitude = DegreesField(label=_("Latitude"), min_value=-90, max_value=90, localize=False)
    longitude = DegreesField(label=_("Longitude"), min_value=-180, max_value=180, localize=False)

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    @property
    def neighbours(self) -> list[Dot]:
        """The members of the country, beside the pin."""
        return [
            Dot(
                one.place.latitude,
                one.place.longitude,
                str(one.name),
                reverse("members:profile", args=[one.slug]),
                is_approximate=one.place.match == Place.Match.APPROXIMATE,
            )
            for one in members_placed_in(self.country)
        ]

    @property
    def position(self) -> tuple[float, float] | None:
        """Where the pin of the page's map is: as was entered, where that can be."""
        try:
            latitude, longitude = (self.fields[name].clean(self[name].value()) for name in ("latitude", "longitude"))
        except forms.ValidationError:
            return None
        return latitude, longitude


class ApplicationReasonForm(forms.Form):
    """Why an application is returned or declined."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The applicant sees this, so state what needs to be corrected."),
    )


class LapseForm(NoticeForm):
    """Whose membership should end for arrears, and what is owed."""

    organisation = OrganisationField(label=_("Organisation"), members_only=True)
    field_order = ("organisation", "reason")


class ProposalForm(forms.Form):
    """Which member of old goes before the body, and for which standing."""

    organisation = OrganisationField(label=_("Organisation"), members_only=True)
    kind = forms.ChoiceField(
        label=_("For"), choices=[("admission", Application.Seeks.FULL.label), ("friendship", _("Friendship member"))]
    )


class _DayForm(forms.Form):
    on = DayField(label=_("Effective from"))
    note = forms.CharField(
        label=_("Source or note"),
        max_length=300,
        required=False,
        help_text=_("The decree or letter that confirms this."),
    )


class RenameForm(TextsForm, _DayForm):
    """Other names of an organisation; what is left empty stays as it is."""

    organisation = OrganisationField(label=_("Organisation"))
    name = TextInputs(label=pgettext_lazy("organisation", "Name"), max_length=200, required=False)
    name_native = forms.CharField(label=_("Name in its own language"), max_length=200, required=False)
    field_order = ("organisation", "name", "name_native", "on", "note")


class _DecisionField(forms.ModelChoiceField):
    """A decision, shown with its day, matter and body."""

    def label_from_instance(self, decision: Decision) -> str:
        return decision.label


class _ReshapingForm(_DayForm):
    """With the decision behind it, where there was one."""

    kind = ""
    decision = _DecisionField(label=_("Decision"), queryset=Decision.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = approvals_in_force(self.kind)  # type: ignore[attr-defined]


class MergeForm(_ReshapingForm):
    """Which organisations go up in which."""

    kind = "merger"
    into = OrganisationField(label=_("Organisation that remains"), members_only=True)
    ends = OrganisationsField(label=_("Organisations merged into it"))
    field_order = ("into", "ends", "on", "note", "decision")


class SplitForm(_ReshapingForm):
    """Which organisation becomes which."""

    kind = "split"
    organisation = OrganisationField(label=_("Organisation to split"), members_only=True)
    names = forms.CharField(
        label=_("English names of the new organisations"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One per line."),
    )
    continues = forms.BooleanField(label=_("The organisation itself continues as well"), required=False)
    field_order = ("organisation", "names", "continues", "on", "note", "decision")

    def clean_names(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["names"]).splitlines() if line.strip()]
