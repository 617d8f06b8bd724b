"""What field 86 of MT940 says, by the way in which a bank orders it.

Three are known: numbered subfields (`?20…?29`; Polish banks part them by `~`, `<` or `^`), code words (`/REMI/…`, Dutch
and SWIFT's own), and code words with a plus inside subfields (`SVWZ+…`, German). All else is text. What no rule knows
is kept as text, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wego.engines.banking.camt_texts import is_cut, joined
from wego.engines.banking.statements import said

LINE_WIDTH, SUBFIELD_WIDTH = 65, 27
STATED = re.compile(r"/(OCMT|CHGS)/([A-Z]{3})([0-9]{1,15},[0-9]{0,3})")
SUBFIELDS = re.compile(r"([0-9]{0,3})([?~<^])([0-9]{2})")
SEPA = re.compile(r"(EREF|KREF|MREF|RREF|PREF|CRED|DEBT|SVWZ|SVCL|ABWA|ABWE|IBAN|BIC|COAM|OAMT|PURP|MDAT)\+")
SLASH_CODE = re.compile(r"/([A-Z]{2,4})/")
# What each word of /CODE/ dialects holds; `text` is the payer's, so an unknown word within it stays where it stands.
TEXT_CODES = frozenset(["REMI", "USTD", "INFO", "ADDR"])
REFERENCE_CODES = frozenset(
    ["EREF", "KREF", "MREF", "PREF", "CREF", "MARF", "CSID", "ID", "STRD", "CUR", "ISO", "RFB", "ROC", "CRED", "DEBT"]
)
NAME_CODES, ULTIMATE_CODES = ("NAME", "ORDP", "BENM"), ("ULTD", "UDTR", "ULTC", "UCRD")
# What the bank says of the booking's kind is no word of the payer's.
SILENT_CODES = frozenset(["BIC", "OCMT", "CHGS", "EXCH", "TRTP", "TRCD", "PURP", "CD", "SVCL", "ISDT"])
OTHER_CODES = frozenset(["IBAN", "CNTP", "RTRN", "SWOC", "ACCT", "BENE", "CHGT"])
KNOWN = TEXT_CODES | REFERENCE_CODES | {*NAME_CODES, *ULTIMATE_CODES} | SILENT_CODES | OTHER_CODES
KEEPING = TEXT_CODES | REFERENCE_CODES | {"", "CNTP"}
# German business transaction codes of returns, and the reasons of ?34 by which a bank gives a payment back.
RETURN_CODES = frozenset(["009", "059", "108", "109", "111", "159"])
RETURN_REASONS = frozenset(str(code) for code in range(901, 919))


@dataclass(frozen=True)
class Details:
    """Who the other side is and what it wrote."""

    text: str = ""
    name: str = ""
    ultimate_name: str = ""
    account: str = ""
    references: tuple[str, ...] = ()
    is_returned: bool = False


def details_of(text: str) -> Details:
    """What a field 86 says."""
    lines = text.split("\n")
    flat = "".join(lines)
    if found := SUBFIELDS.match(flat):
        return _subfields(flat, found[1], found[2])
    if any(word in KNOWN for word in SLASH_CODE.findall(flat)):
        return _coded(_unwrapped(lines))
    plain = joined(lines, LINE_WIDTH)
    return Details(text=said(plain))


def stated_amounts(text: str) -> list[tuple[str, str, str]]:
    """Amounts sent (`/OCMT/EUR6400,/`) and kept (`/CHGS/USD15,/`): code, currency, number."""
    return STATED.findall(text)


def is_returned(text: str, told: Details) -> bool:
    """Does the field say that it takes a booking back?"""
    return told.is_returned or bool(re.search(r"/RTRN/", text))


def _unwrapped(lines: Iterable[str]) -> str:
    """Lines of code words as one: a line that fills its width, or parts at a slash, goes on without a space."""
    parts: list[str] = []
    before = ""
    for line in lines:
        is_whole = is_cut(before, line, LINE_WIDTH) or before.endswith("/") or line.startswith(("/", " "))
        if before and not is_whole:
            parts.append(" ")
        parts.append(line)
        before = line
    return "".join(parts)


# --- ?20…?29 ---------------------------------------------------------------------------------------------------------
def _subfields(flat: str, code: str, sign: str) -> Details:
    parts = _numbered(flat[len(code) :], sign)
    said_by = _plus_codes([parts.pop(f"{number:02d}", "") for number in (*range(20, 30), *range(60, 64))])
    name = joined([parts.pop("32", ""), parts.pop("33", "")], SUBFIELD_WIDTH)
    numbers = [parts.pop("38", "").strip(), parts.pop("31", "").strip(), said_by.pop("IBAN", "")]
    reason = parts.pop("34", "").strip()
    for silent in ("00", "10", "30"):
        parts.pop(silent, "")
    ultimate = [said_by.pop(key, "") for key in ("ABWA", "ABWE")]
    references = [said_by.pop(key, "") for key in ("EREF", "KREF", "RREF", "PREF", "MREF", "CRED", "DEBT")]
    for silent in ("BIC", "COAM", "OAMT", "PURP", "MDAT"):
        said_by.pop(silent, "")
    texts = [*said_by.values(), *(value.strip() for _number, value in sorted(parts.items()))]
    return Details(
        text=" ".join(filter(None, map(said, texts))),
        name=name,
        ultimate_name=next(filter(None, map(said, ultimate)), ""),
        account=next(filter(None, numbers), ""),
        references=tuple(dict.fromkeys(filter(None, map(said, references)))),
        is_returned=code in RETURN_CODES or reason in RETURN_REASONS,
    )


def _numbered(flat: str, sign: str) -> dict[str, str]:
    """The subfields by number. The sign is text where no number follows, or one that has been already."""
    parts: dict[str, list[str]] = {}
    last = ""
    for piece in flat.split(sign)[1:]:
        number, value = piece[:2], piece[2:]
        if len(number) == 2 and number.isascii() and number.isdigit() and number not in parts:
            parts[number], last = [value], number
        elif last:
            parts[last].append(sign + piece)
    return {number: "".join(values) for number, values in parts.items()}


def _plus_codes(purpose: Iterable[str]) -> dict[str, str]:
    """The purpose by its code words; what has none under an empty word. An unknown word stays where it stands."""
    said_by: dict[str, list[str]] = {}
    parted = SEPA.split(joined(purpose, SUBFIELD_WIDTH))
    for key, value in zip(["", *parted[1::2]], parted[0::2], strict=True):
        said_by.setdefault(key, []).append(value.strip())
    return {key: " ".join(filter(None, values)) for key, values in said_by.items()}


# --- /CODE/… ---------------------------------------------------------------------------------------------------------
def _coded(text: str) -> Details:
    said_by = _slash_codes(text)
    counterparty = [part.strip() for part in said_by.pop("CNTP", "").split("/")]
    account = _bare(said_by.pop("IBAN", "")) or (counterparty[0] if counterparty else "")
    named = [_bare(said_by.pop(code, "")) for code in NAME_CODES]
    name = next(filter(None, [*named, counterparty[2] if len(counterparty) > 2 else ""]), "")
    ultimate = next(filter(None, [_bare(said_by.pop(code, "")) for code in ULTIMATE_CODES]), "")
    references = [_bare(said_by.pop(code)) for code in list(said_by) if code in REFERENCE_CODES]
    is_taken_back = "RTRN" in said_by
    texts = [_bare(said_by.pop(code, "")) for code in ("", "REMI", "USTD")]
    for silent in SILENT_CODES:
        said_by.pop(silent, "")
    texts += [_bare(value) if code in KNOWN else f"/{code}/{_bare(value)}" for code, value in said_by.items()]
    texts += counterparty[3:4]
    return Details(
        text=" ".join(dict.fromkeys(filter(None, map(said, texts)))),
        name=name,
        ultimate_name=ultimate,
        account=account,
        references=tuple(dict.fromkeys(filter(None, map(said, references)))),
        is_returned=is_taken_back,
    )


def _slash_codes(text: str) -> dict[str, str]:
    """The text by its code words. An unknown one ends what a known one says, unless that is the payer's own text."""
    said_by: dict[str, list[str]] = {"": []}
    current, start, position = "", 0, 0
    while found := SLASH_CODE.search(text, position):
        code, position = found[1], found.end() - 1
        # What stands right behind a word is what it says, though it may look like a word.
        if code not in KNOWN and (len(code) < 3 or current in KEEPING or found.start() < start):
            continue
        said_by.setdefault(current, []).append(text[start : found.start()])
        current, start = code, found.end()
        said_by.setdefault(current, [])
    said_by[current].append(text[start:])
    return {code: " ".join(filter(None, (value.strip(" /") for value in values))) for code, values in said_by.items()}


def _bare(value: str) -> str:
    return " ".join(value.strip(" /").split())
