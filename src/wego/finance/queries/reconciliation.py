"""What the banks' statements say of the end of some days, beside the books, and what makes the difference.

The books keep one account of banks a currency, and nothing but the money of members: what a bank paid or took, and what
the network spent, stands on the statements alone. So the two balances hardly ever are the same number; they agree when
every part of their difference is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import CharField, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.utils import timezone

from wego.engines.banking import account_key, statement_count
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.models import Account, JournalEntry, Payment, Posting

NOTHING = Decimal(0)
A_DAY = timedelta(days=1)


class DifferencePart(Enum):
    """What makes the difference between bank and books."""

    BEFORE = "before"  # it was there when these days, or the first statement, began
    SET_ASIDE = "set_aside"
    LEFT = "left"
    WAITING = "waiting"
    REFUNDS = "refunds"
    OTHER_WAYS = "other_ways"
    BY_HAND = "by_hand"
    UNDONE = "undone"
    NO_BALANCE = "no_balance"
    MISSING = "missing"
    REST = "rest"


TO_LOOK_AT = (DifferencePart.WAITING, DifferencePart.BY_HAND, DifferencePart.MISSING, DifferencePart.REST)


@dataclass(frozen=True)
class AccountEnd:
    """What a bank's statements say that was in an account at the end."""

    account: str
    balance: Decimal
    stated_on: date


@dataclass(frozen=True)
class Reconciliation:
    """Bank and books of one currency at the end of some days; the parts make the difference, to the last coin."""

    currency: str
    bank: Decimal
    books: Decimal
    accounts: tuple[AccountEnd, ...]
    parts: dict[DifferencePart, Decimal]

    @property
    def difference(self) -> Decimal:
        return self.bank - self.books

    @property
    def is_in_order(self) -> bool:
        """Is every part of the difference one that may stay?"""
        return not any(self.parts.get(part) for part in TO_LOOK_AT)


@dataclass
class _AccountOfBank:
    """One account with its statements and, of the days looked at, its lines."""

    statements: list[BankStatement]
    currency: str

    def opening(self) -> tuple[Decimal, date] | None:
        """The balance before its first statement, and that statement's day."""
        known = [one for one in self.statements if one.opening is not None]
        if not known:
            return None
        first = min(one.from_on for one in known)
        same = [one for one in known if one.from_on == first]
        heads = [one for one in same if all(one.opening != other.closing for other in same if other is not one)]
        chosen = min(heads or same, key=_order)
        assert chosen.opening is not None
        return chosen.opening, first

    def balance(self, on: date) -> tuple[Decimal, date] | None:
        """The balance at the end of a day by the last statement begun by then, and the day that it reaches."""
        known = [one for one in self.statements if one.closing is not None and one.from_on <= on]
        if not known:
            return None
        last = max(one.to_on for one in known)
        same = [one for one in known if one.to_on == last]
        tails = [one for one in same if all(one.closing != other.opening for other in same if other is not one)]
        chosen = max(tails or same, key=_order)
        assert chosen.closing is not None
        if last <= on:
            return chosen.closing, last
        later = _sum(lines_of(self.keys).filter(booked_on__gt=on, booked_on__lte=last), "amount")
        return chosen.closing - later, on

    @property
    def keys(self) -> list[int]:
        return [one.pk for one in self.statements]


def reconciliations(start: date, end: date) -> list[Reconciliation]:
    """One for each currency of which a bank's statement names a balance by the end of the days."""
    found: dict[str, list[_AccountOfBank]] = {}
    for account in accounts_of_banks(end):
        found.setdefault(account.currency, []).append(account)
    rows = (_reconciled(currency, accounts, start, end) for currency, accounts in sorted(found.items()))
    return [row for row in rows if row is not None]


def accounts_of_banks(end: date) -> list[_AccountOfBank]:
    """Every account that has statements begun by a day, however its banks write it."""
    found: dict[tuple[str, str], list[BankStatement]] = {}
    statements = BankStatement.objects.filter(from_on__lte=end).defer("columns", "file").order_by("from_on", "pk")
    for one in statements:
        found.setdefault((account_key(one.account), one.currency), []).append(one)
    return [_AccountOfBank(rows, currency) for (_key, currency), rows in found.items()]


