"""Plurality and approval: the candidates with the most votes, each ballot counting for one or for all it names."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from wego.engines.messages import Message, message
from wego.engines.tally.ballots import Ballots, Weight
from wego.engines.tally.outcome import Outcome, Round, names_of
from wego.engines.tally.validity import Box, as_approvals, as_choice, open_box


def count_choices(ballots: Ballots, seats: int) -> Outcome:
    """Plurality: each ballot is one vote for its first choice."""
    return _most(open_box(ballots, as_choice), seats, approvals=False)


def count_approvals(ballots: Ballots, seats: int) -> Outcome:
    """Approval: each ballot is a vote for everybody it names (S. Brams and P. Fishburn, “Approval voting”, 1978)."""
    return _most(open_box(ballots, as_approvals), seats, approvals=True)


def _most(box: Box, seats: int, *, approvals: bool) -> Outcome:
    votes: list[Weight] = [0] * len(box.candidates)
    for ranking, weight in box.groups.items():
        for one in (ranking[0],) if isinstance(ranking[0], int) else ranking[0]:
            votes[one] += weight
    sure, tied = split_by_rank(votes, seats)
    elected = names_of(box.candidates, sure)
    steps = list(box.steps())
    if len(votes) <= seats:
        steps.append(message("all_elected", names=elected))
    elif elected:
        steps.append(message("most_approvals" if approvals else "most_votes", names=elected))
    tie = names_of(box.candidates, tied)
    steps += seats_tied(tie, seats - len(elected))
    round_ = Round(1, dict(zip(box.candidates, map(Fraction, votes), strict=True)), elected)
    return Outcome(box.valid, box.invalid, (round_,), tuple(steps), elected, tie=tie)


def split_by_rank(votes: Sequence[Weight], seats: int) -> tuple[list[int], list[int]]:
    """Who is elected for sure, most votes first, and who are equal where the seats end."""
    order = sorted(range(len(votes)), key=lambda one: -votes[one])
    if len(order) <= seats:
        return order, []
    last, next_ = votes[order[seats - 1]], votes[order[seats]]
    if last > next_:
        return order[:seats], []
    return [one for one in order if votes[one] > last], [one for one in order if votes[one] == last]


def seats_tied(tie: tuple[str, ...], seats: int) -> list[Message]:
    return [message("seats_tied", seats=seats, names=tie)] if tie else []
