"""What can be wrong with a number, in English, by code; `%(name)s` are the facts."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "form": ("An identifier of scheme %(scheme)s looks like %(example)s. Compare it with the original."),
    "check_digit": (
        "The check digit of this identifier is wrong: a digit may be wrong, or two may be swapped. "
        "Compare it with the original."
    ),
    "iban_country": (
        "No IBAN begins with %(country)s. Compare it with the bank's letter, or enter the number as the bank writes it."
    ),
    "iban_length": (
        "An IBAN that begins with %(country)s has %(wanted)d characters; this one has %(given)d. "
        "Compare it with the bank's letter."
    ),
    "iban_letters": ("An IBAN contains only the letters A to Z and digits. Compare it with the bank's letter."),
    "iban_check_digit": (
        "The check digits of this IBAN are wrong: a character may be wrong, or two may be swapped. "
        "Compare it with the bank's letter."
    ),
    "iban_wanted": ("The BIC says the bank is in %(country)s, where accounts have an IBAN. Enter the IBAN here."),
    "bic_form": ("A BIC has 8 or 11 letters and digits, such as KOEXKRSE."),
    "bic_country": (
        "The fifth and sixth letters of a BIC are the bank's country; %(country)s is not a country code. "
        "Compare it with the bank's letter."
    ),
}
