"""Building an index: from a panel and a method to scores and ranks, every stage kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wego.engines.messages import message

from .arrays import Array, count, maximum, minimum
from .faults import IndexFault
from .method import Method
from .panel import Panel
from .ranks import ranks, settled
from .settings import GIVEN
from .stages import Prepared, aggregate_all, normalise, prepare
from .tree import Tree
from .weighting import weighted


@dataclass(frozen=True)
class Result:
    """An index as built. `units` are those that screening kept, in the panel's order; `codes` the indicators and
    `aggregates` the aggregates (root first). `normalised` is (units, codes); `scores` and `ranks` (units, aggregates),
    NaN where missing. `stages` holds what came before; `doubts` what a reader should know.
    """

    panel: Panel
    method: Method
    stages: Prepared
    normalised: Array
    scores: Array
    ranks: Array
    doubts: tuple[IndexFault, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units that screening kept."""
        return self.stages.units

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators' codes, in the order of the method."""
        return self.method.tree.indicators

    @property
    def aggregates(self) -> tuple[str, ...]:
        """The aggregates' codes, root first."""
        return self.method.tree.aggregates

    @property
    def rank(self) -> Array:
        """Rank on the root: 1 is best, ties share the lower number, NaN where there is no score; (units,)."""
        return np.asarray(self.ranks[:, 0])


def build(panel: Panel, method: Method) -> Result:
    """Build an index: screen, impute, treat, normalise, aggregate, rank.

    Missing values stay missing unless the method imputes them. Raises CompositeFaults naming each unit, indicator or
    key at fault.
    """
    stages = prepare(panel, method)
    normalised = normalise(stages.treated, method, stages.units, method.normalise.method)
    method, doubts = weigh(method, normalised, stages.units)
    return finish(panel, method, stages, normalised, doubts)


def weigh(method: Method, normalised: Array, units: Sequence[str]) -> tuple[Method, list[IndexFault]]:
    """The method with the weights that its way of weighting finds, and doubts about them."""
    if method.weighting == GIVEN:
        return method, []

    def scoring(tree: Tree) -> dict[str, Array]:
        found = aggregate_all(tree, normalised, aggregate=method.aggregate, units=units)
        return {code: score[0] for code, score in found.items()}

    tree, doubts = weighted(method.tree, method.weighting, scoring)
    return replace(method, tree=tree, weighting=GIVEN), doubts


def finish(panel: Panel, method: Method, stages: Prepared, normalised: Array, doubtful: Sequence[IndexFault]) -> Result:
    """Aggregate and rank what is normalised. The result's method has the weights as found: built again, it gives the
    same."""
    tree = method.tree
    found = aggregate_all(tree, normalised, aggregate=method.aggregate, units=stages.units)
    scores = np.column_stack([found[code][0] for code in tree.aggregates])
    doubts = (*stages.doubts, *doubtful, *flat_columns(stages.treated, tree.indicators))
    return Result(panel, method, stages, normalised, scores, ranks(scores.T).T, doubts)


def flat_columns(values: Array, codes: Sequence[str]) -> Iterator[IndexFault]:
    """A doubt for each indicator (units, indicators) that tells no unit from another: none, one or the same value."""
    values = settled(values)
    present, low, high = (of(values)[0] for of in (count, minimum, maximum))
    for column in np.flatnonzero(~(low < high)).tolist():
        if present[column] == 0:
            said = message("no_values")
        elif len(values) == 1:
            continue  # a unit alone is told from nobody
        elif present[column] == 1:
            said = message("one_value")
        else:
            said = message("one_value_for_all", value=float(low[column]))
        yield IndexFault(said, indicator=codes[column])
