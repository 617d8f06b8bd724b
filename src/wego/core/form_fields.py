"""Fields of forms by what is typed into them: a day, a year, a number, an amount, an e-mail, a code, a telephone.

A number is typed into a line of text: what a browser calls a number field shows nothing of what it cannot read, and
turns the number when a wheel is turned over it. Here it comes back as it was typed, with the error beside it.
"""

from __future__ import annotations

from typing import Any

from django import forms

from wego.core.numbers import plain_number

DAY = "%Y-%m-%d"


class DayInput(forms.DateInput):
    """The browser's own calendar, which takes no form of a day but ISO's, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "short", **(attrs or {})}, DAY)


class WholeNumberInput(forms.TextInput):
    """Digits; a phone shows its pad of digits."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "class": "short", **(attrs or {})})


class YearInput(WholeNumberInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"maxlength": 4, "size": 4, **(attrs or {})})


class DecimalInput(WholeNumberInput):
    """Digits and a point. A number below zero needs all letters: phones have no minus beside their digits."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, is_signed: bool = False) -> None:
        super().__init__({"inputmode": "text" if is_signed else "decimal", **(attrs or {})})


class CodeInput(forms.TextInput):
    """What is copied letter by letter: an account's number, a BIC, a code of a seal. Nothing corrects it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__({**plain, **(attrs or {})})


class TelephoneInput(forms.TextInput):
    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "tel", "class": "short", **(attrs or {})})


class OwnEmailInput(forms.EmailInput):
    """The address of whoever types."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "email", **(attrs or {})})


class OtherEmailInput(forms.EmailInput):
    """Somebody else's address: a browser must not offer one's own."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})


class DayField(forms.DateField):
    widget = DayInput


class WholeNumberField(forms.IntegerField):
    """Also as people write it: 9,400,000, or digits as wide as the letters of Chinese and Korean."""

    widget = WholeNumberInput

    def to_python(self, value: Any) -> int | None:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)


class YearField(WholeNumberField):
    widget = YearInput


class NumberField(forms.DecimalField):
    """A number with decimals, also as people write it: 1,250.50."""

    widget = DecimalInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)


class AmountField(NumberField):
    """An amount of money."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 14, "decimal_places": 2, **options})


class DegreesField(forms.FloatField):
    """A latitude or a longitude."""

    widget = DecimalInput(is_signed=True)
