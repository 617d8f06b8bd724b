"""Analysis of an index as built: its families, what each part owes to the others, what a part is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .aggregation import outranking
from .arrays import Array
from .build import Result
from .correlation import correlations, pearson
from .explanation import row_of
from .ranks import ranks
from .reliability import Components, components, cronbach_alpha
from .stages import aggregate_element
from .tree import TreeElement
from .weighting import influence

REDUNDANT, CONTRARY = 0.92, -0.4  # COINr's thresholds


@dataclass(frozen=True)
class Pair:
    """Two siblings and their correlation."""

    parent: str
    first: str
    second: str
    correlation: float


@dataclass(frozen=True)
class Family:
    """The children of one aggregate: how they hang together and with what stands above.

    `with_parent` and `with_root` are Pearson correlations, one for each child; `alpha` is Cronbach's, `components` the
    principal components of the children's scores.
    """

    parent: str
    children: tuple[str, ...]
    with_parent: Array
    with_root: Array
    between: Array
    alpha: float
    components: Components


@dataclass(frozen=True)
class Removal:
    """The index without one element: `scores` and `ranks` of the root, and the mean absolute change of rank over the
    units that have both."""

    code: str
    scores: Array
    ranks: Array
    mean_change: float


@dataclass(frozen=True)
class ElementPosition:
    """One element in a unit's profile: its score (an indicator's is the normalised value) and the rank by it, an
    indicator's value as given and the rank by that in its good direction, and how many units have a score."""

    code: str
    parent: str | None
    score: float
    rank: float
    value: float
    value_rank: float
    among: int


def columns_of(result: Result) -> dict[str, Array]:
    """Normalised values of the indicators and scores of the aggregates; code -> (units,)."""
    found = dict(zip(result.codes, result.normalised.T, strict=True))
    return found | dict(zip(result.aggregates, result.scores.T, strict=True))


def families(result: Result) -> tuple[Family, ...]:
    """Every aggregate's children, from the root down. OECD/JRC Handbook (2008), steps 4 and 8."""
    tree, columns = result.method.tree, columns_of(result)
    root = columns[tree.aggregates[0]]
    found = []
    for parent in tree.aggregates:
        children = tuple(tree.elements[position].code for position in tree.children[parent])
        stacked = np.column_stack([columns[child] for child in children])
        found.append(
            Family(
                parent=parent,
                children=children,
                with_parent=np.array([pearson(columns[child], columns[parent]) for child in children]),
                with_root=np.array([pearson(columns[child], root) for child in children]),
                between=correlations(stacked),
                alpha=cronbach_alpha(stacked),
                components=components(stacked),
            )
        )
    return tuple(found)


def pairs_above(result: Result, threshold: float = REDUNDANT) -> tuple[Pair, ...]:
    """Siblings that correlate above a threshold: one of them may be saying what the other says."""
    return tuple(pair for pair in _pairs(result) if pair.correlation > threshold)


def pairs_below(result: Result, threshold: float = CONTRARY) -> tuple[Pair, ...]:
    """Siblings that correlate below a threshold: their mean hides both."""
    return tuple(pair for pair in _pairs(result) if pair.correlation < threshold)


def _pairs(result: Result) -> list[Pair]:
    tree, columns = result.method.tree, columns_of(result)
    found = []
    for parent, below in tree.children.items():
        codes = [tree.elements[position].code for position in below]
        found += [
            Pair(parent, first, second, pearson(columns[first], columns[second]))
            for place, first in enumerate(codes)
            for second in codes[place + 1 :]
        ]
    return found


def influences(result: Result) -> dict[str, float]:
    """Each element's share in the sum of its level's correlations with the root, beside which its effective weight may
    be set: where the two differ, the weights do not say what counts. Becker et al., Ecological Indicators 80 (2017)."""
    tree, columns = result.method.tree, columns_of(result)
    found: dict[str, float] = {}
    for level in range(1, tree.height):
        found |= influence(tree, level, columns)
    return found


