"""Numbers that name a party or an account: how each kind is written, and whether its check digits fit.

Entry points: `identifier_fault` for a scheme of ISO 6523 or of Peppol's electronic addresses, `iban_fault`,
`bic_fault`, `account_fault`; each answers a `Message`, or None where nothing is wrong. `tidied` takes out what people
put between the digits. A number that passes may still belong to nobody.
"""

from wego.engines.identifiers.accounts import account_fault, bic_fault, compact, iban_fault, is_like_iban, masked
from wego.engines.identifiers.messages import MESSAGES
from wego.engines.identifiers.schemes import SCHEMES, identifier_fault, tidied

__all__ = [
    "MESSAGES",
    "SCHEMES",
    "account_fault",
    "bic_fault",
    "compact",
    "iban_fault",
    "identifier_fault",
    "is_like_iban",
    "masked",
    "tidied",
]
