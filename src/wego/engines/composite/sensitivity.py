"""Sensitivity: which uncertain choice moves the ranks, by Sobol's indices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Array
from .build import Result
from .draws import Draws, Plan, plan_draws, refuse_without_choice, sample, scores
from .ranks import ordered_positions, rank_positions
from .robustness import CELLS_PER_BLOCK, DrawTally, Robustness, in_turn, spread_of

RESAMPLED_PER_BLOCK = 1 << 17


@dataclass(frozen=True)
class Sobol:
    """Indices of one factor: first order and total, each with the bounds of its bootstrap interval. NaN where the
    output does not vary."""

    factor: str
    first: float
    total: float
    first_low: float
    first_high: float
    total_low: float
    total_high: float


@dataclass(frozen=True)
class Sensitivity:
    """`indices` for each factor that varies; `outputs` (2 + factors, runs): the mean absolute rank change of the runs
    A, B, and A with each factor chosen as in B; `robustness` over A and B alone."""

    indices: tuple[Sobol, ...]
    outputs: Array
    robustness: Robustness

    @property
    def runs(self) -> int:
        """How often the index was computed."""
        return int(self.outputs.size)


@dataclass
class Trial:
    """What a sensitivity run has computed so far: `done` of the `outputs` (2 + factors, runs), row after row, and the
    ranks of the first two rows in `tally`. Kept somewhere, it lets an interrupted run go on as if nothing had happened;
    the arrays go on being filled."""

    done: int
    outputs: Array
    tally: DrawTally

    @classmethod
    def empty(cls, plan: Plan, runs: int, rng: np.random.Generator) -> Trial:
        """Nothing computed yet."""
        return cls(0, np.zeros((2 + len(plan.factors), runs)), DrawTally.empty(len(plan.units), rng))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Everything as arrays without objects, as `np.savez` writes them."""
        drawn = self.tally.to_arrays()
        return drawn | {"drawn": drawn["done"], "done": np.array(self.done), "outputs": self.outputs}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Trial:
        """The reverse of `to_arrays`; raises KeyError or ValueError where the arrays are none of it."""
        tally = DrawTally.from_arrays({**arrays, "done": arrays["drawn"]})
        return cls(int(arrays["done"]), arrays["outputs"], tally)

    def add(self, found: Array, nominal: Array) -> None:
        """Take in the scores (draws, units) of the next draws, all of one row."""
        row, start = divmod(self.done, self.outputs.shape[1])
        if row < 2:
            self.tally.add(*ordered_positions(found))
        self.outputs[row, start : start + len(found)] = mean_rank_change(found, nominal)
        self.done += len(found)


