"""Why a unit has its rank: every element's way from raw value to its part in the score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wego.engines.messages import message

from .aggregation import AGGREGATORS
from .build import Result
from .faults import CompositeFaults, IndexFault
from .settings import MethodStep
from .tree import Tree


@dataclass(frozen=True)
class ExplanationLine:
    """One element in one unit's score. NaN (None where `parent` is) says that there is none.

    `value` is the raw figure as given, `used` the one after imputation and treatment (indicators only), `score` the
    normalised value or the aggregate's score. `weight` is the share among the siblings that are present, `effective`
    the product of such shares up to the root. `term` is what the element adds in its parent: weight times score for
    an arithmetic mean, weight times the transformed score for the other means (the sum transforms back to the parent's
    score), NaN for the other methods. `points` is what it adds to the root's score where all above it are arithmetic:
    the points of the indicators sum to the score.
    """

    code: str
    parent: str | None
    level: int
    value: float
    imputed: bool
    treated: bool
    used: float
    score: float
    rank: float
    weight: float
    effective: float
    term: float
    points: float


@dataclass(frozen=True)
class Explanation:
    """A unit's score and rank with a line for every element, each parent before its children."""

    unit: str
    score: float
    rank: float
    lines: tuple[ExplanationLine, ...]


def explain(result: Result, unit: str) -> Explanation:
    """Explain one unit's score. Raises CompositeFaults where the unit is not among those ranked."""
    row = row_of(result, unit)
    tree = result.method.tree
    scores = dict(zip(result.codes, result.normalised[row], strict=True))
    scores |= dict(zip(result.aggregates, result.scores[row], strict=True))
    shares = _shares(tree, scores)
    lines: dict[str, ExplanationLine] = {}
    for code in _downwards(tree):
        lines[code] = _line(result, row, code, scores, shares, lines)
    root = lines[tree.aggregates[0]]
    return Explanation(unit, root.score, root.rank, tuple(lines.values()))


def row_of(result: Result, unit: str) -> int:
    """Where a unit stands in the result. Raises CompositeFaults where it is not among those ranked."""
    if unit not in result.units:
        is_left_out = unit in result.panel.units
        said = message("unit_screened_out", unit=unit) if is_left_out else message("unit_unknown", unit=unit)
        raise CompositeFaults([IndexFault(said, message("unit_of_result"), unit=unit)])
    return result.units.index(unit)


def _downwards(tree: Tree) -> list[str]:
    """All codes, each parent before its children, a child's own children before its next sibling."""
    found, waiting = [], [tree.aggregates[0]]
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting += [tree.elements[position].code for position in reversed(tree.children.get(code, ()))]
    return found


def _shares(tree: Tree, scores: dict[str, float]) -> dict[str, float]:
    """Weight of each element among its present siblings; NaN where it or its parent has no score."""
    shares = {tree.aggregates[0]: 1.0}
    for parent, positions in tree.children.items():
        present = [tree.elements[p] for p in positions if not np.isnan(scores[tree.elements[p].code])]
        total = sum(element.weight for element in present)
        for position in positions:
            shares[tree.elements[position].code] = float("nan")
        if total > 0.0 and not np.isnan(scores[parent]):
            shares |= {element.code: element.weight / total for element in present}
    return shares


def _line(
    result: Result,
    row: int,
    code: str,
    scores: dict[str, float],
    shares: dict[str, float],
    above: dict[str, ExplanationLine],
) -> ExplanationLine:
    tree = result.method.tree
    position = tree.position[code]
    element, score, weight = tree.elements[position], float(scores[code]), shares[code]
    effective, term, points = 1.0, float("nan"), score
    if element.parent is not None:
        parent = above[element.parent]
        effective = parent.effective * weight
        step = result.method.aggregate.step(parent.level, element.parent)
        term = _term(step, weight, score)
        additive = step.method == "arithmetic" and not np.isnan(parent.points)
        points = effective * score if additive else float("nan")
    value = filled = used = rank = float("nan")
    if code in tree.children:
        rank = float(result.ranks[row, result.aggregates.index(code)])
    else:
        column, stages = result.codes.index(code), result.stages
        value, filled, used = (float(x[row, column]) for x in (stages.screened, stages.imputed, stages.treated))
    return ExplanationLine(
        code=code,
        parent=element.parent,
        level=tree.levels[position],
        value=value,
        imputed=bool(np.isnan(value) and not np.isnan(filled)),
        treated=bool(not np.isnan(used) and used != filled),
        used=used,
        score=score,
        rank=rank,
        weight=weight,
        effective=effective,
        term=term,
        points=points,
    )


def _term(step: MethodStep, weight: float, score: float) -> float:
    """What an element adds in its parent's mean; NaN where that is no mean of transformed scores."""
    forward = AGGREGATORS[step.method].forward
    if forward is None:
        return float("nan")
    # No weight, no part, whatever the value.
    return float(weight * forward(np.array(score), step.options)) if weight > 0.0 else weight
