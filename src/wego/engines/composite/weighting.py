"""Weights other than those given: equal, agreed by experts, from the data's first component, for equal influence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from wego.engines.messages import message

from .arrays import Array
from .correlation import pearson
from .faults import CompositeFaults, IndexFault
from .options import MethodOption
from .reliability import components
from .settings import MethodStep
from .tree import Tree

ROUNDS = 200
PATIENCE = 10  # rounds without gain before it is enough
NEAR = 0.01  # influence that differs by less from what was wanted is what was wanted

Scores = Mapping[str, Array]  # code -> (units,)
Scoring = Callable[[Tree], Scores]


@dataclass(frozen=True)
class Weighting:
    """A way to weights: its options, and what else its table takes ("levels", "points")."""

    apply: Callable[[Tree, Scoring, Mapping[str, Any]], tuple[Tree, list[IndexFault]]]
    options: Mapping[str, MethodOption] = field(default_factory=dict)
    takes: tuple[str, ...] = ()


def with_weights(tree: Tree, weights: Mapping[str, float]) -> Tree:
    """The same tree with other weights for the codes named."""
    return Tree(tuple(replace(e, weight=float(weights.get(e.code, e.weight))) for e in tree.elements))


def equal(tree: Tree) -> Tree:
    """Weight 1 for every element."""
    return with_weights(tree, dict.fromkeys(tree.position, 1.0))


def budget(tree: Tree, points: Mapping[str, Mapping[str, float]]) -> Tree:
    """Mean over the experts (expert -> code -> points) of each one's share among the siblings.

    Siblings that no expert gave points to keep their weights. Budget allocation, OECD/JRC Handbook (2008), step 6.
    """
    weights: dict[str, float] = {}
    for below in tree.children.values():
        codes = [tree.elements[position].code for position in below]
        given = np.array([[given[code] for code in codes] for given in points.values() if codes[0] in given])
        if given.size:
            shares = np.mean(given / given.sum(axis=1, keepdims=True), axis=0)
            weights |= dict(zip(codes, shares, strict=True))
    return with_weights(tree, weights)


def pca(tree: Tree, levels: Sequence[int], scoring: Scoring) -> Tree:
    """Loadings of the first component of each family of siblings, level by level from the indicators up.

    A family stands at the level below its parent. Raises CompositeFaults where loadings have both signs, which no
    weight can have. OECD/JRC Handbook (2008), step 6.
    """
    for level in sorted(levels):
        scores = scoring(tree)
        weights: dict[str, float] = {}
        faults = []
        for parent, below in tree.children.items():
            codes = [tree.elements[position].code for position in below]
            if tree.levels[tree.position[parent]] != level + 1 or len(codes) == 1:
                continue
            first = components(np.column_stack([scores[code] for code in codes])).loadings[:, 0]
            if not np.all(first >= 0.0):  # also where it is undefined
                against = [code for code, loading in zip(codes, first, strict=True) if not loading >= 0.0]
                said = message("component_against", code=parent, codes=tuple(against))
                faults.append(IndexFault(said, message("look_at_directions_or_weights"), ("weights",)))
            weights |= dict(zip(codes, first, strict=True))
        if faults:
            raise CompositeFaults(faults)
        tree = with_weights(tree, weights)
    return tree


def influence(tree: Tree, level: int, scores: Scores) -> dict[str, float]:
    """Share of each element of a level in the sum of their correlations with the root; negative ones count as 0."""
    root = scores[tree.aggregates[0]]
    codes = [element.code for element, at in zip(tree.elements, tree.levels, strict=True) if at == level]
    found = np.array([pearson(scores[code], root) for code in codes])
    found = np.where(found > 0.0, found, 0.0)
    return dict(zip(codes, found / found.sum() if found.sum() > 0.0 else found, strict=True))


def optimised(tree: Tree, levels: Sequence[int], scoring: Scoring) -> tuple[Tree, list[IndexFault]]:
    """Weights, never negative, that bring each level's elements as near as may be to equal correlation with the root.

    By rounds of w * sqrt(wanted / found), the best round kept. What cannot be reached is a doubt. After Becker,
    Saisana, Paruolo and Vandecasteele, Weights and importance in composite indicators, Ecological Indicators 80 (2017).
    """
    doubts = []
    for level in sorted(levels):
        least, best, shares = np.inf, tree, {}
        trial, since = tree, 0
        for _ in range(ROUNDS):
            found = influence(trial, level, scoring(trial))
            wanted = 1.0 / len(found)
            missed = sum((share - wanted) ** 2 for share in found.values())
            since = 0 if missed < 0.99 * least else since + 1
            if missed < least:
                least, best, shares = missed, trial, found
            if missed < 1e-20 or since == PATIENCE:
                break
            weights = {
                code: trial.elements[trial.position[code]].weight * np.sqrt(wanted / max(share, wanted / 16.0))
                for code, share in found.items()
            }
            largest = max(weights.values())
            trial = with_weights(trial, {code: max(weight / largest, 1e-9) for code, weight in weights.items()})
        tree = best
        doubts += [
            IndexFault(
                message(
                    "influence_missed",
                    code=code,
                    percent=round(100 * float(share), 1),
                    wanted=round(100 / len(shares), 1),
                )
            )
            for code, share in shares.items()
            if abs(share - 1.0 / len(shares)) > NEAR
        ]
    return tree, doubts


WEIGHTINGS: dict[str, Weighting] = {
    "given": Weighting(lambda tree, scoring, given: (tree, [])),
    "equal": Weighting(lambda tree, scoring, given: (equal(tree), [])),
    "budget": Weighting(lambda tree, scoring, given: (budget(tree, given["points"]), []), takes=("points",)),
    "pca": Weighting(lambda tree, scoring, given: (pca(tree, given["levels"], scoring), []), takes=("levels",)),
    "optimised": Weighting(lambda tree, scoring, given: optimised(tree, given["levels"], scoring), takes=("levels",)),
}


def weighted(tree: Tree, step: MethodStep, scoring: Scoring) -> tuple[Tree, list[IndexFault]]:
    """The tree with the weights of a way by its name, and doubts."""
    return WEIGHTINGS[step.method].apply(tree, scoring, step.options)
