"""The Schulze method with winning votes: M. Schulze, “A new monotonic, clone-independent, reversal symmetric, and
Condorcet-consistent single-winner election method”, Social Choice and Welfare 36 (2011).
"""

from __future__ import annotations

from fractions import Fraction

from wego.engines.messages import Message, message
from wego.engines.tally.ballots import Ballots, Weight
from wego.engines.tally.choices import seats_tied
from wego.engines.tally.outcome import Outcome, Round, names_of, short
from wego.engines.tally.validity import Box, as_order, open_box

Matrix = list[list[Weight]]


def count_schulze(ballots: Ballots, seats: int) -> Outcome:
    """Elected: whoever stands among the first `seats` in every order that the strongest paths allow."""
    box = open_box(ballots, as_order)
    several = range(len(box.candidates))
    prefer = preferences(box)
    paths = strongest_paths(prefer)
    beats = [[one != other and paths[one][other] > paths[other][one] for other in several] for one in several]
    beaten = [sum(beats[other][one] for other in several) for one in several]
    beating = [sum(beats[one]) for one in several]
    order = sorted(several, key=lambda one: (beaten[one], -beating[one]))
    # In some order all but those whom a candidate beats stand before it.
    sure = [one for one in order if len(box.candidates) - 1 - beating[one] < seats]
    tied = [one for one in order if beaten[one] < seats and one not in sure]
    elected, tie = names_of(box.candidates, sure), names_of(box.candidates, tied)
    steps = [*box.steps(), *_explained(box, prefer, beats)]
    if len(box.candidates) <= seats:
        steps.append(message("all_elected", names=elected))
    elif elected:
        steps.append(message("best_paths", names=elected))
    steps += seats_tied(tie, seats - len(elected))
    votes = {name: Fraction(number) for name, number in zip(box.candidates, beating, strict=True)}
    return Outcome(box.valid, box.invalid, (Round(1, votes, elected),), tuple(steps), elected, tie=tie)


def preferences(box: Box) -> Matrix:
    """How much weight puts each candidate before each other; the unranked are equal and last."""
    several = len(box.candidates)
    matrix: Matrix = [[0] * several for _ in range(several)]
    for ranking, weight in box.groups.items():
        behind = set(range(several))
        for rank in ranking:
            there = (rank,) if isinstance(rank, int) else rank
            behind.difference_update(there)
            for one in there:
                row = matrix[one]
                for other in behind:
                    row[other] += weight
    return matrix


def strongest_paths(prefer: Matrix) -> Matrix:
    """The widest path between each two, over links won, each as strong as the votes that win it."""
    several = range(len(prefer))
    paths = [
        [prefer[one][other] if prefer[one][other] > prefer[other][one] else 0 for other in several] for one in several
    ]
    for via in several:
        through = paths[via]
        for one in several:
            if one != via and (first := paths[one][via]):
                row = paths[one]
                for other in several:
                    if other != one and row[other] < (link := min(first, through[other])):
                        row[other] = link
    return paths


def _explained(box: Box, prefer: Matrix, beats: list[list[bool]]) -> list[Message]:
    names = box.candidates
    steps = []
    for one in range(len(names)):
        for other in range(one + 1, len(names)):
            more, less = (one, other) if prefer[one][other] >= prefer[other][one] else (other, one)
            steps.append(
                message(
                    "pair",
                    votes=short(prefer[more][less]),
                    name=names[more],
                    other=names[less],
                    against=short(prefer[less][more]),
                )
            )
    for one in range(len(names)):
        if behind := tuple(names[other] for other in range(len(names)) if beats[one][other]):
            steps.append(message("path", name=names[one], names=behind))
    return steps
