"""A bank statement as any bank's file says it: its lines, its balances, and what tells one line from every other."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from babel.numbers import is_currency
from django.utils.translation import gettext as _

from wego.datafiles import DataFault, DataFaults

# What banks write where they have no reference of their own.
NO_REFERENCE = frozenset({"", "NONREF", "NOTPROVIDED", "NOREF", "NONE"})
# Amounts are kept with two decimals and twelve digits before them.
LARGEST = Decimal("999999999999.99")


Facts = tuple[object, ...]  # what tells one booking from another


@dataclass(frozen=True)
class Line:
    """One booking. The amount is positive where money came in and negative where it went out."""

    booked_on: date
    amount: Decimal
    currency: str
    value_on: date | None = None
    payer: str = ""
    payer_account: str = ""
    texts: tuple[str, ...] = ()
    bank_reference: str = ""
    charges: Decimal | None = None
    instructed_amount: Decimal | None = None
    instructed_currency: str = ""
    number: int | None = None  # its line in the file
    identity: str = ""
    is_repeated: bool = False  # the same booking as another line of the file, as far as one can see


@dataclass(frozen=True)
class Statement:
    """The lines of one account between two balances. Balances are None where the format has none (a plain table)."""

    account: str
    currency: str
    from_on: date
    to_on: date
    lines: tuple[Line, ...]
    opening: Decimal | None = None
    closing: Decimal | None = None
    identity: str = ""


def account_key(account: str) -> str:
    """An account's number without the spaces and signs in which banks differ: `DE89 3704 0044` → `DE8937040044`."""
    return re.sub(r"[^0-9A-Z]", "", account.upper())


def checked(file: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of one file, each line with its identity, or their refusal.

    Equal lines are counted through the whole file, since a day may go over several pages; and each page must open with
    the balance at which the last one closed.
    """
    seen: Counter[Facts] = Counter()
    return _continuous(file, tuple(_checked(file, statement, seen) for statement in statements))


def _checked(file: str, statement: Statement, seen: Counter[Facts]) -> Statement:
    """One statement, balanced.

    Opening balance and lines must make the closing balance. A booking that stands twice is left out where only then
    the balances agree; where they agree with both it is kept and marked; without balances one that bears the bank's
    own reference is left out and any other is marked, so that a person decides.
    """
    faults = list(_line_faults(file, statement))
    if faults:
        raise DataFaults(faults)
    lines = _identified(statement, seen)
    single = tuple(line for line in lines if not line.is_repeated)
    if statement.opening is None or statement.closing is None:
        kept = tuple(line for line in lines if not line.is_repeated or _reference(line) == "")
    elif statement.opening + _sum(lines) == statement.closing:
        kept = lines
    elif statement.opening + _sum(single) == statement.closing:
        kept = single
    else:
        raise DataFaults([_balance_fault(file, statement)])
    return replace(statement, lines=kept, identity=_statement_identity(statement, kept))


def _continuous(file: str, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    closed: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        key = (statement.account, statement.currency)
        before = closed.get(key)
        if before and before.closing is not None and statement.opening is not None:
            difference = statement.opening - before.closing
            if difference:
                message = _(
                    "a page of account %(account)s is missing: one closes at %(closing)s, the next opens at %(opening)s"
                )
                facts = {"account": before.account, "closing": before.closing, "opening": statement.opening}
                raise DataFaults([DataFault(file, message % facts, _("fetch the whole file from the bank again"))])
        closed[key] = statement
    return statements


def _line_faults(file: str, statement: Statement) -> Iterable[DataFault]:
    if not is_currency(statement.currency):
        yield currency_fault(file, statement.currency)
        return
    for line in statement.lines:
        if line.currency != statement.currency:
            message = _("%(currency)s on an account in %(account)s") % {
                "currency": line.currency or "–",
                "account": statement.currency,
            }
            yield DataFault(file, message, _("one account has one currency"), line.number)
        if not line.amount:
            yield DataFault(file, _("the amount is zero"), _("fetch the whole file from the bank again"), line.number)
        yield from _size_faults(file, line)


def _size_faults(file: str, line: Line) -> Iterable[DataFault]:
    if abs(line.amount) > LARGEST:
        yield DataFault(file, _("the amount is too large"), _("at most twelve digits before the point"), line.number)
    elif line.amount != round(line.amount, 2):
        yield DataFault(file, _("the amount has more than two decimals"), _("at most two are kept"), line.number)


def currency_fault(file: str, code: str, line: int | None = None) -> DataFault:
    """The refusal of what is no ISO 4217 code."""
    message = _("“%(code)s” is no currency") % {"code": code}
    return DataFault(file, message, _("write its ISO 4217 code, such as USD"), line)


def _balance_fault(file: str, statement: Statement) -> DataFault:
    assert statement.opening is not None
    assert statement.closing is not None
    total = statement.opening + _sum(statement.lines)
    message = _(
        "the lines do not make the closing balance of account %(account)s: %(opening)s and the lines are %(total)s, "
        "the file says %(closing)s, a difference of %(difference)s"
    )
    facts = {
        "account": statement.account,
        "opening": statement.opening,
        "total": total,
        "closing": statement.closing,
        "difference": statement.closing - total,
    }
    return DataFault(file, message % facts, _("lines are missing or stand twice: fetch the file from the bank again"))


def _identified(statement: Statement, seen: Counter[Facts]) -> tuple[Line, ...]:
    """Every line with its identity.

    The bank's reference alone does not tell lines apart: banks give a payment and its fee the same one. Day and amount
    go with it; payer and texts only where there is no reference, since banks word the same booking differently in
    different files.
    """
    lines = []
    for line in statement.lines:
        reference = _reference(line)
        words = () if reference else (line.payer, *line.texts)
        facts = (account_key(statement.account), line.booked_on, f"{line.amount:.2f}", line.currency, reference, *words)
        seen[facts] += 1
        text = "\x1f".join(map(str, (*facts, seen[facts])))
        identity = hashlib.sha256(text.encode()).hexdigest()
        lines.append(replace(line, identity=identity, is_repeated=seen[facts] > 1))
    return tuple(lines)


def _reference(line: Line) -> str:
    reference = re.sub(r"\s", "", line.bank_reference).upper()
    return "" if reference in NO_REFERENCE else reference


def _statement_identity(statement: Statement, lines: Iterable[Line]) -> str:
    balances = (statement.opening, statement.closing, statement.from_on, statement.to_on)
    facts = (account_key(statement.account), statement.currency, *balances, *(line.identity for line in lines))
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))
