"""What is wrong with a number: a code with facts; the sentences that pages translate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a number cannot be right."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def gettext_noop(text: str) -> str:
    """Marks a sentence for the catalogues, which gather it with those of the app that shows it (finance)."""
    return text


# code -> sentence; the names in brackets are the facts that come with the code
MESSAGES: dict[str, str] = {
    "form": gettext_noop(
        "An identifier of scheme %(scheme)s is written like %(example)s. Compare it with the original."
    ),
    "check_digit": gettext_noop(
        "The check digit of this identifier does not fit: a digit is wrong, or two are swapped. "
        "Compare it with the original."
    ),
    "iban_country": gettext_noop(
        "No IBAN begins with %(country)s. Compare it with the bank's letter, or write the number as the bank does."
    ),
    "iban_length": gettext_noop(
        "An IBAN that begins with %(country)s has %(wanted)d characters; this one has %(given)d. "
        "Compare it with the bank's letter."
    ),
    "iban_letters": gettext_noop("An IBAN holds letters A to Z and digits only. Compare it with the bank's letter."),
    "iban_check_digit": gettext_noop(
        "The check digits of this IBAN do not fit: a character is wrong, or two are swapped. "
        "Compare it with the bank's letter."
    ),
    "iban_wanted": gettext_noop(
        "In %(country)s, where the BIC says that the bank is, accounts have an IBAN. Write it here."
    ),
    "bic_form": gettext_noop("A BIC has 8 or 11 letters and digits, such as KOEXKRSE."),
    "bic_country": gettext_noop(
        "The fifth and sixth letters of a BIC are the bank's country; %(country)s is none. "
        "Compare it with the bank's letter."
    ),
}
