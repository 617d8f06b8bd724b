"""Electronic addresses, numbers of registers and of accounts as people type them: put in order, or refused in words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wego.core.codes import SchemeState, address_schemes, codes, iban_lengths, registers
from wego.core.countries import KOSOVO, country_name
from wego.core.engine_messages import in_words
from wego.core.rules import RuleError
from wego.engines.identifiers import (
    account_fault,
    bic_fault,
    compact,
    identifier_fault,
    is_like_iban,
    tidied,
)
from wego.engines.messages import Message

# code of the engine -> source text; the names in brackets are the facts that come with the code
WORDS: dict[str, str] = {
    "form": gettext_noop("An identifier of scheme %(scheme)s looks like %(example)s. Compare it with the original."),
    "check_digit": gettext_noop(
        "The check digit of this identifier is wrong: a digit may be wrong, or two may be swapped. Compare "
        "it with the original."
    ),
    "iban_country": gettext_noop(
        "No IBAN begins with %(country)s. Compare it with the bank's letter, or enter the number as the bank writes it."
    ),
    "iban_length": gettext_noop(
        "An IBAN that begins with %(country)s has %(wanted)s characters; this one has %(given)s. "
        "Compare it with the bank's letter."
    ),
    "iban_letters": gettext_noop(
        "An IBAN contains only the letters A to Z and digits. Compare it with the bank's letter."
    ),
    "iban_check_digit": gettext_noop(
        "The check digits of this IBAN are wrong: a character may be wrong, or two may be swapped. Compare "
        "it with the bank's letter."
    ),
    "iban_wanted": gettext_noop(
        "The BIC says the bank is in %(country)s, where accounts have an IBAN. Enter the IBAN here."
    ),
    "bic_form": gettext_noop("A BIC has 8 or 11 letters and digits, such as KOEXKRSE."),
    "bic_country": gettext_noop(
        "The fifth and sixth letters of a BIC are the bank's country; %(country)s is not a country code. "
        "Compare it with the bank's letter."
    ),
}


class IdentifierWrong(RuleError):
    """A number that cannot be right, or a scheme that is not taken; the message says why."""


class SchemeWrong(IdentifierWrong):
    """The scheme itself is not taken."""


def checked_scheme(code: str) -> str:
    """A scheme of electronic addresses that an invoice of today may name."""
    scheme = address_schemes().get(code)
    if scheme is None:
        raise SchemeWrong(_("This scheme is not in Peppol's list. A GLN, for example, is 0088."))
    facts = {"scheme": f"{scheme.code} {scheme.name}"}
    if scheme.state is SchemeState.NOT_TAKEN:
        message = _("Electronic invoices do not accept addresses of the scheme %(scheme)s. Ask for another address.")
        raise SchemeWrong(message % facts)
    if scheme.until:
        message = _("The scheme %(scheme)s was removed from Peppol's list on %(day)s. Ask for the current address.")
        raise SchemeWrong(message % {**facts, "day": date_format(scheme.until, "DATE_FORMAT")})
    if scheme.state is SchemeState.REMOVED:
        message = _("The scheme %(scheme)s was removed from Peppol's list. Ask for the current address.")
        raise SchemeWrong(message % facts)
    return code


def checked_address(scheme: str, address: str) -> str:
    """An electronic address of a scheme, without what people put between the digits."""
    checked_scheme(scheme)
    return _checked(scheme, address)


def checked_registration(register: str, number: str) -> str:
    """A number of a register (ISO 6523); as it is typed where no register is named."""
    if not register:
        return number
    if register not in registers():
        raise SchemeWrong(_("This code is not in the ISO 6523 list. Leave it empty if the register has none."))
    return _checked(register, number)


def checked_account(number: str, bic: str = "") -> str:
    """An account number: an IBAN in groups of four, anything else as its bank writes it."""
    lengths = iban_lengths()
    if fault := account_fault(number, bic, lengths, only=codes("sepa")):
        raise IdentifierWrong(_said(fault))
    if not is_like_iban(number, lengths):
        return number
    bare = compact(number)
    return " ".join(bare[place : place + 4] for place in range(0, len(bare), 4))


def checked_bic(bic: str) -> str:
    """A BIC in capitals; empty where none is given."""
    bare = compact(bic)
    if bare and (fault := bic_fault(bare, {*codes("countries"), KOSOVO})):
        raise IdentifierWrong(_said(fault))
    return bare


def in_documents(number: str) -> str:
    """An account number as electronic documents write it: an IBAN without spaces."""
    return compact(number) if is_like_iban(number, iban_lengths()) else number


def _checked(scheme: str, typed: str) -> str:
    identifier = tidied(scheme, typed)
    if fault := identifier_fault(scheme, identifier):
        raise IdentifierWrong(_said(fault))
    return identifier


def _said(fault: Message) -> str:
    return in_words(fault, WORDS, country_name_of if fault.code == "iban_wanted" else None)


def country_name_of(_name: str, value: object) -> str:
    """The fact that is a country's code, by its name."""
    return country_name(str(value))
