"""What the treasurer types: filters, payments, credit notes, write-offs, refunds, accounts, rates."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.form_fields import AmountField, CodeInput, DayField, NumberField, WholeNumberInput, YearField
from wego.finance.forms.fields import CurrencyField
from wego.finance.identifiers import IdentifierWrong, checked_account, checked_bic
from wego.finance.models import Payment
from wego.members.forms.decisions import DecisionField
from wego.members.forms.organisations import OrganisationField
from wego.members.models import Organisation


class NamedOrganisation(forms.TextInput):
    """A text with the names of all organisations to choose from: thousands, written at once."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        named = Organisation.objects.order_by("sort_en").values_list("slug", "sort_en")
        options = format_html_join("\n", '<option value="{}">{}</option>', named)
        field = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="organisations">{}</datalist>', field, options)


class PaymentForm(forms.Form):
    """A payment that was seen on an account but comes by no statement file."""

    received_on = DayField(label=_("Received on"))
    amount = AmountField(label=_("Amount that arrived"), min_value=Decimal("0.01"))
    currency = CurrencyField(label=_("Currency"))
    charges = AmountField(
        label=_("Intermediary bank charges"),
        required=False,
        min_value=Decimal(0),
        help_text=_("Deducted by banks; the member is credited with it, the network bears the cost."),
    )
    method = forms.ChoiceField(label=pgettext_lazy("of a payment", "Method"), choices=Payment.Method.choices)
    payer = forms.CharField(label=_("Payer"), required=False, max_length=200)
    reference_text = forms.CharField(
        label=_("Reference given"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def clean_charges(self) -> Decimal:
        return self.cleaned_data["charges"] or Decimal(0)


class OpeningArrearForm(forms.Form):
    """What a member still owes from before the platform."""

    organisation = OrganisationField(label=_("Organisation"))
    year = YearField(label=_("Fee of the year"), min_value=1990, max_value=2099)
    amount = AmountField(label=_("Amount still owed"), min_value=Decimal("0.01"))
    currency = CurrencyField(label=_("Currency"))
    due_on = DayField(label=_("Due date"))


class CreditForm(forms.Form):
    """A credit note."""

    amount = AmountField(label=_("Amount"), required=False, help_text=_("Leave empty for the whole amount."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("It is shown on the credit note."),
        widget=forms.Textarea({"rows": 2}),
    )
    decision = DecisionField(label=_("Decision"), required=False, help_text=_("Only if it is based on a decision."))


class WriteOffForm(forms.Form):
    """A write-off; never without its decision."""

    decision = DecisionField(
        label=_("Decision"),
        help_text=_("The decision to write it off. If it is missing here, record it under Governance first."),
    )
    amount = AmountField(label=_("Amount"), required=False, help_text=_("Leave empty for the whole unpaid amount."))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}))


class ReasonForm(forms.Form):
    """Why something is undone."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class PayerForm(forms.Form):
    """Whose a payment is: typed, and chosen from the list of all organisations."""

    organisation = forms.CharField(
        label=_("Organisation: type part of its name and choose"),
        max_length=200,
        widget=NamedOrganisation(attrs={"autocomplete": "off", "list": "organisations"}),
    )

    def clean_organisation(self) -> Organisation:
        given = self.cleaned_data["organisation"].strip()
        found = Organisation.objects.filter(Q(slug=given) | Q(sort_en__iexact=given))[:2]
        if len(found) != 1:
            raise forms.ValidationError(
                _("No organisation, or more than one, is called “%(given)s”. Choose from the list.") % {"given": given}
            )
        return found[0]


class RefundForm(forms.Form):
    """Credit that goes back."""

    amount = AmountField(label=_("Amount"), min_value=Decimal("0.01"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))


class PayOutForm(forms.Form):
    """When a refund left the bank."""

    paid_out_on = DayField(label=_("Paid out on"))


class BankAccountForm(forms.Form):
    """Where members send money of a currency."""

    currency = CurrencyField(label=_("Currency"))
    holder = forms.CharField(label=_("Account holder"), max_length=200)
    number = forms.CharField(
        label=_("Account number or IBAN"),
        max_length=50,
        widget=CodeInput,
        help_text=_(
            "IBANs are checked. Account numbers from countries without IBAN, such as Korea, are accepted as entered."
        ),
    )
    bank = forms.CharField(label=_("Bank"), max_length=200)
    bic = forms.CharField(label="BIC", required=False, max_length=20, widget=CodeInput)
    bank_address = forms.CharField(label=_("Address of the bank"), required=False, max_length=300)

    def clean_bic(self) -> str:
        try:
            return checked_bic(self.cleaned_data["bic"])
        except IdentifierWrong as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("number") and "bic" in given:
            try:
                given["number"] = checked_account(given["number"], given["bic"])
            except IdentifierWrong as refusal:
                self.add_error("number", str(refusal))
        return given


class RateForm(forms.Form):
    """What one unit of a currency was worth in another on a day."""

    base = CurrencyField(label=_("One unit of"))
    quote = CurrencyField(label=_("is worth in"))
    on = DayField(label=_("Day"))
    rate = NumberField(label=_("Rate"), max_digits=18, decimal_places=8, min_value=Decimal("0.00000001"))
    source = forms.CharField(label=_("Source"), max_length=200)


class DayForm(forms.Form):
    """The day as of which something is computed."""

    on = DayField(label=_("As of"))


class CloseYearForm(forms.Form):
    """The year itself, typed: whoever closes it has read which."""

    typed = forms.CharField(max_length=20, widget=WholeNumberInput({"size": 6}))

    def __init__(self, data: Any = None, *, year: int) -> None:
        super().__init__(data)
        self.year = year
        self.fields["typed"].label = _("To close it, enter the year: %(year)s") % {"year": year}

    def clean_typed(self) -> int:
        # A keyboard for Chinese or Korean may write digits as wide as its letters.
        if unicodedata.normalize("NFKC", self.cleaned_data["typed"]).strip() != str(self.year):
            raise forms.ValidationError(
                _("This is not the year to be closed. Enter %(year)s, or go back.") % {"year": self.year}
            )
        return self.year
