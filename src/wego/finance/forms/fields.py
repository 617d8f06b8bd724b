"""Fields that choose a code from an official list: currency, country, scheme of an address, register."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from babel.numbers import get_currency_name
from django import forms
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wego.core.codes import SchemeState, address_schemes, currencies_in_use, registers
from wego.core.countries import countries_by_name, country_name
from wego.core.money import babel_locale
from wego.finance.identifiers import IdentifierWrong, checked_scheme

NAME_SHOWN = 70
Choices = list[tuple[str, Any]]


class _CodeField(forms.ChoiceField):
    """A code from a list; small letters are taken for capitals."""

    listed: Callable[[], Choices]

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=self._choices, **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).strip().upper()

    def _choices(self) -> Choices:
        return [("", "–"), *type(self).listed()]


def _shown(code: str, name: str) -> str:
    """A code with its name; some names are sentences, and a list is as wide as its widest."""
    return f"{code} – {Truncator(name).chars(NAME_SHOWN)}" if name else code


@lru_cache(maxsize=8)
def _currencies(language: str) -> Choices:
    locale = babel_locale(language)
    return [(code, f"{code} – {get_currency_name(code, locale=locale)}") for code in currencies_in_use()]


class CurrencyField(_CodeField):
    """Money that is used somewhere today, by its code of ISO 4217."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose a currency from the list, such as USD.")}

    @staticmethod
    def listed() -> Choices:
        return _currencies(get_language() or "en")


class CountryField(_CodeField):
    """A country of ISO 3166-1 by its name in the reader's language."""

    default_error_messages = {
        "invalid_choice": gettext_lazy("Choose a country from the list; its code is two letters, such as KR.")
    }

    @staticmethod
    def listed() -> Choices:
        return list(countries_by_name())


class RegisterField(_CodeField):
    """A register that has a code of ISO 6523."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose the register from the list, or leave it empty.")}

    @staticmethod
    def listed() -> Choices:
        return [(code, _shown(code, name)) for code, name in registers().items()]


class SchemeField(_CodeField):
    """What kind of electronic address it is: the schemes that invoices of today take, by their country.

    One that is stored but was removed since is shown as it is, and refused with the reason when it is sent again.
    """

    @staticmethod
    def listed() -> Choices:
        groups: dict[str, Choices] = {}
        for scheme in address_schemes().values():
            if scheme.state is SchemeState.CURRENT:
                where = country_name(scheme.country) if scheme.country else ""
                groups.setdefault(where, []).append((scheme.code, _shown(scheme.code, scheme.name)))
        international = groups.pop("")
        return [(_("International"), international), *sorted(groups.items())]

    def keep(self, stored: str) -> None:
        """Offer what is stored too, where the list no longer has it."""
        scheme = address_schemes().get(stored)
        if stored and (scheme is None or scheme.state is not SchemeState.CURRENT):
            shown = _shown(stored, scheme.name if scheme else "")
            mark = _("%(scheme)s (no longer in use)") % {"scheme": shown}
            self.choices = [("", "–"), (stored, mark), *self.listed()]

    def validate(self, value: str) -> None:
        if value:
            try:
                checked_scheme(value)
            except IdentifierWrong as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        super().validate(value)
