"""What of a statement is new beside those that are kept: equal bookings are counted, and newness has to be proved.

A booking that bears no reference of the bank looks like any other of the same day, amount and payer. Counting alone
takes a second one for the first come again. So each statement is first set against every kept one of its account:

- the same balances, and the same bookings between them: it has come again, in whatever format;
- another number in the bank's own count, or balances that go on where the other stops: nothing of it can be known;
- else the two may hold the same bookings, and equal ones count once.

Where the proofs contradict each other (another number and the same balances; one that goes on, but also from where the
other began) nothing is dropped: the lines are kept and marked, and a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from wego.engines.banking.statements import Line, Statement, facts_key


@dataclass(frozen=True)
class KeptLine:
    """A booking that is kept, by its facts; the same for equal ones."""

    facts: str
    booked_on: date
    amount: Decimal


@dataclass(frozen=True)
class KeptStatement:
    """A statement that is kept, with those of its lines that it brought first."""

    form: str
    number: str
    number_counts: bool
    opening: Decimal | None
    closing: Decimal | None
    from_on: date
    to_on: date
    lines: tuple[KeptLine, ...] = ()


@dataclass(frozen=True)
class New:
    """A line that no kept statement brought; doubtful where an equal one is kept and nothing proves either way."""

    line: Line
    facts: str
    is_doubtful: bool = False


class Relation(Enum):
    """How a statement stands to a kept one."""

    APART = "apart"
    MAY_SHARE = "may_share"
    UNCLEAR = "unclear"


def new_lines(statement: Statement, form: str, kept: Sequence[KeptStatement]) -> list[New]:
    """The lines of a statement that are new beside kept ones of the same account and currency."""
    if _has_come_again(statement, form, kept):
        return []
    shared: Counter[str] = Counter()
    unclear: Counter[str] = Counter()
    for other in kept:
        counted = Counter(line.facts for line in other.lines)
        relation = _relation(statement, form, other)
        if relation is Relation.MAY_SHARE:
            shared += counted
        elif relation is Relation.UNCLEAR:
            unclear += counted
    found = []
    for line in statement.lines:
        facts = facts_key(statement.account, line)
        if shared[facts] > 0:
            shared[facts] -= 1
            continue
        is_doubtful = unclear[facts] > 0
        unclear[facts] -= 1
        found.append(New(line, facts, is_doubtful))
    return found


def _relation(new: Statement, form: str, kept: KeptStatement) -> Relation:
    if kept.opening is None or kept.closing is None or new.opening is None or new.closing is None:
        return Relation.MAY_SHARE
    differs = _is_numbered_otherwise(new, form, kept)
    begins, ends = new.opening == kept.opening, new.closing == kept.closing
    if begins and ends:
        return Relation.UNCLEAR if differs else Relation.MAY_SHARE
    goes_on = new.opening == kept.closing or new.closing == kept.opening
    if goes_on and not (begins or ends):
        return Relation.APART
    if goes_on:
        # One of the two comes back to where it began, so that the other may also lie within it.
        return Relation.APART if differs else Relation.UNCLEAR
    if differs and not (begins or ends):
        return Relation.APART
    return Relation.MAY_SHARE


def _is_numbered_otherwise(new: Statement, form: str, kept: KeptStatement) -> bool:
    """Did the bank itself count them as two?"""
    is_counted = form == kept.form and new.number_counts and kept.number_counts
    return is_counted and bool(new.number and kept.number) and new.number != kept.number


def _has_come_again(statement: Statement, form: str, kept: Sequence[KeptStatement]) -> bool:
    """Do kept statements between the same balances hold just these amounts on just these days?

    Then it is known, however another format words its lines, and though several may have brought them.
    """
    if not statement.has_balances or not statement.lines:
        return False
    together = [other for other in kept if other.opening is not None and not _stands_apart(statement, form, other)]
    begins = any(other.opening == statement.opening for other in together)
    ends = any(other.closing == statement.closing for other in together)
    if not (begins and ends):
        return False
    first = min(line.booked_on for line in statement.lines)
    last = max(line.booked_on for line in statement.lines)
    known = Counter(
        (line.booked_on, line.amount) for other in kept for line in other.lines if first <= line.booked_on <= last
    )
    return known == Counter((line.booked_on, line.amount) for line in statement.lines)


def _stands_apart(statement: Statement, form: str, other: KeptStatement) -> bool:
    return _is_numbered_otherwise(statement, form, other) and (
        other.opening == statement.opening and other.closing == statement.closing
    )
