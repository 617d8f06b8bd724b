"""Robustness: how the ranks move when weights and methods do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .arrays import Array, Mask, Whole
from .build import Result, build
from .method import Aggregation, Method, Uncertainty, default_uncertainty
from .panel import Panel
from .ranks import ordered_positions
from .stages import aggregate_all, aggregate_element, normalise

CELLS_PER_BLOCK = 1 << 17  # draws times units computed at once: one megabyte an array, which stays in the cache


@dataclass(frozen=True)
class Draws:
    """The choices of some draws: `factors` (draws, varied weights) multiply the weights as given; `normalise` and
    `aggregate` (draws,) number the methods; `left_out` (draws,) is a position among the indicators, -1 for none."""

    factors: Array
    normalise: Whole
    aggregate: Whole
    left_out: Whole


@dataclass(frozen=True)
class Robustness:
    """Ranks over the draws. `counts` (units, units + 1) says how often each unit had each rank; column 0 counts the
    draws in which it had no score, and those enter no statistic. `rank` is the nominal one."""

    units: tuple[str, ...]
    rank: Array
    draws: int
    counts: Whole

    @cached_property
    def mean(self) -> Array:
        """Mean rank; (units,)."""
        present = self._present
        total = self.counts @ np.arange(self.counts.shape[1])
        return np.divide(total, present, out=np.full(total.shape, np.nan), where=present > 0)

    @property
    def median(self) -> Array:
        """Median rank; (units,)."""
        return self.quantile(0.5)

    @property
    def low(self) -> Array:
        """Least (best) rank; (units,)."""
        return self.quantile(0.0)

    @property
    def high(self) -> Array:
        """Greatest (worst) rank; (units,)."""
        return self.quantile(1.0)

    def quantile(self, share: float) -> Array:
        """Quantile of type 7 (linear between order statistics) of each unit's ranks; (units,)."""
        # Rounded, so that a place meant to be whole is: 0.95 times 20 is not 19 to the last bit.
        place = np.round(np.maximum(self._present - 1, 0) * share, 9)
        below = np.floor(place)
        here, after = self._order_statistic(below), self._order_statistic(np.ceil(place))
        return np.where(self._present > 0, here + (place - below) * (after - here), np.nan)

    @cached_property
    def _present(self) -> Whole:
        return np.asarray(self.counts[:, 1:].sum(axis=1))

    @cached_property
    def _cumulated(self) -> Whole:
        return np.cumsum(self.counts[:, 1:], axis=1)

    def _order_statistic(self, place: Array) -> Array:
        """The rank that stands at a place (counted from 0) in each unit's sorted ranks."""
        return 1.0 + np.sum(self._cumulated <= place[:, np.newaxis], axis=1)


@dataclass(frozen=True)
class Plan:
    """All that stays the same between draws: the prepared panel, each normalisation, and for each pair of methods every
    score with the weights as given (code -> (1, units))."""

    method: Method
    uncertainty: Uncertainty
    units: tuple[str, ...]
    varied: tuple[int, ...]
    aggregates: tuple[Aggregation, ...]
    fixed: Mapping[tuple[int, int], Mapping[str, Array]]

    @cached_property
    def moving(self) -> frozenset[str]:
        """Aggregates whose scores differ between draws."""
        tree = self.method.tree
        found: set[str] = set(tree.indicators) if self.uncertainty.leave_out else set()
        found |= {tree.elements[position].code for position in self.varied}
        start = frozenset(found)
        moved: set[str] = set()
        for code in tree.upwards:
            below = {tree.elements[position].code for position in tree.children[code]}
            if below & (start | moved):
                moved.add(code)
        return frozenset(moved)


def plan_draws(result: Result) -> Plan:
    """Compute once what no draw changes. Raises CompositeFaults where any combination of the methods that are drawn
    cannot be computed with the weights as given: before the first draw, not in the middle of them."""
    method, stages = result.method, result.stages
    uncertainty = method.uncertainty or default_uncertainty(method.tree)
    names = uncertainty.normalise or (method.normalise.method,)
    tree = method.tree
    aggregates = tuple(replace(method.aggregate, by_level=(name,)) for name in uncertainty.aggregate) or (
        method.aggregate,
    )
    fixed = {}
    for n, name in enumerate(names):
        normalised = normalise(stages, method, name)
        for a, aggregate in enumerate(aggregates):
            fixed[n, a] = aggregate_all(tree, normalised, aggregate=aggregate, units=stages.units)
    varied = tuple(
        position
        for position, level in enumerate(tree.levels)
        if level in uncertainty.levels and uncertainty.weights > 0.0 and tree.elements[position].parent is not None
    )
    return Plan(method, uncertainty, stages.units, varied, aggregates, fixed)


