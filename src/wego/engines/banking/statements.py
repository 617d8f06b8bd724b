"""A bank statement as any bank's file says it: its lines, its balances, and what tells one booking from every other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wego.engines.banking.faults import Note

# What banks write where they have no reference of their own.
NO_REFERENCE = frozenset({"", "NONREF", "NOTPROVIDED", "NOT PROVIDED", "NOREF", "NONE", "N/A"})


@dataclass(frozen=True)
class StatementLine:
    """One booking. The amount is positive where money came in and negative where it went out."""

    booked_on: date
    amount: Decimal
    currency: str
    value_on: date | None = None
    is_reversal: bool = False  # it takes an earlier booking back, or brings back what was sent and not taken
    payer: str = ""
    ultimate_payer: str = ""
    payer_account: str = ""
    text: str = ""
    entry_text: str = ""  # said of a whole batch: it proves nothing of this part of it
    references: tuple[str, ...] = ()  # of the payer and of the documents paid
    bank_reference: str = ""
    charges: Decimal | None = None
    instructed_amount: Decimal | None = None
    instructed_currency: str = ""
    number: int | None = None  # its line in the file
    is_repeated: bool = False  # the same booking as another line of the statement, as far as one can see


@dataclass(frozen=True)
class Statement:
    """The lines of one account between two balances. Balances are None where the format has none (a plain table)."""

    account: str
    currency: str
    from_on: date
    to_on: date
    lines: tuple[StatementLine, ...]
    number: str = ""  # as the bank counts its statements, with the page: `101/1`
    opening: Decimal | None = None
    closing: Decimal | None = None
    is_page: bool = False  # another page of the same statement goes before or follows
    bounds: tuple[date, date] | None = None  # the days that the statement itself names
    number_counts: bool = False  # the number is the bank's own count, not a mere name of the message

    @property
    def has_balances(self) -> bool:
        return self.opening is not None and self.closing is not None


@dataclass(frozen=True)
class FileReading:
    """What a file says: its statements in the order of time, and what is worth knowing of it."""

    format: str
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...] = ()


def account_key(account: str) -> str:
    """An account's number without the spaces and signs in which banks differ: `DE89 3704 0044` → `DE8937040044`."""
    return re.sub(r"[^0-9A-Z]", "", account.upper())


def statement_count(number: str) -> tuple[int, ...]:
    """A statement's number as the bank counts: `101/2` comes behind `101/1` and before `102/1`."""
    return tuple(int(part) for part in re.findall(r"[0-9]{1,18}", number))


def said(reference: str) -> str:
    """A reference, or nothing where the bank only says that there is none."""
    return "" if reference.strip().upper() in NO_REFERENCE else reference.strip()


def facts_key(account: str, line: StatementLine) -> str:
    """What tells a booking from others, as one hash; equal bookings share it.

    The bank's reference alone does not tell lines apart: banks give a payment and its fee the same one. Day and amount
    go with it; payer and text only where there is no reference, since banks word the same booking differently in
    different files.
    """
    reference = re.sub(r"\s", "", said(line.bank_reference)).upper()
    words = () if reference else (_letters(line.payer), _letters(line.text), *map(_letters, line.references))
    facts = (account_key(account), line.booked_on, f"{line.amount.normalize():f}", line.currency, reference, *words)
    return hashed(facts)


def hashed(facts: Iterable[object]) -> str:
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()


def total(lines: Iterable[StatementLine]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def _letters(text: str) -> str:
    """Letters and digits alone: spaces and line breaks differ between two files of one booking."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
