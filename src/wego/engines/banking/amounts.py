"""Amounts in the coins of their currency (ISO 4217 minor units): never rounded, never beyond what is kept."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import is_currency

from wego.engines.banking.faults import refused

# ISO 4217, list one. What CLDR says is for cash: it gives the Serbian dinar no decimals, and banks book two.
WITHOUT_DECIMALS = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
WITH_THREE = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
MOST_DECIMALS = 3  # what is kept; only units of account (CLF, UYW) have more
LARGEST = Decimal("999999999999.999")


def decimals_of(currency: str) -> int:
    """How many digits behind the point an amount of the currency may have."""
    return 0 if currency in WITHOUT_DECIMALS else 3 if currency in WITH_THREE else 2


def checked_currency(code: str, line: int | None = None) -> str:
    """The code, or its refusal where it is not of ISO 4217."""
    if not is_currency(code):
        raise refused("no_currency", line, code=code[:40])
    return code


def checked_amount(amount: Decimal, currency: str, line: int | None = None, key: str = "") -> Decimal:
    """The amount with as many decimals as its currency has; refused where that would change it."""
    if abs(amount) > LARGEST:
        raise refused("amount_too_large", line, key)
    decimals = decimals_of(currency)
    exact = amount.quantize(Decimal(1).scaleb(-decimals))
    if exact != amount:
        raise refused("too_many_decimals", line, key, currency=currency, decimals=decimals, amount=f"{amount:f}"[:40])
    return exact


def amount_text(amount: Decimal, currency: str) -> str:
    """An amount as programs read it: `7000.00`, `7000` for won."""
    return f"{amount:.{decimals_of(currency)}f}"