def _reconciled(currency: str, accounts: list[_AccountOfBank], start: date, end: date) -> Reconciliation | None:
    ends, begun, kept, missing = [], [], list[int](), NOTHING
    for account in accounts:
        closing = account.balance(end)
        opening = account.balance(start - A_DAY) or account.opening()
        if closing is None or opening is None:
            continue
        kept += account.keys
        missing += (
            closing[0] - opening[0] - _sum(lines_of(account.keys).filter(booked_on__range=(start, end)), "amount")
        )
        ends.append(AccountEnd(account.statements[-1].account, closing[0], closing[1]))
        begun.append((opening[0], start if opening[1] < start else opening[1]))
    if not ends:
        return None
    since = min(day for _amount, day in begun)
    bank, books = sum((one.balance for one in ends), NOTHING), _books(currency, end)
    before = sum((amount for amount, _day in begun), NOTHING) - _books(currency, since - A_DAY)
    parts = {DifferencePart.BEFORE: before, DifferencePart.MISSING: missing}
    lines = lines_of(kept).filter(booked_on__range=(start, end))
    parts |= _parts_of_lines(lines)
    parts |= _parts_of_books(currency, lines, since, end)
    parts[DifferencePart.REST] = bank - books - sum(parts.values(), NOTHING)
    return Reconciliation(
        currency, bank, books, tuple(ends), {part: parts[part] for part in DifferencePart if parts.get(part)}
    )


def _parts_of_lines(lines: QuerySet[BankLine]) -> dict[DifferencePart, Decimal]:
    """What stands on the statements and not in the books."""
    status = BankLine.Status
    ways = {
        DifferencePart.SET_ASIDE: status.SET_ASIDE,
        DifferencePart.LEFT: status.OUTGOING,
        DifferencePart.WAITING: status.OPEN,
    }
    return {part: _sum(lines.filter(status=wanted), "amount") for part, wanted in ways.items()}


def _parts_of_books(currency: str, lines: QuerySet[BankLine], since: date, end: date) -> dict[DifferencePart, Decimal]:
    """What stands in the books and not on these statements, with its sign turned."""
    kind, midnight = BankLine._meta.label, _midnight_after(end)
    numbers = lines.annotate(key=Cast("pk", CharField())).order_by().values("key")
    payments = Payment.objects.filter(currency=currency)
    in_days = payments.filter(received_on__range=(since, end))
    live = in_days.filter(Q(cancelled_at=None) | Q(cancelled_at__gte=midnight))
    of_lines, others = live.filter(source_kind=kind), live.exclude(source_kind=kind)
    by_hand = others.filter(method=Payment.Method.BANK)
    undone_later = of_lines.filter(cancelled_at__gte=midnight, source_id__in=numbers)
    undone_now = payments.filter(
        received_on__lt=since, cancelled_at__gte=_midnight_after(since - A_DAY), cancelled_at__lt=midnight
    )
    payouts = Posting.objects.filter(
        entry__act=JournalEntry.Act.PAYOUT, currency=currency, entry__valued_on__range=(since, end)
    )
    return {
        DifferencePart.BY_HAND: -_sum(by_hand, "amount"),
        DifferencePart.OTHER_WAYS: -_sum(others.exclude(method=Payment.Method.BANK), "amount"),
        DifferencePart.NO_BALANCE: -_sum(of_lines.exclude(source_id__in=numbers), "amount"),
        DifferencePart.UNDONE: _sum(undone_now, "amount") - _sum(undone_later, "amount"),
        DifferencePart.REFUNDS: -_balance_of_bank(payouts),
    }


def statements_end_early(end: date) -> list[AccountEnd]:
    """Accounts whose statements of these days stop before the last of their working days."""
    working = end - timedelta(days=max(end.weekday() - 4, 0))
    found = []
    for account in accounts_of_banks(end):
        last = max(one.to_on for one in account.statements)
        if end.year == last.year and last < working and not _goes_on(account, end):
            found.append(AccountEnd(account.statements[-1].account, NOTHING, last))
    return found


def _goes_on(account: _AccountOfBank, end: date) -> bool:
    """Does the next statement open with the balance with which the last of these days closed?"""
    closing = account.balance(end)
    key = account_key(account.statements[-1].account)
    later = BankStatement.objects.filter(from_on__gt=end, currency=account.currency).order_by("from_on", "pk")
    following = next((one for one in later if account_key(one.account) == key), None)
    return bool(closing and following and following.opening == closing[0])


def _books(currency: str, on: date) -> Decimal:
    return _balance_of_bank(Posting.objects.filter(currency=currency, entry__valued_on__lte=on))


def _balance_of_bank(postings: QuerySet[Posting]) -> Decimal:
    debit = _sum(postings.filter(debit=Account.BANK), "amount")
    return debit - _sum(postings.filter(credit=Account.BANK), "amount")


def lines_of(statements: list[int]) -> QuerySet[BankLine]:
    """The lines that statements brought."""
    return BankLine.objects.filter(statement__in=statements)


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + A_DAY, time.min))


def _order(statement: BankStatement) -> tuple[Any, ...]:
    return (statement_count(statement.number) if statement.is_counted else (), statement.pk)


def _sum(rows: QuerySet[Any], column: str) -> Decimal:
    return _exact(rows.order_by().aggregate(sum=Sum(column))["sum"])


def _exact(amount: Any) -> Decimal:
    # SQLite adds decimals as floating point numbers; to the coin the sum is exact.
    return Decimal(amount or 0).quantize(Decimal("0.001")).normalize() + NOTHING
