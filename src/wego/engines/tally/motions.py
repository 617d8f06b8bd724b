"""Motions: yes and no against each other, or yes against the roll. An abstention is a valid ballot."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from wego.engines.messages import Message, message
from wego.engines.tally.ballots import Ballots, Weight
from wego.engines.tally.outcome import Outcome, Round, short
from wego.engines.tally.validity import as_choice, open_box

OPTIONS = ("yes", "no", "abstain")


def is_majority(yes: Weight, no: Weight, _roll: int) -> bool:
    """More yes than no; equal votes do not carry."""
    return yes > no


def is_absolute_majority(yes: Weight, _no: Weight, roll: int) -> bool:
    """More than half of the roll."""
    return yes * 2 > roll


def is_two_thirds(yes: Weight, _no: Weight, roll: int) -> bool:
    """Two thirds of the roll or more."""
    return yes * 3 >= roll * 2


RULES = {"majority": is_majority, "absolute_majority": is_absolute_majority, "two_thirds": is_two_thirds}


def count_motion(ballots: Ballots, named: Mapping[str, int], method: str, roll: int | None) -> Outcome:
    """`named`: the candidates' places by what they say. The roll counts only where the rule asks for it."""
    box = open_box(ballots, as_choice)
    votes = {option: box.groups.get((named.get(option, -1),), 0) for option in OPTIONS}
    carried = RULES[method](votes["yes"], votes["no"], roll or 0)
    said = message("motion", **{option: short(number) for option, number in votes.items()})
    return Outcome(
        valid=box.valid,
        invalid=box.invalid,
        rounds=(Round(1, {option: Fraction(number) for option, number in votes.items()}),),
        steps=(*box.steps(), said, _verdict(method, roll, carried=carried)),
        carried=carried,
    )


def _verdict(method: str, roll: int | None, *, carried: bool) -> Message:
    if method == "majority":
        return message("majority_carried" if carried else "majority_lost")
    if method == "absolute_majority":
        return message("absolute_carried" if carried else "absolute_lost", roll=roll)
    return message("two_thirds_carried" if carried else "two_thirds_lost", roll=roll)
