"""What one scoring comes to, before it is told with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from wego.engines.scoring.framework import FrameworkDefinition, Gate, Stage
from wego.engines.scoring.rules import PointTally


@dataclass(frozen=True)
class ScoringOutcome:
    """The bare numbers of one scoring, exact."""

    score: Fraction | None
    stage: Stage | None
    dimensions: Mapping[str, PointTally]
    aspects: Mapping[str, PointTally]
    withheld_by: tuple[str, ...]  # dimensions with too few answers for a stage
    gates: tuple[tuple[Gate, str, Fraction], ...]  # the gates that are closed, with a part that closes them


def to_be_of(framework: FrameworkDefinition, outcome: ScoringOutcome) -> Fraction | None:
    """Where the whole wants to be: the weighted mean over the dimensions with pairs of answers."""
    return _mean_of_gaps(framework, outcome, "to_be_score")


def gap_of(framework: FrameworkDefinition, outcome: ScoringOutcome) -> Fraction | None:
    """The gap of the whole, over the same answers on both sides."""
    return _mean_of_gaps(framework, outcome, "gap")


def _mean_of_gaps(framework: FrameworkDefinition, outcome: ScoringOutcome, name: str) -> Fraction | None:
    rows = [(outcome.dimensions[dimension.code].gap, dimension.weight) for dimension in framework.dimensions]
    known = [(getattr(gap, name), weight) for gap, weight in rows if gap]
    total = sum((weight for _, weight in known), Fraction(0))
    return sum((value * weight for value, weight in known), Fraction(0)) / total if known else None
