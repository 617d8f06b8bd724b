"""A method as data: the tree, and what each step does with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .method_reader import read_fields
from .settings import ARITHMETIC, GIVEN, MINMAX, NONE, TOGETHER, Aggregation, MethodStep, Uncertainty, Years
from .tree import Tree


@dataclass(frozen=True)
class Method:
    """How an index is built. `Method.from_mapping` reads and checks the dictionary of a method file. `treat_of` and
    `normalise_of` give single indicators a method of their own, which no draw changes."""

    tree: Tree
    name: str = ""
    min_share: float = 0.0
    impute: MethodStep = NONE
    treat: MethodStep = NONE
    normalise: MethodStep = MINMAX
    aggregate: Aggregation = ARITHMETIC
    uncertainty: Uncertainty | None = None
    min_nonzero: float = 0.0
    treat_of: Mapping[str, MethodStep] = field(default_factory=dict)
    normalise_of: Mapping[str, MethodStep] = field(default_factory=dict)
    weighting: MethodStep = GIVEN
    years: Years = TOGETHER

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Method:
        """Read a method; raises CompositeFaults with the key path of everything that is wrong."""
        return cls(**read_fields(mapping))
