"""What the treasurer fills in: a bank's file, the invoices that a line pays, a reason, the sender of invoices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.form_fields import CodeInput
from wego.core.numbers import whole_number
from wego.core.punctuation import bracketed
from wego.engines.banking import ENCODINGS, KNOWN
from wego.finance.banking.models import BankPreview
from wego.finance.banking.queries import accounts_known
from wego.finance.banking.services.plans import content_of
from wego.finance.forms.addresses import AddressForm, check_by_scheme
from wego.finance.forms.fields import CountryField, CurrencyField, RegisterField, SchemeField
from wego.finance.identifiers import checked_address, checked_registration
from wego.finance.models import Invoice
from wego.finance.ubl.models import Sender
from wego.members.models import Organisation


def _accounts_listed() -> list[tuple[str, str]]:
    return [
        ("", "–"),
        *((f"{currency}:{number}", bracketed(number, currency)) for number, currency in accounts_known()),
    ]


class StatementForm(forms.Form):
    """A bank's file. Encoding and account are asked only since MT940 and tables do not always say them."""

    file = forms.FileField(
        label=gettext_lazy("File of the bank"), help_text=gettext_lazy("camt.053, MT940, or a table (CSV).")
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of MT940 and CSV"), choices=[(name, name.upper()) for name in ENCODINGS]
    )
    known_account = forms.ChoiceField(
        label=gettext_lazy("Account of the file"),
        help_text=gettext_lazy("A file of another account is rejected. Required if the table has no account column."),
        required=False,
        choices=_accounts_listed,
    )
    account = forms.CharField(
        label=gettext_lazy("Account number, if the account is not in the list"),
        required=False,
        max_length=50,
        widget=CodeInput,
    )
    currency = CurrencyField(label=gettext_lazy("Currency, if the table has no currency column"), required=False)

    def __init__(self, *args: Any, kept: BankPreview | None = None, **kwargs: Any) -> None:
        """A file that was sent before need not be chosen again; one that is chosen comes in its place."""
        initial = {name: getattr(kept, name) for name in ("encoding", "account", "currency")} if kept else None
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.kept = kept
        self.fields["file"].required = kept is None
        if kept is not None:
            said = _("%(name)s is kept: you need not choose it again. A file that you choose comes in its place.")
            self.fields["file"].help_text = said % {"name": kept.file_name}

    def clean_file(self) -> File | None:
        given: File | None = self.cleaned_data["file"]
        if given or self.kept is None:
            return given
        return ContentFile(content_of(self.kept), name=self.kept.file_name)

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if known := given.pop("known_account", ""):
            currency, _colon, number = known.partition(":")
            if given.get("account"):
                self.add_error("account", _("Choose an account from the list or enter a number, not both."))
            given["account"], given["currency"] = number, given.get("currency") or currency
        return given


class ColumnsForm(forms.Form):
    """What a bank's own table calls our columns; only what is filled in is read of such a table."""

    offered: Sequence[str] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"prefix": "column", **options})
        for name in KNOWN:
            self.fields[name] = forms.CharField(label=name, required=False, max_length=100)

    def offer(self, columns: Sequence[str]) -> None:
        """Have the columns of the file itself to choose from."""
        self.offered = list(dict.fromkeys(filter(None, columns)))
        for field in self.fields.values():
            field.widget.attrs["list"] = "columns-of-the-file"

    def chosen(self) -> dict[str, str]:
        """Our names with the bank's."""
        return {name: given.strip() for name, given in self.cleaned_data.items() if given.strip()}


class MatchForm(forms.Form):
    """Invoices by their numbers, or the member whose credit the line is."""

    numbers = forms.CharField(
        label=gettext_lazy("Numbers of the invoices it pays"),
        help_text=gettext_lazy("Separate several with commas; they are paid in this order."),
        required=False,
        max_length=300,
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Or credit to"), queryset=Organisation.objects.order_by("sort_en"), required=False
    )

    def clean_numbers(self) -> list[int]:
        given = [number for number in re.split(r"[\s,;]+", self.cleaned_data["numbers"]) if number]
        found = dict(Invoice.objects.filter(number__in=given).values_list("number", "pk"))
        for number in given:
            if number not in found:
                raise forms.ValidationError(_("There is no invoice %(number)s.") % {"number": number})
        return [found[number] for number in given]


class NumbersField(forms.Field):
    """Numbers in their order, as a page entered them; what is none is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        return [number for one in value or () if (number := whole_number(str(one))) is not None]


class ProposedInvoicesForm(forms.Form):
    """The invoices of a proposal."""

    invoice = NumbersField(required=False)


class SettledByForm(forms.Form):
    """The line that is taken back, or the refund that returned."""

    of = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class ElectronicAddressForm(AddressForm):
    """Where a member receives electronic invoices."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.order_by("sort_en")
    )
    field_order = ("organisation",)


class SenderForm(forms.ModelForm):
    """The network as the sender of electronic invoices."""

    scheme = SchemeField(label=gettext_lazy("Scheme of the electronic address"))
    registration_scheme = RegisterField(label=gettext_lazy("Register (ISO 6523), if it has a code"), required=False)
    country = CountryField(label=gettext_lazy("Country or area"))

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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["scheme"].keep(self.instance.scheme)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        check_by_scheme(self, "address", "scheme", checked_address)
        check_by_scheme(self, "registration", "registration_scheme", checked_registration)
        return self.cleaned_data