def sobol(outputs: Array) -> tuple[Array, Array]:
    """First-order and total indices from the outputs (..., 2 + factors, runs); each (..., factors).

    S = mean(y_B (y_ABi - y_A)) / V, ST = sum((y_A - y_ABi)^2) / (2 N V), V the variance (n - 1) of y_A and y_B
    together. NaN where V is 0. Saltelli et al., Variance based sensitivity analysis of model output, Computer Physics
    Communications 181 (2010).
    """
    first_runs, second_runs = outputs[..., 0, :], outputs[..., 1, :]
    variance = np.var(outputs[..., :2, :].reshape(*outputs.shape[:-2], -1), axis=-1, ddof=1)[..., np.newaxis]
    moved = outputs[..., 2:, :] - first_runs[..., np.newaxis, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(variance > 0.0, variance, np.nan)
        first = np.mean(second_runs[..., np.newaxis, :] * moved, axis=-1) / variance
        total = np.mean(moved * moved, axis=-1) / (2.0 * variance)
    return first, total


def bootstrap(outputs: Array, *, resamples: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """The indices of `resamples` samples of the runs with replacement; each (resamples, factors)."""
    runs = outputs.shape[1]
    block = max(1, RESAMPLED_PER_BLOCK // outputs.size)
    found = []
    for start in range(0, resamples, block):
        taken = rng.integers(0, runs, (min(block, resamples - start), runs))
        found.append(sobol(outputs[:, taken].swapaxes(0, 1)))
    return np.concatenate([first for first, _ in found]), np.concatenate([total for _, total in found])


def sensitivity(
    result: Result,
    runs: int,
    rng: np.random.Generator,
    *,
    resamples: int = 1000,
    level: float = 0.9,
    cells_per_block: int = CELLS_PER_BLOCK,
    threads: int = 1,
    since: Trial | None = None,
    progress: Callable[[Trial], None] | None = None,
    plan: Plan | None = None,
) -> Sensitivity:
    """Sobol indices of what the method's uncertainty varies, from `runs` * (factors + 2) draws of the index.

    A factor is a choice: the weights all together, the imputation, the treatment, the normalisation, the aggregation,
    the indicator left out. The output is the mean absolute rank change against the nominal ranking, over the units that
    have both ranks. Intervals are percentiles of the bootstrap over the runs, `level` of it between the bounds.
    `progress` is told the trial as it grows, `since` goes on from one of the same plan, runs and seed; a year of
    several wants its `plan` from `plan_years`. Raises ValueError below two runs or one resample, CompositeFaults where
    nothing varies. Saisana, Saltelli and Tarantola, Journal of the Royal Statistical Society A 168 (2005).
    """
    if runs < 2 or resamples < 1:
        raise ValueError(f"runs is {runs}, resamples {resamples}; at least 2 and 1 are needed")
    plan = plan or plan_draws(result)
    refuse_without_choice(plan)
    both = sample(plan, 2 * runs, rng)
    a, b = both.rows(0, runs), both.rows(runs, 2 * runs)
    designs = [a, b, *(a.with_choice_of(b, factor) for factor in plan.factors)]
    trial = since or Trial.empty(plan, runs, rng)
    there = trial.done
    block = max(1, cells_per_block // len(plan.units))

    def parts() -> Iterator[Draws]:
        for number, design in enumerate(designs):
            for start in range(min(max(there - number * runs, 0), runs), runs, block):
                yield design.rows(start, min(start + block, runs))

    for found in in_turn(partial(scores, plan), parts(), threads):
        trial.add(found, result.rank)
        if progress is not None:
            progress(trial)
    outputs = trial.outputs
    return Sensitivity(_indices(plan, outputs, resamples, level, rng), outputs, spread_of(result, trial.tally))


def mean_rank_change(scores: Array, nominal: Array) -> Array:
    """Mean absolute difference of ranks from the nominal ones over the units that have both, 0 where none has.

    (draws, units) -> (draws,).
    """
    positions = rank_positions(scores)
    there = (positions > 0) & ~np.isnan(nominal)
    change = np.where(there, np.abs(positions - np.where(np.isnan(nominal), 0.0, nominal)), 0.0)
    return np.asarray(change.sum(axis=1) / np.maximum(there.sum(axis=1), 1))


def _indices(plan: Plan, outputs: Array, resamples: int, level: float, rng: np.random.Generator) -> tuple[Sobol, ...]:
    first, total = sobol(outputs)
    samples = bootstrap(outputs, resamples=resamples, rng=rng)
    bounds = [(1.0 - level) / 2.0, (1.0 + level) / 2.0]
    # A resample in which nothing varies has no index and enters no bound; where none has, nor has the whole.
    spread = [np.nanquantile(sample, bounds, axis=0) if not np.isnan(first).any() else None for sample in samples]
    found = []
    for number, factor in enumerate(plan.factors):
        low_high = [(np.nan, np.nan) if one is None else (one[0, number], one[1, number]) for one in spread]
        (first_low, first_high), (total_low, total_high) = low_high
        found.append(
            Sobol(
                factor,
                float(first[number]),
                float(total[number]),
                float(first_low),
                float(first_high),
                float(total_low),
                float(total_high),
            )
        )
    return tuple(found)