def removals(result: Result, level: int) -> tuple[Removal, ...]:
    """What changes when each element of a level is removed, the weights of its siblings sharing its own.

    An element whose parent would have no weight left is not removed. OECD/JRC Handbook (2008), step 7.
    """
    tree = result.method.tree
    found = []
    for position, element in enumerate(tree.elements):
        if tree.levels[position] != level or element.parent is None:
            continue
        if any(other != position and tree.weights[other] > 0.0 for other in tree.children[element.parent]):
            scores = _without(result, element)
            ranked = ranks(scores)
            change = np.abs(ranked - result.rank)
            there = ~np.isnan(change)
            mean = float(np.mean(change[there])) if there.any() else float("nan")
            found.append(Removal(element.code, scores, ranked, mean))
    return tuple(found)


def _without(result: Result, removed: TreeElement) -> Array:
    """The root's scores where one element is taken out: its parent and all above that again; (units,)."""
    tree = result.method.tree
    known = {code: column[np.newaxis] for code, column in columns_of(result).items()}
    code = removed.parent
    while code is not None:
        below = list(tree.children[code])
        known[code] = aggregate_element(
            tree,
            code,
            [known[tree.elements[position].code] for position in below],
            tree.weights[np.newaxis, below],
            aggregate=result.method.aggregate,
            units=result.units,
            kept=np.array([[tree.elements[position].code != removed.code for position in below]]),
        )
        code = tree.elements[tree.position[code]].parent
    return np.asarray(known[tree.aggregates[0]][0])


def profile(result: Result, unit: str) -> tuple[ElementPosition, ...]:
    """A unit's standing in every element, from the root down. Raises CompositeFaults where it is not ranked."""
    row = row_of(result, unit)
    tree, columns = result.method.tree, columns_of(result)
    order = sorted(range(len(tree.elements)), key=lambda position: -tree.levels[position])
    found = []
    for element in (tree.elements[position] for position in order):
        given = result.stages.screened[:, result.codes.index(element.code)] if element.code in result.codes else None
        found.append(
            ElementPosition(
                code=element.code,
                parent=element.parent,
                score=float(columns[element.code][row]),
                rank=float(ranks(columns[element.code])[row]),
                value=float("nan") if given is None else float(given[row]),
                value_rank=float("nan") if given is None else float(ranks(given * element.direction)[row]),
                among=int(np.sum(~np.isnan(columns[element.code]))),
            )
        )
    return tuple(found)


def strengths(result: Result, unit: str, most: int = 5) -> tuple[ElementPosition, ...]:
    """The indicators in which a unit stands best by their values as given, best first."""
    return _ordered(result, unit)[:most]


def weaknesses(result: Result, unit: str, most: int = 5) -> tuple[ElementPosition, ...]:
    """The indicators in which a unit stands worst by their values as given, worst first."""
    return tuple(reversed(_ordered(result, unit)[-most:])) if most else ()


def _ordered(result: Result, unit: str) -> tuple[ElementPosition, ...]:
    known = [standing for standing in profile(result, unit) if not np.isnan(standing.value_rank)]
    return tuple(sorted(known, key=lambda standing: standing.value_rank))


def availability(result: Result) -> dict[str, Array]:
    """Share of the indicators below each aggregate that a unit has a value for, as screened; code -> (units,)."""
    tree = result.method.tree
    present = ~np.isnan(result.stages.screened)
    below: dict[str, list[int]] = {code: [] for code in tree.aggregates}
    for column, code in enumerate(tree.indicators):
        parent = tree.elements[tree.position[code]].parent
        while parent is not None:
            below[parent].append(column)
            parent = tree.elements[tree.position[parent]].parent
    return {code: np.mean(present[:, columns], axis=1) for code, columns in below.items()}


def ranks_within(scores: Array, labels: Sequence[str | None]) -> Array:
    """Ranks of (units,) scores within each group; NaN for a unit without a group or a score."""
    found = np.full(scores.shape, np.nan)
    members = np.array([label or "" for label in labels])
    for label in set(members) - {""}:
        found[members == label] = ranks(scores[members == label])
    return found


def dominated(values: Array) -> int:
    """Pairs of units of which one is at least as good in every child that both have, and better in one.

    (children, units). Where such pairs are many, weights hardly matter between them.
    """
    matrix = outranking(values, np.ones(len(values)))
    return int(np.sum(matrix == 1.0))
