"""Where electronic invoices go: the scheme chosen, the address checked by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wego.finance.forms.fields import SchemeField
from wego.finance.identifiers import IdentifierWrong, checked_address


def check_by_scheme(form: forms.BaseForm, field: str, scheme: str, check: Callable[[str, str], str]) -> None:
    """Put a number in order by the scheme chosen beside it, or say at its field why it cannot be right."""
    given = form.cleaned_data
    if given.get(field) and scheme in given:
        try:
            given[field] = check(given[scheme], given[field])
        except IdentifierWrong as refusal:
            form.add_error(field, str(refusal))


class AddressForm(forms.Form):
    """An electronic address; a stored one whose scheme was removed since is shown as it is."""

    scheme = SchemeField(label=_("Scheme of the electronic address"))
    address = forms.CharField(label=_("Electronic address"), max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["scheme"].keep(str(self.initial.get("scheme", "")))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        check_by_scheme(self, "address", "scheme", checked_address)
        return self.cleaned_data
