"""allauth's forms with labels of ours where theirs have none."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey unless said otherwise: it also replaces the password."""

    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    passwordless = forms.BooleanField(
        label=_("Also sign in with it alone"),
        required=False,
        initial=True,
        help_text=_("Then the device asks for your finger, face or PIN, and you need no password."),
    )
    field_order = ("name", "passwordless")


class RenamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=100)
