"""Electronic addresses, numbers of registers and of accounts as people type them: put in order, or refused in words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wego.core.codes import State, address_schemes, codes, iban_lengths, registers
from wego.core.countries import KOSOVO, country_name
from wego.core.rules import RuleError
from wego.engines.identifiers import (
    MESSAGES,
    Fault,
    account_fault,
    bic_fault,
    compact,
    identifier_fault,
    is_like_iban,
    tidied,
)


class IdentifierWrong(RuleError):
    """A number that cannot be right, or a scheme that is not taken; the message says why."""


class SchemeWrong(IdentifierWrong):
    """The scheme itself is not taken."""


def checked_scheme(code: str) -> str:
    """A scheme of electronic addresses that an invoice of today may name."""
    scheme = address_schemes().get(code)
    if scheme is None:
        raise SchemeWrong(_("This is no scheme of Peppol's list. A GLN, for instance, is 0088."))
    facts = {"scheme": f"{scheme.code} {scheme.name}"}
    if scheme.state is State.NOT_TAKEN:
        message = _("Electronic invoices do not take addresses of the scheme %(scheme)s. Ask for another address.")
        raise SchemeWrong(message % facts)
    if scheme.until:
        message = _(
            "The scheme %(scheme)s was removed from Peppol's list on %(day)s. Ask for the address in use today."
        )
        raise SchemeWrong(message % {**facts, "day": date_format(scheme.until, "DATE_FORMAT")})
    if scheme.state is State.REMOVED:
        message = _("The scheme %(scheme)s was removed from Peppol's list. Ask for the address in use today.")
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
        raise SchemeWrong(_("This is no code of ISO 6523's list. Leave it empty where the register has none."))
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


def _said(fault: Fault) -> str:
    params = dict(fault.params)
    if fault.code == "iban_wanted":
        params["country"] = country_name(str(params["country"]))
    return _(MESSAGES[fault.code]) % params
