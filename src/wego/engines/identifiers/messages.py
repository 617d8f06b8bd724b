"""What can be wrong with a number, in English, by code; `%(name)s` are the facts."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "form": ("An identifier of scheme %(scheme)s is written like %(example)s. Compare it with the original."),
    "check_digit": (
        "The check digit of this identifier does not fit: a digit is wrong, or two are swapped. "
        "Compare it with the original."
    ),
    "iban_country": (
        "No IBAN begins with %(country)s. Compare it with the bank's letter, or write the number as the bank does."
    ),
    "iban_length": (
        "An IBAN that begins with %(country)s has %(wanted)d characters; this one has %(given)d. "
        "Compare it with the bank's letter."
    ),
    "iban_letters": ("An IBAN holds letters A to Z and digits only. Compare it with the bank's letter."),
    "iban_check_digit": (
        "The check digits of this IBAN do not fit: a character is wrong, or two are swapped. "
        "Compare it with the bank's letter."
    ),
    "iban_wanted": ("In %(country)s, where the BIC says that the bank is, accounts have an IBAN. Write it here."),
    "bic_form": ("A BIC has 8 or 11 letters and digits, such as KOEXKRSE."),
    "bic_country": (
        "The fifth and sixth letters of a BIC are the bank's country; %(country)s is none. "
        "Compare it with the bank's letter."
    ),
}
