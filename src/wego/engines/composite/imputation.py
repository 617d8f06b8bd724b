"""Imputation: missing values from the present ones, of the same indicator, of the same unit, or of other years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arrays import Array, maximum, median, minimum
from .options import MethodOption


def mean(column: Array) -> float:
    """Mean of the present values of one column (units,), NaN where there is none."""
    present = column[~np.isnan(column)]
    return float(np.mean(present)) if present.size else float("nan")


def impute(values: Array, *, average: Callable[[Array], float]) -> Array:
    """Fill each column's gaps with the average of its present values; a column without any stays missing."""
    filled = values.copy()
    for column in np.flatnonzero(np.isnan(values).any(axis=0)):
        x = filled[:, column]
        x[np.isnan(x)] = average(values[:, column])
    return filled


def impute_by_group(values: Array, *, labels: Sequence[str | None], average: Callable[[Array], float]) -> Array:
    """The same within each group; a group without values, and a unit without a group, stay missing."""
    filled = values.copy()
    members = np.array([label or "" for label in labels])
    for label in sorted(set(members) - {""}):
        rows = members == label
        filled[rows] = impute(values[rows], average=average)
    return filled


def impute_by_row(
    values: Array, *, directions: Array, families: Sequence[str], average: Callable[[Array], float]
) -> Array:
    """Fill a unit's gaps with the average of its own present values in the indicators of the same family.

    Both on the scale of 0 to 1 from each indicator's worst to its best value, so that unlike things can be averaged; a
    unit without any value in the family stays missing. `directions` and `families` are (indicators,).
    """
    turned = values * directions
    low, high = minimum(turned), maximum(turned)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        span = high - low
        share = np.where(span > 0.0, (turned - low) / span, np.nan)  # what tells no unit apart tells nothing
    filled = values.copy()
    members = np.array(families)
    for row in np.flatnonzero(np.isnan(values).any(axis=1)):
        for column in np.flatnonzero(np.isnan(values[row])):
            part = average(share[row, members == members[column]])
            filled[row, column] = (low[0, column] + part * span[0, column]) * directions[column]
    return filled


def impute_by_regression(values: Array, *, predictors: Array) -> tuple[Array, list[int]]:
    """Fill each column's gaps with its least-squares regression (with intercept) on `predictors` (units, predictors).

    Fitted over the units that have the value and every predictor; a unit without one of these stays missing. Returns
    the values, and the columns for which there were too few units to fit (those stay as they were). Handbook, step 3.
    """
    filled, unfit = values.copy(), []
    known = ~np.isnan(predictors).any(axis=1)
    design = np.column_stack([np.ones(len(values)), predictors])
    for column in np.flatnonzero(np.isnan(values).any(axis=0)):
        gaps = np.isnan(values[:, column])
        fit = known & ~gaps
        slopes, _, rank, _ = np.linalg.lstsq(design[fit], values[fit, column], rcond=None)
        if rank < design.shape[1] or np.sum(fit) <= design.shape[1]:
            unfit.append(int(column))
            continue
        filled[known & gaps, column] = design[known & gaps] @ slopes
    return filled, unfit


def latest(series: Array, *, max_time: float | None) -> Array:
    """Fill gaps of (times, …) with the last earlier value, at most `max_time` time points back; leading gaps stay."""
    filled = series.copy()
    value, since = np.full(series.shape[1:], np.nan), np.full(series.shape[1:], -np.inf)
    for place, here in enumerate(series):
        there = ~np.isnan(here)
        value, since = np.where(there, here, value), np.where(there, place, since)
        near = place - since <= (np.inf if max_time is None else max_time)
        filled[place] = np.where(near, value, np.nan)
    return filled


def constant(series: Array) -> Array:
    """Fill gaps of (times, …) with the previous value, leading gaps with the next one."""
    filled = latest(series, max_time=None)
    return np.flip(latest(np.flip(filled, axis=0), max_time=None), axis=0)


def linear(series: Array, *, times: Array) -> Array:
    """Fill gaps of (times, …) on the line between their neighbours, flat before the first and after the last value."""
    flat = series.reshape(len(times), -1)
    filled = flat.copy()
    for column in np.flatnonzero(np.isnan(flat).any(axis=0)):
        there = ~np.isnan(flat[:, column])
        if there.any():
            gaps = ~there
            filled[gaps, column] = np.interp(times[gaps], times[there], flat[there, column])
    return filled.reshape(series.shape)


@dataclass(frozen=True)
class ImputationInput:
    """What a method of imputation works on: values (units, indicators) with, for the methods that want them, labels
    (units,), directions and families (indicators,) and predictors (units, predictors)."""

    values: Array
    labels: Sequence[str | None] = ()
    directions: Array = field(default_factory=lambda: np.ones(1))
    families: Sequence[str] = ()
    predictors: Array = field(default_factory=lambda: np.ones((1, 0)))


@dataclass(frozen=True)
class Imputer:
    """A method of imputation: `apply` within one year, or `across` years of (times, units, indicators)."""

    apply: Callable[[ImputationInput, Mapping[str, Any]], tuple[Array, list[int]]] | None = None
    across: Callable[[Array, Array, Mapping[str, Any]], Array] | None = None
    options: Mapping[str, MethodOption] = field(default_factory=dict)


def _by_row(
    frame: ImputationInput, given: Mapping[str, Any], average: Callable[[Array], float]
) -> tuple[Array, list[int]]:
    families = frame.families if given["over"] == "siblings" else [""] * frame.values.shape[1]
    filled = impute_by_row(frame.values, directions=frame.directions, families=families, average=average)
    return filled, []


_BY = {"by": MethodOption(str)}
_OVER = {"over": MethodOption(str, "siblings", choices=("siblings", "all"))}

IMPUTERS: dict[str, Imputer] = {
    "none": Imputer(lambda frame, given: (frame.values, [])),
    "mean": Imputer(lambda frame, given: (impute(frame.values, average=mean), [])),
    "median": Imputer(lambda frame, given: (impute(frame.values, average=median), [])),
    "group_mean": Imputer(
        lambda frame, given: (impute_by_group(frame.values, labels=frame.labels, average=mean), []), options=_BY
    ),
    "group_median": Imputer(
        lambda frame, given: (impute_by_group(frame.values, labels=frame.labels, average=median), []), options=_BY
    ),
    "row_mean": Imputer(lambda frame, given: _by_row(frame, given, mean), options=_OVER),
    "row_median": Imputer(lambda frame, given: _by_row(frame, given, median), options=_OVER),
    "regression": Imputer(
        lambda frame, given: impute_by_regression(frame.values, predictors=frame.predictors),
        options={"on": MethodOption(tuple)},
    ),
    "latest": Imputer(
        across=lambda series, times, given: latest(series, max_time=given["max_time"]),
        options={"max_time": MethodOption(float, None, above=0)},
    ),
    "constant": Imputer(across=lambda series, times, given: constant(series)),
    "linear": Imputer(across=lambda series, times, given: linear(series, times=times)),
}


def imputed(frame: ImputationInput, *, method: str, options: Mapping[str, Any]) -> tuple[Array, list[int]]:
    """Impute within one year by a method's name; the values, and the columns where there was too little to go by.

    A method across years leaves them as they are: `build_years` has filled them before.
    """
    apply = IMPUTERS[method].apply
    return (frame.values, []) if apply is None else apply(frame, options)
