"""What the treasurer fills in: a bank's file, the invoices that a line pays, a reason, the sender of invoices."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.codes import State, address_schemes
from wego.core.countries import is_country
from wego.engines.banking import ENCODINGS, KNOWN
from wego.finance.models import Invoice
from wego.finance.ubl.models import Sender
from wego.members.models import Organisation


class StatementForm(forms.Form):
    """A bank's file. Encoding and account are asked only since MT940 and tables do not always say them."""

    file = forms.FileField(
        label=gettext_lazy("File of the bank"), help_text=gettext_lazy("camt.053, MT940, or a table (CSV).")
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of MT940 and CSV"), choices=[(name, name.upper()) for name in ENCODINGS]
    )
    account = forms.CharField(
        label=gettext_lazy("Account, where a table has no column for it"), required=False, max_length=50
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency, where a table has no column for it"),
        required=False,
        min_length=3,
        max_length=3,
        widget=forms.TextInput({"size": 3, "autocapitalize": "characters"}),
    )


class ColumnsForm(forms.Form):
    """What a bank's own table calls our columns; only what is filled in is read of such a table."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"prefix": "column", **options})
        for name in KNOWN:
            self.fields[name] = forms.CharField(label=name, required=False, max_length=100)

    def chosen(self) -> dict[str, str]:
        """Our names with the bank's."""
        return {name: given.strip() for name, given in self.cleaned_data.items() if given.strip()}


class MatchForm(forms.Form):
    """Invoices by their numbers, or the member whose credit the line is."""

    numbers = forms.CharField(
        label=gettext_lazy("Numbers of the invoices that it pays"),
        help_text=gettext_lazy("Several parted by commas; they are paid in this order."),
        required=False,
        max_length=300,
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Or credit of"), queryset=Organisation.objects.order_by("name_en"), required=False
    )

    def clean_numbers(self) -> list[int]:
        given = [number for number in re.split(r"[\s,;]+", self.cleaned_data["numbers"]) if number]
        found = dict(Invoice.objects.filter(number__in=given).values_list("number", "pk"))
        for number in given:
            if number not in found:
                raise forms.ValidationError(_("There is no invoice %(number)s.") % {"number": number})
        return [found[number] for number in given]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class SchemeMixin:
    """A scheme of Peppol's own list."""

    cleaned_data: dict[str, Any]

    def clean_scheme(self) -> str:
        code = self.cleaned_data["scheme"]
        scheme = address_schemes().get(code)
        if scheme is None or scheme.state is not State.CURRENT:
            raise forms.ValidationError(_("This is no scheme of Peppol's list. A GLN, for instance, is 0088."))
        return code


class ElectronicAddressForm(SchemeMixin, forms.Form):
    """Where a member receives electronic invoices."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.order_by("name_en")
    )
    scheme = forms.CharField(label=gettext_lazy("Scheme of the electronic address (four digits)"), max_length=4)
    address = forms.CharField(label=gettext_lazy("Electronic address"), max_length=100)


class SenderForm(SchemeMixin, forms.ModelForm):
    """The network as the sender of electronic invoices."""

    class Meta:
        model = Sender
        fields = [
            "name",
            "registration",
            "registration_scheme",
            "scheme",
            "address",
            "street",
            "city",
            "postal_code",
            "country",
        ]

    def clean_country(self) -> str:
        code = self.cleaned_data["country"].upper()
        if not is_country(code):
            raise forms.ValidationError(_("Write the country's two letters, such as KR."))
        return code
