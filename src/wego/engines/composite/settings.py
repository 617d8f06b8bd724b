"""What each step of a method is told: its method's name and options, what the draws vary, how years are pooled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .tree import Tree

YEARLY, POOLED = "yearly", "pooled"


@dataclass(frozen=True)
class MethodStep:
    """A method's name and its options, defaults filled in. Where the uncertainty draws among several methods of a
    step, the options of all of them stand here."""

    method: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Aggregation:
    """`by_level` names a method for each level from the indicators up; one name serves all levels. `by_element` gives
    single aggregates a method of their own, which no draw changes."""

    by_level: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    min_share: float = 0.0
    by_element: Mapping[str, MethodStep] = field(default_factory=dict)

    def at(self, level: int, code: str = "") -> str:
        """The method that makes the scores of a level (2 and up), or those of one aggregate."""
        return self.step(level, code).method

    def step(self, level: int, code: str = "") -> MethodStep:
        """The same with its options."""
        if code in self.by_element:
            return self.by_element[code]
        return MethodStep(self.by_level[0] if len(self.by_level) == 1 else self.by_level[level - 2], self.options)


NONE = MethodStep("none")
MINMAX = MethodStep("minmax", {"low": 0.0, "high": 100.0})
GIVEN = MethodStep("given")
ARITHMETIC = Aggregation(("arithmetic",))


@dataclass(frozen=True)
class Uncertainty:
    """What the draws vary: weights by up to the share `weights` at `levels` (one share for all, or one for each),
    methods among those named, and whether one indicator (or none) is left out."""

    weights: float | tuple[float, ...]
    levels: tuple[int, ...]
    normalise: tuple[str, ...] = ()
    aggregate: tuple[str, ...] = ()
    leave_out: bool = False
    impute: tuple[MethodStep, ...] = ()
    treat: tuple[MethodStep, ...] = ()

    def share(self, level: int) -> float:
        """By how much the weights of a level vary; 0 where they stay."""
        if level not in self.levels:
            return 0.0
        return self.weights[self.levels.index(level)] if isinstance(self.weights, tuple) else self.weights

    def varied(self, tree: Tree) -> tuple[int, ...]:
        """Positions of the elements whose weights vary."""
        return tuple(
            position
            for position, level in enumerate(tree.levels)
            if self.share(level) > 0.0 and tree.elements[position].parent is not None
        )


@dataclass(frozen=True)
class Years:
    """Whether the years of a panel are treated and normalised each for itself or all together."""

    treat: str = YEARLY
    normalise: str = POOLED


TOGETHER = Years()


def default_uncertainty(tree: Tree) -> Uncertainty:
    """Weights by up to a quarter at every level above the indicators, the rest as given."""
    return Uncertainty(0.25, tuple(range(2, tree.height)))
