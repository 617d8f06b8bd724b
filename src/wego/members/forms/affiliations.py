"""What officers type about colleagues, and invited people about themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from wego.accounts.forms import LANGUAGES, PersonForm
from wego.accounts.models import User
from wego.core.form_fields import OtherEmailInput
from wego.members.models import Affiliation


class InvitationForm(forms.Form):
    """Whom to invite, to which role, in which language."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("A personal work address: anyone with access to it can act in this role."),
        widget=OtherEmailInput,
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Affiliation.Role.choices,
        help_text=_("Officers act for the organisation; delegates vote in bodies; contributors help with answers."),
    )
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=LANGUAGES)


class JoinForm(PersonForm):
    """The account that an invitation opens; the address is the invited one."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten characters. Three unusual words are better than one word with symbols."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if password := given.get("password"):
            try:
                password_validation.validate_password(password, User(email=self.email, name=given.get("name", "")))
            except forms.ValidationError as weakness:
                self.add_error("password", weakness)
        return given
