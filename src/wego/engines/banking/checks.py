"""The statements of one file against each other and against themselves: days, balances, order, pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

from wego.engines.banking.amounts import checked_amount
from wego.engines.banking.faults import FileFault, FileRefused, Note, refused
from wego.engines.banking.statements import (
    Statement,
    StatementLine,
    account_key,
    facts_key,
    said,
    statement_count,
    total,
)
from wego.engines.messages import message

MOST_LINES = 50_000
MOST_FAULTS = 20
# A booking this far from the statement's own days is a year that slipped; a value day may stray further.
AROUND = timedelta(days=190)
VALUE_AROUND = timedelta(days=731)
# A table names no days of its own: its lines lie around their middle.
TABLE_AROUND = timedelta(days=5 * 366)


def checked(
    statements: Sequence[Statement], *, latest: date | None = None
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """The statements in the order of time with what is to be noted, or the file's refusal.

    Opening balance and lines must make the closing balance of each, and each page must open with the balance at which
    the one before closed. `latest` is the last day on which anything can have been booked.
    """
    if sum(len(statement.lines) for statement in statements) > MOST_LINES:
        raise refused("too_long")
    notes: list[Note] = []
    faults = [fault for statement in statements for fault in _faults(statement, latest)]
    if faults:
        raise FileRefused(*faults[:MOST_FAULTS])
    whole = [_balanced(_without_zeros(statement, notes)) for statement in statements]
    once = _once(whole, notes)
    ordered = _ordered(once)
    _note_gaps(ordered, notes)
    return ordered, tuple(notes)


def _faults(statement: Statement, latest: date | None) -> Iterable[FileFault]:
    days = [line.booked_on for line in statement.lines]
    middle = median_low(days) if days else statement.from_on
    for amount in (statement.opening, statement.closing):
        if amount is not None:
            checked_amount(amount, statement.currency)
    for line in statement.lines:
        yield from _line_faults(statement, line, middle, latest)


def _line_faults(statement: Statement, line: StatementLine, middle: date, latest: date | None) -> Iterable[FileFault]:
    if line.currency != statement.currency:
        facts = {"currency": line.currency or "–", "account": statement.currency}
        yield FileFault(message("two_currencies", **facts), line.number)
        return
    day = {"day": line.booked_on.isoformat()}
    if statement.bounds:
        first, last = min(statement.bounds), max(statement.bounds)
        if not first - AROUND <= line.booked_on <= last + AROUND:
            facts = {**day, "first": first.isoformat(), "last": last.isoformat()}
            yield FileFault(message("day_outside_statement", **facts), line.number)
    elif abs(line.booked_on - middle) > TABLE_AROUND:
        yield FileFault(message("day_far_from_others", **day, middle=middle.isoformat()), line.number)
    if line.value_on and abs(line.value_on - line.booked_on) > VALUE_AROUND:
        yield FileFault(message("value_day_far", **day, value=line.value_on.isoformat()), line.number)
    if latest and line.booked_on > latest:
        yield FileFault(message("day_to_come", **day), line.number)


def _without_zeros(statement: Statement, notes: list[Note]) -> Statement:
    """A booking of nothing is information (a notice of terms), no money."""
    for line in statement.lines:
        if not line.amount:
            said = message("zero_left_out", day=line.booked_on.isoformat(), text=line.text[:80] or "–")
            notes.append(Note(said, line.number))
    return replace(statement, lines=tuple(line for line in statement.lines if line.amount))


def _balanced(statement: Statement) -> Statement:
    """The statement with its equal lines judged.

    A booking that stands twice is left out where only then the balances agree; where they agree with both it is kept
    and marked; without balances one that bears the bank's own reference is left out and any other is marked, so that
    a person decides.
    """
    seen: Counter[str] = Counter()
    lines = []
    for line in statement.lines:
        key = facts_key(statement.account, line)
        seen[key] += 1
        lines.append(replace(line, is_repeated=seen[key] > 1))
    single = [line for line in lines if not line.is_repeated]
    if statement.opening is None or statement.closing is None:
        kept = [line for line in lines if not line.is_repeated or not said(line.bank_reference)]
    elif statement.opening + total(lines) == statement.closing:
        kept = lines
    elif statement.opening + total(single) == statement.closing:
        kept = single
    else:
        raise FileRefused(_balance_fault(statement))
    return replace(statement, lines=tuple(kept))


def _balance_fault(statement: Statement) -> FileFault:
    assert statement.opening is not None
    assert statement.closing is not None
    made = statement.opening + total(statement.lines)
    said = message(
        "balance",
        account=statement.account,
        opening=statement.opening,
        total=made,
        closing=statement.closing,
        difference=statement.closing - made,
    )
    return FileFault(said)


def _once(statements: Sequence[Statement], notes: list[Note]) -> list[Statement]:
    """A statement that stands in the file twice, word for word, counts once."""
    kept: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        balances = (statement.opening, statement.closing, statement.from_on, statement.to_on)
        bookings = tuple(facts_key(statement.account, line) for line in statement.lines)
        key = (account_key(statement.account), statement.currency, statement.number, *balances, bookings)
        if key in kept and statement.has_balances:
            notes.append(Note(message("statement_twice", account=statement.account, number=statement.number or "–")))
        else:
            kept[key if statement.has_balances else (*key, len(kept))] = statement
    return list(kept.values())


def _ordered(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """In the order of time, whatever the file's: by days and numbers, or as the balances continue."""
    accounts: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        accounts[account_key(statement.account), statement.currency].append(statement)
    ordered = [item for several in accounts.values() for item in _chained(several)]
    return tuple(sorted(ordered, key=lambda statement: statement.to_on))


def _chained(statements: list[Statement]) -> list[Statement]:
    """One account's statements: sorted by day; of several orders of one day, the one in which balances continue."""
    by_time = sorted(statements, key=lambda one: (one.to_on, one.from_on, statement_count(one.number)))
    candidates = [by_time]
    for given in (statements, statements[::-1]):
        candidates.append(sorted(given, key=lambda one: (one.to_on, one.from_on)))
        candidates.append(sorted(given, key=lambda one: one.to_on))
    best = min(candidates, key=lambda order: sum(1 for _pair in _breaks(order)))
    for before, after in _breaks(best):
        same = before.number.partition("/")[0] == after.number.partition("/")[0]
        if before.is_page or after.is_page or (same and before.number and before.number_counts):
            facts = {"account": before.account, "closing": before.closing, "opening": after.opening}
            raise refused("page_missing", **facts)
    return best


def _breaks(statements: Sequence[Statement]) -> Iterable[tuple[Statement, Statement]]:
    for before, after in pairwise(statements):
        if None not in (before.closing, after.opening) and before.closing != after.opening:
            yield before, after


def _note_gaps(statements: Sequence[Statement], notes: list[Note]) -> None:
    last: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        key = (account_key(statement.account), statement.currency)
        pair = [last[key], statement] if key in last else []
        for before, after in _breaks(pair):
            facts = {"account": after.account, "closing": before.closing, "opening": after.opening}
            notes.append(Note(message("gap", **facts, day=after.from_on.isoformat())))
        last[key] = statement
