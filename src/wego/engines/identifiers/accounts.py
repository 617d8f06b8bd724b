"""Account numbers: an IBAN by its country's length and check digits (ISO 13616), a BIC by its form (ISO 9362).

Countries without an IBAN (Korea among them) have numbers of their own, which nothing here can check.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from wego.engines.identifiers import check_digits
from wego.engines.messages import Message, message

BIC = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}([A-Z0-9]{3})?", re.ASCII)
SHORTEST = 15  # characters of an IBAN: Norway's
SHOWN = 4  # digits of an account number that stay readable in a mail


def compact(number: str) -> str:
    """Without spaces and hyphens, in capitals."""
    return "".join(number.split()).replace("-", "").upper()


def is_like_iban(number: str, lengths: Mapping[str, int]) -> bool:
    """Does a number begin like an IBAN: a country that has one, then two digits? Or like a long one of no country?"""
    bare = compact(number)
    begins = re.match(r"[A-Z]{2}\d{2}", bare, re.ASCII)
    return bool(begins) and (bare[:2] in lengths or len(bare) >= SHORTEST)


def iban_fault(number: str, lengths: Mapping[str, int]) -> Message | None:
    """What is wrong with an IBAN, spaces left aside; `lengths` has the characters of one, by country."""
    bare = compact(number)
    country = bare[:2]
    if country not in lengths:
        return message("iban_country", country=country)
    if not re.fullmatch(r"[A-Z0-9]+", bare, re.ASCII):
        return message("iban_letters")
    if len(bare) != lengths[country]:
        return message("iban_length", country=country, wanted=lengths[country], given=len(bare))
    if not re.fullmatch(r"\d{2}", bare[2:4], re.ASCII) or not check_digits.iban(bare):
        return message("iban_check_digit")
    return None


def bic_fault(bic: str, countries: Collection[str]) -> Message | None:
    """What is wrong with a BIC; `countries` are the codes that may stand in it."""
    found = BIC.fullmatch(bic)
    if not found:
        return message("bic_form")
    if found[1] not in countries:
        return message("bic_country", country=found[1])
    return None


def account_fault(number: str, bic: str, lengths: Mapping[str, int], *, only: Collection[str]) -> Message | None:
    """What is wrong with an account number or IBAN at the bank of a BIC (empty where it is not known).

    What begins like an IBAN is one. Anything else is a number of a bank's own; in the countries of `only`, to which a
    transfer without an IBAN is turned down, none is taken.
    """
    if is_like_iban(number, lengths):
        return iban_fault(number, lengths)
    country = bic[4:6]
    if country in only:
        return message("iban_wanted", country=country)
    return None


def masked(number: str) -> str:
    """A number of which only the last characters are readable, four at most and never half of it."""
    bare = "".join(number.split())
    shown = min(SHOWN, len(bare) // 3)
    return "•" * (len(bare) - shown) + (bare[-shown:] if shown else "")
