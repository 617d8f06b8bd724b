"""allauth's forms with labels of ours where theirs have none."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from wego.accounts.queries import holders_of


class ForgottenPasswordForm(ResetPasswordForm):
    """A link to set a password goes to whoever has confirmed the address, never to who has only added it."""

    def clean_email(self) -> str:
        email: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        self.users = holders_of(email)
        return email


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey unless said otherwise: it also replaces the password."""

    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    passwordless = forms.BooleanField(
        label=_("Also allow sign-in with this passkey alone"),
        required=False,
        initial=True,
        help_text=_("The device then asks for your fingerprint, face or PIN, and you need no password."),
    )
    field_order = ("name", "passwordless")


class RenamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=100)
