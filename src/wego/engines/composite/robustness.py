"""Robustness: how the ranks move when weights and methods do."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Array, Whole
from .build import Result, build
from .draws import Draws, Plan, plan_draws, sample, scores
from .method import Method
from .pairs import Pairs
from .panel import Panel
from .ranks import ordered_positions

CELLS_PER_BLOCK = 1 << 16  # draws times units computed at once: half a megabyte an array, which stays in the cache


@dataclass(frozen=True)
class Robustness:
    """Ranks over the draws. `counts` (units, units + 1) says how often each unit had each rank; column 0 counts the
    draws in which it had no score, and those enter no statistic. `rank` is the nominal one. `pairs`, where asked for,
    says how often each unit was ahead of each other."""

    units: tuple[str, ...]
    rank: Array
    draws: int
    counts: Whole
    pairs: Pairs | None = None

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

    @property
    def distribution(self) -> Array:
        """Share of the draws with a score in which each unit has each rank from 1; (units, units), NaN without any."""
        present = self._present[:, np.newaxis]
        return np.divide(self.counts[:, 1:], present, out=np.full((len(self.units),) * 2, np.nan), where=present > 0)

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


@dataclass
class DrawTally:
    """What has been counted so far: `done` draws, the `counts` of ranks, how often each unit was `ahead` of each other
    (None where that is not asked for), and the state of the generator after those draws. Kept somewhere, it lets an
    interrupted run go on as if nothing had happened; the arrays go on being counted in."""

    done: int
    counts: Whole
    ahead: Whole | None
    state: Mapping[str, Any]

    @classmethod
    def empty(cls, units: int, rng: np.random.Generator, *, pairs: bool = False) -> DrawTally:
        """Nothing counted yet."""
        ahead = np.zeros((units, units), dtype=np.int64) if pairs else None
        return cls(0, np.zeros((units, units + 1), dtype=np.int64), ahead, rng.bit_generator.state)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Everything as arrays without objects, as `np.savez` writes them."""
        ahead = {} if self.ahead is None else {"ahead": self.ahead}
        state = np.array(json.dumps(self.state))
        return {"done": np.array(self.done), "counts": self.counts, "state": state, **ahead}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> DrawTally:
        """The reverse of `to_arrays`; raises KeyError or ValueError where the arrays are none of it."""
        state = json.loads(str(arrays["state"]))
        return cls(int(arrays["done"]), arrays["counts"], arrays.get("ahead"), state)

    def add(self, order: Whole, positions: Whole) -> None:
        """Count the units from best to worst and their ranks, both (draws, units)."""
        units = self.counts.shape[0]
        flat = self.counts.reshape(-1)
        cells = (order * (units + 1) + positions).ravel()
        if cells.size * 4 < flat.size:
            np.add.at(flat, cells, 1)
        else:
            flat += np.bincount(cells, minlength=flat.size)
        if self.ahead is not None:
            ranks = np.empty(order.shape, dtype=np.int32)
            np.put_along_axis(ranks, order, np.where(positions > 0, positions, units + 1).astype(np.int32), axis=1)
            columns = np.ascontiguousarray(ranks.T)
            for unit in range(units):
                self.ahead[unit] += np.count_nonzero(columns[unit] < columns, axis=1)
        self.done += len(order)


def tallies(
    plan: Plan,
    draws: int,
    rng: np.random.Generator,
    *,
    pairs: bool = False,
    cells_per_block: int = CELLS_PER_BLOCK,
    threads: int = 1,
    since: DrawTally | None = None,
) -> Iterator[DrawTally]:
    """Count ranks block after block; yields the one tally each time it has grown.

    `cells_per_block` (draws times units at once) bounds the memory; neither it nor `threads` changes a bit. `since`
    goes on from an earlier tally of the same plan, whatever `rng` has done.
    """
    tally = since or DrawTally.empty(len(plan.units), rng, pairs=pairs)
    rng.bit_generator.state = tally.state
    block = max(1, cells_per_block // len(plan.units))

    def blocks() -> Iterator[tuple[Draws, Mapping[str, Any]]]:
        for start in range(tally.done, draws, block):
            drawn = sample(plan, min(block, draws - start), rng)
            yield drawn, rng.bit_generator.state

    def work(item: tuple[Draws, Mapping[str, Any]]) -> tuple[Whole, Whole, Mapping[str, Any]]:
        drawn, state = item
        return (*ordered_positions(scores(plan, drawn)), state)

    for order, positions, state in in_turn(work, blocks(), threads):
        tally.add(order, positions)
        tally.state = state
        yield tally


def in_turn(work: Callable[[Any], Any], items: Iterator[Any], threads: int) -> Iterator[Any]:
    """Results of the work in the order of the items, some of them worked on at the same time."""
    if threads < 2:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Any]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def robustness(
    panel: Panel,
    method: Method,
    draws: int,
    rng: np.random.Generator,
    *,
    pairs: bool = False,
    cells_per_block: int = CELLS_PER_BLOCK,
    threads: int = 1,
) -> Robustness:
    """Build, and rank all units in each of `draws` draws of what the method's uncertainty varies.

    Raises ValueError below one draw, CompositeFaults as `build` does.
    """
    result = build(panel, method)
    return robustness_of(result, draws, rng, pairs=pairs, cells_per_block=cells_per_block, threads=threads)


def robustness_of(
    result: Result,
    draws: int,
    rng: np.random.Generator,
    *,
    pairs: bool = False,
    cells_per_block: int = CELLS_PER_BLOCK,
    threads: int = 1,
    since: DrawTally | None = None,
    progress: Callable[[DrawTally], None] | None = None,
    plan: Plan | None = None,
) -> Robustness:
    """The same for an index that is built; `progress` is told the tally as it grows, `since` goes on from one. A year
    of several wants its `plan` from `plan_years`: with `rng` of the same seed all years are drawn alike.

    Memory is bounded by `cells_per_block` (draws times units at once), which changes no bit of the result; nor does the
    number of threads. OECD/JRC Handbook (2008), step 7; Saisana, Saltelli and Tarantola, Uncertainty and sensitivity
    analysis techniques as tools for the quality assessment of composite indicators, Journal of the Royal Statistical
    Society A 168 (2005).
    """
    if draws < 1:
        raise ValueError(f"draws is {draws}; at least 1 is needed")
    plan = plan or plan_draws(result)
    tally = since or DrawTally.empty(len(plan.units), rng, pairs=pairs)
    for grown in tallies(plan, draws, rng, cells_per_block=cells_per_block, threads=threads, since=tally):
        if progress is not None:
            progress(grown)
    return spread_of(result, tally)


def spread_of(result: Result, tally: DrawTally) -> Robustness:
    """What a tally of the draws of an index says about its ranks."""
    ahead = None
    if tally.ahead is not None:
        ahead = Pairs(result.units, result.rank, tally.done, tally.ahead)
    return Robustness(result.units, result.rank, tally.done, tally.counts, ahead)
