"""Which ballots count by a method, and why the others do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from wego.engines.messages import Message, message
from wego.engines.tally.ballots import Ballots, Ranking, Weight
from wego.engines.tally.outcome import short

# A ranking as a method counts it; or why it is invalid: "empty", "overvoted", "no_first".
Reading = Ranking | str


@dataclass(frozen=True, slots=True)
class Box:
    """The valid ballots of a vote as its method reads them, and the weight of the invalid by their reason."""

    candidates: tuple[str, ...]
    groups: Mapping[Ranking, Weight]
    refused: Mapping[str, Weight]

    @property
    def valid(self) -> Weight:
        return sum(self.groups.values())

    @property
    def invalid(self) -> Weight:
        return sum(self.refused.values())

    def steps(self) -> Iterator[Message]:
        yield message("counted", valid=short(self.valid), invalid=short(self.invalid))
        if empty := self.refused.get("empty"):
            yield message("invalid_empty", votes=short(empty))
        if overvoted := self.refused.get("overvoted"):
            yield message("invalid_overvoted", votes=short(overvoted))
        if no_first := self.refused.get("no_first"):
            yield message("invalid_no_first", votes=short(no_first))


def open_box(ballots: Ballots, reading: Callable[[Ranking], Reading]) -> Box:
    """Each different ballot read once."""
    groups: dict[Ranking, Weight] = {}
    refused: dict[str, Weight] = {}
    for ranking, weight in ballots.groups.items():
        read = reading(ranking)
        if isinstance(read, str):
            refused[read] = refused.get(read, 0) + weight
        else:
            groups[read] = groups.get(read, 0) + weight
    return Box(ballots.candidates, groups, {reason: weight for reason, weight in refused.items() if weight})


def as_choice(ranking: Ranking) -> Reading:
    """The first place alone: one candidate."""
    return first if isinstance(first := _first(ranking), str) else (first,)


def as_approvals(ranking: Ranking) -> Reading:
    """All who are named, as one place."""
    named = tuple(sorted({one for rank in ranking for one in ((rank,) if isinstance(rank, int) else rank)}))
    return (named,) if named else "empty"


def as_preferences(ranking: Ranking) -> Reading:
    """Choices one after the other: those behind a gap do not count (“in consecutive order”, Scottish order)."""
    if isinstance(first := _first(ranking), str):
        return first
    if any(rank and not isinstance(rank, int) for rank in ranking):
        return "overvoted"
    return ranking[: ranking.index(())] if () in ranking else ranking


def as_order(ranking: Ranking) -> Reading:
    """Who stands before whom: a gap changes nothing, a tie is one."""
    return tuple(rank for rank in ranking if rank != ()) or "empty"


def _first(ranking: Ranking) -> int | str:
    if all(rank == () for rank in ranking):
        return "empty"
    first = ranking[0]
    return first if isinstance(first, int) else "overvoted" if first else "no_first"
