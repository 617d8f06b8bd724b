"""Composite indices: from a panel of indicators and a method to scores, ranks and their robustness.

A NumPy package, usable alone::

    from wego.engines import composite

    method = composite.Method.from_mapping(tomllib.loads(text))
    panel = composite.Panel(units=("A", "B"), codes=("x", "y"), values=values)
    result = composite.build(panel, method)
    spread = composite.robustness(panel, method, 1000, np.random.default_rng(0))

What each method means, with its source: docs/reference/index-method.md.
"""

from .aggregation import AGGREGATORS
from .analysis import (
    Family,
    Pair,
    families,
    influences,
    pairs_above,
    pairs_below,
    profile,
    removals,
    strengths,
    weaknesses,
)
from .arrays import Array
from .build import Result, build
from .change import RankChange, change
from .checks import Check, check, check_years
from .comparison import RankingComparison, compare
from .correlation import correlations
from .draws import Draws, Plan, plan_draws, plan_years, refuse_without_choice, sample, scores
from .explanation import Explanation, ExplanationLine, explain
from .faults import CompositeFaults, IndexFault, dotted, time_text
from .imputation import IMPUTERS
from .method import Method
from .method_writer import method_mapping
from .normalisation import NORMALISERS
from .pairs import Pairs
from .panel import Panel
from .ranks import ranks
from .robustness import DrawTally, Robustness, robustness, robustness_of, tallies
from .sensitivity import Sensitivity, Sobol, Trial, sensitivity
from .settings import GIVEN, Aggregation, MethodStep, Uncertainty, Years, default_uncertainty
from .stages import aggregate_all
from .statistics import Statistics, statistics
from .treatment import TREATERS
from .tree import Tree, TreeElement
from .weighting import WEIGHTINGS
from .years import build_years

__all__ = [
    "AGGREGATORS",
    "GIVEN",
    "IMPUTERS",
    "NORMALISERS",
    "TREATERS",
    "WEIGHTINGS",
    "Aggregation",
    "Array",
    "Check",
    "CompositeFaults",
    "DrawTally",
    "Draws",
    "Explanation",
    "ExplanationLine",
    "Family",
    "IndexFault",
    "Method",
    "MethodStep",
    "Pair",
    "Pairs",
    "Panel",
    "Plan",
    "RankChange",
    "RankingComparison",
    "Result",
    "Robustness",
    "Sensitivity",
    "Sobol",
    "Statistics",
    "Tree",
    "TreeElement",
    "Trial",
    "Uncertainty",
    "Years",
    "aggregate_all",
    "build",
    "build_years",
    "change",
    "check",
    "check_years",
    "compare",
    "correlations",
    "default_uncertainty",
    "dotted",
    "explain",
    "families",
    "influences",
    "method_mapping",
    "pairs_above",
    "pairs_below",
    "plan_draws",
    "plan_years",
    "profile",
    "ranks",
    "refuse_without_choice",
    "removals",
    "robustness",
    "robustness_of",
    "sample",
    "scores",
    "sensitivity",
    "statistics",
    "strengths",
    "tallies",
    "time_text",
    "weaknesses",
]
