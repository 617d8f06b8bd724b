"""The official code lists of invoices, payments and addresses, each with its source and edition.

They stand beside this file as CSV; `editions.csv` says where each is from. `tools/code_lists.py` compares them with the
official artefacts. ISO 3166-1 and ISO 4217 are taken in the edition that EN 16931 prescribes.
"""

from wego.core.codes.lists import (
    AddressScheme,
    CodeListEdition,
    SchemeState,
    address_schemes,
    codes,
    currencies_in_use,
    editions,
    iban_lengths,
    registers,
)

__all__ = [
    "AddressScheme",
    "CodeListEdition",
    "SchemeState",
    "address_schemes",
    "codes",
    "currencies_in_use",
    "editions",
    "iban_lengths",
    "registers",
]
