"""The one door to a count: checks what is asked, takes the withdrawn off, and lets the method count."""

from __future__ import annotations

from dataclasses import replace

from wego.engines.messages import Message, message
from wego.engines.tally.ballots import Ballots, Weight
from wego.engines.tally.choices import count_approvals, count_choices
from wego.engines.tally.motions import OPTIONS, RULES, count_motion
from wego.engines.tally.outcome import Outcome, short
from wego.engines.tally.schulze import count_schulze
from wego.engines.tally.transfers import count_instant_runoff, count_transferable

MOTIONS = tuple(RULES)
NEEDS_ROLL = ("absolute_majority", "two_thirds")
METHODS = (*MOTIONS, "plurality", "approval", "irv", "stv", "schulze")
_COUNTS = {
    "plurality": count_choices,
    "approval": count_approvals,
    "irv": count_instant_runoff,
    "stv": count_transferable,
    "schulze": count_schulze,
}


class CannotCount(Exception):
    """The ballots are sound, yet this method cannot count them. Says what is wrong, and what would be right."""

    def __init__(self, said: str, remedy: str) -> None:
        self.said, self.remedy = said, remedy
        super().__init__(f"{said} ({remedy})")


def count(ballots: Ballots, *, method: str, seats: int | None = None, roll: int | None = None) -> Outcome:
    """The result by one of METHODS. Without `seats` as many as the file says, else one. Motions elect nobody.

    Raises CannotCount. Ballots without weight are none.
    """
    if method not in METHODS:
        raise CannotCount(f"there is no method {method!r}", f"name one of {', '.join(METHODS)}")
    _check_votes(ballots, roll)
    if method in MOTIONS:
        return _motion(ballots, method, roll)
    if ballots.kind == "approved" and method != "approval":
        raise CannotCount(f"{method} needs choices in order, and these are approvals", "count them by approval")
    notes: list[Message] = []
    if ballots.withdrawn:
        names = tuple(ballots.candidates[one] for one in sorted(ballots.withdrawn))
        notes.append(message("withdrawn", names=names))
        ballots = ballots.without_withdrawn()
    wanted = seats or ballots.seats or 1
    if method == "irv" and 1 < wanted < len(ballots.candidates):
        if seats:
            raise CannotCount("irv fills one seat", "leave --seats out, or count by stv")
        notes.append(message("one_seat", seats=wanted))
        wanted = 1
    found = _COUNTS[method](ballots, wanted)
    return replace(found, steps=(*notes, *found.steps))


def _check_votes(ballots: Ballots, roll: int | None) -> None:
    total: Weight = ballots.total
    if not total:
        raise CannotCount("there are no ballots", "give at least one, with a weight above zero")
    if roll is not None and total > roll:
        raise CannotCount(f"there are more votes ({short(total)}) than the roll has ({roll})", "check both")


def _motion(ballots: Ballots, method: str, roll: int | None) -> Outcome:
    if method in NEEDS_ROLL and roll is None:
        raise CannotCount(f"{method} is measured against the roll", "give the votes on the roll")
    named = {name.casefold(): at for at, name in enumerate(ballots.candidates)}
    if ballots.kind == "approved" or not set(named) <= set(OPTIONS) or len(named) < len(ballots.candidates):
        raise CannotCount(f"{method} counts only {', '.join(OPTIONS)}", "give a column choice, or name a method")
    return count_motion(ballots, named, method, roll)