def sample(plan: Plan, draws: int, rng: np.random.Generator) -> Draws:
    """Draw the choices: weight times a uniform factor from 1 - w to 1 + w; each method, and each indicator or none to
    leave out, equally likely. Draws come one after another from `rng`, so that many or few at once are the same."""
    width = len(plan.varied)
    choices = rng.random((draws, width + 3))
    factors = 1.0 + plan.uncertainty.weights * (2.0 * choices[:, :width] - 1.0)

    def choose(column: int, among: int) -> Whole:
        return np.minimum((choices[:, width + column] * among).astype(np.int64), among - 1)

    indicators = len(plan.method.tree.indicators) if plan.uncertainty.leave_out else 0
    return Draws(
        factors=factors,
        normalise=choose(0, 1 + max(n for n, _ in plan.fixed)),
        aggregate=choose(1, len(plan.aggregates)),
        left_out=choose(2, indicators + 1) - 1,
    )


def scores(plan: Plan, draws: Draws) -> Array:
    """Scores on the root in each draw; (draws, units), NaN where missing."""
    found = np.empty((draws.normalise.size, len(plan.units)))
    for pair in plan.fixed:
        rows = np.flatnonzero((draws.normalise == pair[0]) & (draws.aggregate == pair[1]))
        if rows.size:
            found[rows] = _scores_of_pair(plan, draws, rows, pair)
    return found


def _scores_of_pair(plan: Plan, draws: Draws, rows: Whole, pair: tuple[int, int]) -> Array:
    """The same for those draws that share their methods of normalisation and aggregation."""
    tree = plan.method.tree
    known = dict(plan.fixed[pair])
    factor_of = {position: column for column, position in enumerate(plan.varied)}
    for code in tree.upwards:
        if code not in plan.moving:
            continue
        below = tree.children[code]
        weights = tree.weights[np.newaxis, list(below)]
        moved = [place for place, position in enumerate(below) if position in factor_of]
        if moved:
            weights = np.repeat(weights, rows.size, axis=0)
            columns = np.array([factor_of[below[place]] for place in moved])
            weights[:, moved] *= draws.factors[np.ix_(rows, columns)]
        known[code] = aggregate_element(
            tree,
            code,
            [known[tree.elements[position].code] for position in below],
            weights,
            aggregate=plan.aggregates[pair[1]],
            units=plan.units,
            kept=_kept(plan, draws.left_out[rows], below),
        )
    return known[tree.aggregates[0]]


def _kept(plan: Plan, left_out: Whole, below: tuple[int, ...]) -> Mask | None:
    """Which children are not left out; (draws, children), None where the question does not arise."""
    if not plan.uncertainty.leave_out:
        return None
    tree = plan.method.tree
    place = {code: column for column, code in enumerate(tree.indicators)}
    columns = np.array([place.get(tree.elements[position].code, -2) for position in below])
    return np.asarray(left_out[:, np.newaxis] != columns)


def robustness(
    panel: Panel,
    method: Method,
    draws: int,
    rng: np.random.Generator,
    *,
    cells_per_block: int = CELLS_PER_BLOCK,
) -> Robustness:
    """Build, and rank all units in each of `draws` draws of what the method's uncertainty varies.

    Raises ValueError below one draw, CompositeFaults as `build` does.
    """
    return robustness_of(build(panel, method), draws, rng, cells_per_block=cells_per_block)


def robustness_of(
    result: Result, draws: int, rng: np.random.Generator, *, cells_per_block: int = CELLS_PER_BLOCK
) -> Robustness:
    """The same for an index that is built.

    Memory is bounded by `cells_per_block` (draws times units at once), which changes no bit of the result. OECD/JRC
    Handbook (2008), step 7; Saisana, Saltelli and Tarantola, Uncertainty and sensitivity analysis techniques as tools
    for the quality assessment of composite indicators, Journal of the Royal Statistical Society A 168 (2005).
    """
    if draws < 1:
        raise ValueError(f"draws is {draws}; at least 1 is needed")
    plan = plan_draws(result)
    units = len(plan.units)
    counts = np.zeros(units * (units + 1), dtype=np.int64)
    block = max(1, cells_per_block // units)
    for start in range(0, draws, block):
        found = scores(plan, sample(plan, min(block, draws - start), rng))
        order, positions = ordered_positions(found)
        cells = (order * (units + 1) + positions).ravel()
        if cells.size * 4 < counts.size:
            np.add.at(counts, cells, 1)
        else:
            counts += np.bincount(cells, minlength=counts.size)
    return Robustness(plan.units, result.rank, draws, counts.reshape(units, units + 1))
