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

from wego.engines.banking.statements import Statement, StatementLine, facts_key


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

    line: StatementLine
    facts: str
    is_doubtful: bool = False


class StatementRelation(Enum):
    """How a statement stands to a kept one."""

    APART = "apart"
    MAY_SHARE = "may_share"
    UNCLEAR = "unclear"


def new_lines(statement: Statement, form: str, kept: Sequence[KeptStatement]) -> list[New]:
    """The lines of a statement that are new beside kept ones of the same account and currency."""
    facts = [facts_key(statement.account, line) for line in statement.lines]
    beside = _Beside(statement, form, kept, Counter(facts))
    relations = [(other, beside.relation(other)) for other in kept]
    if _has_come_again(statement, relations):
        return []
    shared: Counter[str] = Counter()
    unclear: Counter[str] = Counter()
    for other, relation in relations:
        counted = Counter(line.facts for line in other.lines)
        if relation is StatementRelation.MAY_SHARE:
            shared += counted
        elif relation is StatementRelation.UNCLEAR:
            unclear += counted
    found = []
    for line, key in zip(statement.lines, facts, strict=True):
        if shared[key] > 0:
            shared[key] -= 1
            continue
        found.append(New(line, key, is_doubtful=unclear[key] > 0))
        unclear[key] -= 1
    return found


class _Beside:
    """A statement that comes, and which kept ones its balances prove to lie before or behind it."""

    def __init__(self, new: Statement, form: str, kept: Sequence[KeptStatement], facts: Counter[str]) -> None:
        self.new, self.form, self.facts = new, form, facts
        self.before = _reached(new.opening, [(one.closing, one.opening, one) for one in kept])
        self.behind = _reached(new.closing, [(one.opening, one.closing, one) for one in kept])

    def relation(self, kept: KeptStatement) -> StatementRelation:
        """How the new statement stands to a kept one."""
        new = self.new
        if kept.opening is None or kept.closing is None or not new.has_balances:
            return StatementRelation.MAY_SHARE
        begins, ends = new.opening == kept.opening, new.closing == kept.closing
        goes_on = (id(kept) in self.before) + (id(kept) in self.behind)
        if self.is_numbered_otherwise(kept):
            holds_all = not Counter(line.facts for line in kept.lines) - self.facts
            return StatementRelation.UNCLEAR if begins and holds_all else StatementRelation.APART
        if begins and ends:
            return StatementRelation.MAY_SHARE
        if goes_on:
            # Balances that come back to where they were let the one lie behind the other, or within it.
            return StatementRelation.APART if goes_on == 1 and not (begins or ends) else StatementRelation.UNCLEAR
        return StatementRelation.MAY_SHARE

    def is_numbered_otherwise(self, kept: KeptStatement) -> bool:
        """Did the bank itself count them as two?"""
        new = self.new
        is_counted = self.form == kept.form and new.number_counts and kept.number_counts
        return is_counted and bool(new.number and kept.number) and new.number != kept.number


def _reached(start: Decimal | None, links: Sequence[tuple[Decimal | None, Decimal | None, KeptStatement]]) -> set[int]:
    """The kept statements that a chain of balances leads to."""
    by_balance: dict[Decimal, list[tuple[Decimal, KeptStatement]]] = {}
    for near, far, one in links:
        if near is not None and far is not None:
            by_balance.setdefault(near, []).append((far, one))
    reached: set[int] = set()
    balances = [] if start is None else [start]
    while balances:
        for far, one in by_balance.pop(balances.pop(), ()):
            reached.add(id(one))
            balances.append(far)
    return reached


def _has_come_again(statement: Statement, relations: Sequence[tuple[KeptStatement, StatementRelation]]) -> bool:
    """Do kept statements between the same balances hold just these amounts on just these days?

    Then it is known, however another format words its lines, and though several may have brought them.
    """
    if not statement.has_balances or not statement.lines:
        return False
    together = [other for other, relation in relations if relation is StatementRelation.MAY_SHARE]
    begins = any(other.opening == statement.opening for other in together)
    ends = any(other.closing == statement.closing for other in together)
    if not (begins and ends):
        return False
    first = min(line.booked_on for line in statement.lines)
    last = max(line.booked_on for line in statement.lines)
    known = Counter(
        (line.booked_on, line.amount) for other in together for line in other.lines if first <= line.booked_on <= last
    )
    return known == Counter((line.booked_on, line.amount) for line in statement.lines)
