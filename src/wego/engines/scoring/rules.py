"""The rules by which answers become scores: a family with a registry. A framework names one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class PointTally:
    """Points earned of points possible, over the questions that count. `of` leaves out what does not apply."""

    earned: Fraction = Fraction(0)
    possible: Fraction = Fraction(0)
    answered: int = 0
    of: int = 0
    missing: tuple[str, ...] = ()
    lowest: int | None = None  # the lowest rung that a counted question stands on
    gap: GapTally | None = None

    @cached_property
    def score(self) -> Fraction | None:
        """0 to 100; None where nothing counts."""
        return 100 * self.earned / self.possible if self.possible else None


@dataclass(frozen=True)
class GapTally:
    """As-is and to-be over the questions that have both answers, so that the two compare like with like."""

    as_is: Fraction
    to_be: Fraction
    possible: Fraction
    pairs: int

    @property
    def as_is_score(self) -> Fraction:
        return 100 * self.as_is / self.possible

    @property
    def to_be_score(self) -> Fraction:
        return 100 * self.to_be / self.possible

    @property
    def gap(self) -> Fraction:
        return self.to_be_score - self.as_is_score


def mean_of_dimensions(tallies: Sequence[tuple[PointTally, Fraction]]) -> Fraction | None:
    """The weighted mean of the dimensions' scores; a dimension without a score is left out."""
    scored = [(tally.score, weight) for tally, weight in tallies if tally.score is not None]
    total = sum((weight for _, weight in scored), Fraction(0))
    return sum((score * weight for score, weight in scored), Fraction(0)) / total if total else None


def pooled(tallies: Sequence[tuple[PointTally, Fraction]]) -> Fraction | None:
    """All points earned of all points possible, whatever the dimension."""
    possible = sum((tally.possible for tally, _ in tallies), Fraction(0))
    return 100 * sum((tally.earned for tally, _ in tallies), Fraction(0)) / possible if possible else None


@dataclass(frozen=True)
class ScoringRule:
    """How one family of frameworks works.

    kinds: the kinds of question that it scores. overall: how dimensions make the whole. missing_earns_nothing: whether
    a question without an answer counts as a question failed (else it is left out and reported)."""

    code: str
    kinds: frozenset[str]
    overall: Callable[[Sequence[tuple[PointTally, Fraction]]], Fraction | None]
    missing_earns_nothing: bool
    required_keys: tuple[str, ...] = ()
    optional_keys: tuple[str, ...] = ()
    stage_by: str = "score"  # or "targets": the level of which every counted question meets the target
    takes_bands: bool = False

    @property
    def weighs_dimensions(self) -> bool:
        return self.overall is mean_of_dimensions


RULES: Mapping[str, ScoringRule] = {
    rule.code: rule
    for rule in (
        # Ordinal answers (IDC, TM Forum, Gartner) and threshold levels of figures (ITU-T Y.4904): weighted means.
        ScoringRule(
            code="levels",
            kinds=frozenset({"scale", "single", "yes_no", "multiple", "number"}),
            overall=mean_of_dimensions,
            missing_earns_nothing=False,
            optional_keys=("weight", "full", "thresholds", "direction"),
        ),
        # UN LOSI: one point for each feature that is there, divided by the number of features.
        ScoringRule(code="share_of_yes", kinds=frozenset({"yes_no"}), overall=pooled, missing_earns_nothing=True),
        # U4SSC: one to four points by performance to a benchmark; what is not reported is left out.
        ScoringRule(
            code="points_by_benchmark",
            kinds=frozenset({"number", "yes_no"}),
            overall=pooled,
            missing_earns_nothing=False,
            optional_keys=("benchmark", "benchmark_from", "direction", "over", "per"),
            takes_bands=True,
        ),
        # EU DESI, methodological note: fixed minimum and maximum of each indicator, then weighted means.
        ScoringRule(
            code="fixed_range",
            kinds=frozenset({"number"}),
            overall=mean_of_dimensions,
            missing_earns_nothing=False,
            required_keys=("worst", "best"),
            optional_keys=("weight", "over", "per"),
        ),
        # ITU-T Y.4904: a level is reached where every indicator meets the level's target.
        ScoringRule(
            code="level_targets",
            kinds=frozenset({"number"}),
            overall=mean_of_dimensions,
            missing_earns_nothing=False,
            required_keys=("thresholds",),
            optional_keys=("direction", "over", "per"),
            stage_by="targets",
        ),
        # TM Forum's maturity model: where one is and where one wants to be, on one scale, and the gap between.
        ScoringRule(
            code="as_is_to_be",
            kinds=frozenset({"scale", "single"}),
            overall=mean_of_dimensions,
            missing_earns_nothing=False,
            required_keys=("to_be",),
            optional_keys=("weight",),
        ),
        # ISO 37120 and the WCCD: a class by how much is reported, whatever it says.
        ScoringRule(
            code="completeness",
            kinds=frozenset({"scale", "single", "yes_no", "multiple", "number", "text", "date", "file"}),
            overall=pooled,
            missing_earns_nothing=True,
        ),
    )
}
