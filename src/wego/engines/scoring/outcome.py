"""What one scoring comes to, before it is told with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from wego.engines.scoring.framework import Gate, Stage
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
