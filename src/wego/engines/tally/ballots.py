"""Ballots as every method takes them: equal ones grouped, with the sum of their weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

# One place of a ranking: a candidate's index; several that stand equal there; none (a gap): ().
Rank = int | tuple[int, ...]
Ranking = tuple[Rank, ...]
Weight = int | Fraction

LARGEST_WEIGHT = 1_000_000_000
WEIGHT = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class BallotFault:
    """One thing wrong in a file of ballots: the line, what is wrong, what would be right."""

    line: int | None
    message: str
    remedy: str = ""


class BallotsRefused(Exception):
    """A file of ballots was refused; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[BallotFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"line {one.line}: {one.message}" for one in self.faults))


@dataclass(frozen=True, slots=True)
class Ballots:
    """All ballots of one vote. `groups` has each different ballot once, with the sum of its weights.

    A single choice is a ranking of one; an approval ballot is one place with all that are approved (`kind` says which).
    """

    candidates: tuple[str, ...]
    groups: Mapping[Ranking, Weight]
    kind: str = "ranked"  # or "choice", "approved"
    withdrawn: frozenset[int] = field(default_factory=frozenset)
    seats: int | None = None  # as the file says

    @property
    def total(self) -> Weight:
        return sum(self.groups.values())

    def without_withdrawn(self) -> Ballots:
        """The same vote as if the withdrawn had never been named."""
        if not self.withdrawn:
            return self
        staying = [n for n in range(len(self.candidates)) if n not in self.withdrawn]
        new = {old: at for at, old in enumerate(staying)}
        groups: dict[Ranking, Weight] = {}
        for ranking, weight in self.groups.items():
            left = tuple(rank for old in ranking if (rank := _kept(old, new)) is not None)
            groups[left] = groups.get(left, 0) + weight
        return Ballots(tuple(self.candidates[n] for n in staying), groups, self.kind, frozenset(), self.seats)


def _kept(rank: Rank, new: Mapping[int, int]) -> Rank | None:
    """A place without the withdrawn; None: the place falls away. A gap stays a gap."""
    if isinstance(rank, int):
        return new.get(rank)
    if not rank:
        return rank
    return as_rank([new[old] for old in rank if old in new]) if any(old in new for old in rank) else None


def as_rank(names: Iterable[int]) -> Rank:
    """A place from the candidates that stand there; their order says nothing."""
    there = tuple(sorted(names))
    return there[0] if len(there) == 1 else there


def read_weight(text: str) -> Weight | str:
    """A weight from its text, exactly; or what is wrong with it."""
    if text == "1":
        return 1
    if not WEIGHT.fullmatch(text):
        return f"the weight {text!r} is not a number"
    weight = int(text) if text.isdigit() else Fraction(text)
    if weight < 0:
        return f"the weight {text} is below zero"
    if weight > LARGEST_WEIGHT:
        return f"the weight {text} is too large"
    return int(weight) if weight.denominator == 1 else weight


def repeated(ranking: Ranking) -> int | None:
    """A candidate whom the ballot names twice."""
    if len(set(ranking)) == len(ranking) and not any(isinstance(rank, tuple) for rank in ranking):
        return None
    named = [n for rank in ranking for n in ((rank,) if isinstance(rank, int) else rank)]
    if len(set(named)) == len(named):
        return None
    return next(n for n in named if named.count(n) > 1)


WEIGHT_REMEDY = "write a number from 0, with at most five decimals"
ONCE = "name each candidate once"
