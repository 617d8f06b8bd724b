"""What the secretariat may correct of an organisation in the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wego.core.text_forms import TextsForm
from wego.members.forms.profiles import WebsiteField
from wego.members.models import Organisation
from wego.members.services.organisations import EDITABLE


class AliasesField(forms.CharField):
    """Other spellings, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class OrganisationForm(TextsForm, forms.ModelForm):
    """Everything of an entry that is not decided elsewhere."""

    aliases = AliasesField(
        label=_("Other spellings"), required=False, help_text=_("One per line; used only for search.")
    )

    # Declared, because a model's form would read an address without a scheme as http.
    website = WebsiteField(label=_("Website"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = [name for name in EDITABLE if name != "website"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["website"] = self.instance.website
        subkinds = Organisation.SUBKINDS[Organisation.Kind(self.instance.kind)]
        choices = [("", "–"), *((subkind.value, subkind.label) for subkind in subkinds)]
        self.fields["subkind"].choices = choices  # type: ignore[attr-defined]
