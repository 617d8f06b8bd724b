"""Check digits: one formula each. Kernels take well-formed digits and trust them."""

from __future__ import annotations

from collections.abc import Sequence


def weighted(digits: str, weights: Sequence[int]) -> int:
    """The sum of the digits, each times its weight, as far as both go."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B: every second digit from the right doubled, the digits of all added, a multiple of 10."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def gs1(digits: str) -> bool:
    """GS1 General Specifications 7.9: from the right weights 1 and 3 in turn, a multiple of 10."""
    return (sum(map(int, digits[-1::-2])) + 3 * sum(map(int, digits[-2::-2]))) % 10 == 0


def mod97_10(characters: str) -> bool:
    """ISO/IEC 7064 MOD 97-10: letters read as 10 to 35, the whole leaves 1."""
    return int("".join(str(int(character, 36)) for character in characters)) % 97 == 1


def mod11(digits: str, weights: Sequence[int]) -> bool:
    """The last digit is 11 less the remainder of the weighted others by 11, 0 for 11; where it would be 10, none is."""
    return (11 - weighted(digits[:-1], weights) % 11) % 11 == int(digits[-1])


def norwegian(digits: str) -> bool:
    """0192, Peppol R041: modulo 11, and not all zeros."""
    return int(digits) > 0 and mod11(digits, (3, 2, 7, 6, 5, 4, 3, 2))


def swiss(uid: str) -> bool:
    """0183, eCH-0097: modulo 11 of what follows CHE."""
    return mod11(uid.removeprefix("CHE"), (5, 4, 3, 2, 7, 6, 5, 4))


def icelandic(digits: str) -> bool:
    """0196: the ninth digit checks the eight before it; the tenth is the century."""
    return mod11(digits[:9], (3, 2, 7, 6, 5, 4, 3, 2))


def danish(number: str) -> bool:
    """0198: the weighted eight digits after DK are a multiple of 11."""
    return weighted(number.removeprefix("DK"), (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def finnish(ovt: str) -> bool:
    """0216: the business identity code after 0037 by modulo 11, in Peppol's list under 0037."""
    return mod11(ovt[4:12], (7, 9, 10, 5, 8, 4, 2))


def belgian(digits: str) -> bool:
    """0208, Peppol R043: the last two are 97 less the remainder of the first eight by 97."""
    return 97 - int(digits[:8]) % 97 == int(digits[8:])


def belgian_vat(number: str) -> bool:
    """9925: the enterprise number after BE."""
    return belgian(number.removeprefix("BE"))


def australian(digits: str) -> bool:
    """0151, Peppol R050: the first digit less one, all weighted, a multiple of 89."""
    weights = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    return (weighted(digits, weights) - weights[0]) % 89 == 0


def estonian(digits: str) -> bool:
    """0191: weights 1 to 7, then 3 to 9 where the remainder by 11 is 10; where that is 10 too, 0."""
    rest = weighted(digits[:-1], range(1, 8)) % 11
    if rest == 10:
        rest = weighted(digits[:-1], range(3, 10)) % 11 % 10
    return rest == int(digits[-1])


def lithuanian(digits: str) -> bool:
    """0200: weights 1 to 8, the remainder by 11 is the ninth digit."""
    return weighted(digits[:-1], range(1, 9)) % 11 == int(digits[-1])


def slovak_organisation(digits: str) -> bool:
    """0158: weights 8 to 2, eleven less the remainder by 11, of which the last digit counts."""
    return (11 - weighted(digits[:-1], range(8, 1, -1)) % 11) % 10 == int(digits[-1])


def slovak_tax(digits: str) -> bool:
    """0245: a multiple of 11."""
    return int(digits) % 11 == 0


def japanese(digits: str) -> bool:
    """0188: the first digit is 9 less the remainder by 9 of the others, weighted 1 and 2 in turn from the right."""
    base = digits[1:]
    total = sum(map(int, base[-1::-2])) + 2 * sum(map(int, base[-2::-2]))
    return 9 - total % 9 == int(digits[0])


def japanese_invoice_issuer(number: str) -> bool:
    """0221: the corporate number after T."""
    return japanese(number.removeprefix("T"))


def hungarian_vat(number: str) -> bool:
    """9910: eight digits after HU, weighted 9, 7, 3, 1 in turn, a multiple of 10."""
    return weighted(number.removeprefix("HU"), (9, 7, 3, 1, 9, 7, 3, 1)) % 10 == 0


def italian_vat(number: str) -> bool:
    """0211, Peppol R047: Luhn of the eleven digits after IT."""
    return luhn(number.removeprefix("IT"))


def italian_tax(code: str) -> bool:
    """0210: of an organisation's eleven digits Luhn; a person's sixteen characters end in a letter of their own.

    The letter by the decree of 23 December 1976 (Gazzetta Ufficiale 345): the remainder by 26 of what the characters
    count, those at odd places by the table below.
    """
    if code.isdigit():
        return luhn(code)
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
    values = [int(character, 36) % 10 if character.isdigit() else int(character, 36) - 10 for character in code[:15]]
    total = sum(odd[value] for value in values[::2]) + sum(values[1::2])
    return chr(ord("A") + total % 26) == code[15]


def leitweg(code: str) -> bool:
    """0204: MOD 97-10 over all without the hyphens (KoSIT, format of the Leitweg-ID)."""
    return mod97_10(code.replace("-", ""))


def iban(number: str) -> bool:
    """ISO 13616: MOD 97-10 once the first four characters stand last."""
    return mod97_10(number[4:] + number[:4])
