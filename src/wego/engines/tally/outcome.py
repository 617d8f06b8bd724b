"""What a count found: who is elected or whether a motion is carried, every round, and the steps in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wego.engines.messages import Message
from wego.engines.messages import english as in_english
from wego.engines.tally.ballots import Weight
from wego.engines.tally.messages import MESSAGES

PLACES = 5


@dataclass(frozen=True, slots=True)
class Round:
    """One stage as official counts publish it: what moved votes in it (a surplus, an exclusion), the votes at its end,
    and who was elected by them."""

    number: int
    votes: Mapping[str, Fraction]
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    exhausted: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole result. `tie` names those between whom the rules do not decide; then `winners` are elected anyway."""

    valid: Weight
    invalid: Weight
    rounds: tuple[Round, ...]
    steps: tuple[Message, ...]
    winners: tuple[str, ...] = ()
    carried: bool | None = None
    tie: tuple[str, ...] = ()


def as_document(found: Outcome) -> dict[str, object]:
    """The outcome as INTERFACES fixes it: votes as text with five decimals, sums of weight as numbers."""
    document: dict[str, object] = {
        "winners": list(found.winners),
        "carried": found.carried,
        "valid": as_number(found.valid),
        "invalid": as_number(found.invalid),
        "rounds": [
            {
                "round": one.number,
                "votes": {name: votes_text(votes) for name, votes in one.votes.items()},
                "elected": list(one.elected),
                "excluded": list(one.excluded),
                "exhausted": votes_text(one.exhausted),
            }
            for one in found.rounds
        ],
        "explanation": [english(step) for step in found.steps],
    }
    return document | ({"tie": list(found.tie)} if found.tie else {})


def english(step: Message) -> str:
    """A step as the command line prints it."""
    return in_english(step, MESSAGES)


def as_number(weight: Weight) -> int | float:
    return int(weight) if weight == int(weight) else float(weight)


def short(weight: Weight) -> str:
    """A weight in words: 12, or 12.5."""
    text = votes_text(Fraction(weight))
    return text.rstrip("0").rstrip(".")


def votes_text(votes: Fraction) -> str:
    """Exactly, with five decimals; with more only where fractions of weights need them."""
    places = PLACES
    while (10**places * votes).denominator != 1:
        places += 1
    units = int(votes * 10**places)
    return f"{units // 10**places}.{units % 10**places:0{places}d}"


def names_of(candidates: Sequence[str], chosen: Sequence[int]) -> tuple[str, ...]:
    return tuple(candidates[one] for one in chosen)
