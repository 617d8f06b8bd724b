"""What people type about themselves, and the secretariat about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.accounts.queries import region_choices, role_choices
from wego.core.form_fields import OtherEmailInput
from wego.core.names import validate_name
from wego.core.time_zones import zone_choices

# Each language in its own words, so that nobody needs to read another to find one's own.
LANGUAGES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


class PersonForm(forms.Form):
    """How one is called, and in which language one is written to."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=150,
        validators=[validate_name],
        help_text=_("As colleagues and the secretariat should see it, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGES, help_text=_("The language of the e-mails you receive.")
    )


class OwnForm(PersonForm):
    """One's own account: also in whose time moments are told."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_(
            "Pages and e-mails show times in this time zone. Due dates and years follow the network's own time zone."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        seat = dict(zone_choices(language)).get(settings.TIME_ZONE, settings.TIME_ZONE)
        unchosen = ("", _("Network time zone: %(zone)s") % {"zone": seat})
        self.fields["time_zone"].choices = [unchosen, *zone_choices(language)]  # type: ignore[attr-defined]


class ErasureForm(forms.Form):
    """A last, deliberate step."""

    is_sure = forms.BooleanField(label=_("I understand that this cannot be undone."))


class RoleForm(forms.Form):
    """A role in the network for somebody."""

    role = forms.ChoiceField(label=_("Role"), choices=role_choices)
    region = forms.ChoiceField(
        label=_("Region"),
        required=False,
        choices=lambda: [("", "–"), *region_choices()],
        help_text=_("Only for a regional office: it sees the members of this region."),
    )


class NewPersonForm(RoleForm, PersonForm):
    """Somebody whom the secretariat adds, with a role in the network."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=OtherEmailInput)
    field_order = ("email", "name", "language", "role", "region")
