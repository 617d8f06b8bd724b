"""Benefit of the doubt: each unit is scored with the weights that favour it most, found by linear programme."""

from __future__ import annotations

import numpy as np

from .arrays import Array

ZERO = 1e-11  # nearer to 0 than this is rounding


def scores(values: Array, *, least_share: float = 0.0) -> tuple[Array, Array]:
    """Score every unit against the frontier of all; (units, children) of at least 0 -> (units,), (units, children).

    Unit c: max Σ w x_c over w >= 0 with Σ w x_u <= 1 for every unit u, so that the best have 1. With `least_share` each
    child gives at least that share of the unit's score. A missing value counts as nothing and binds nobody; a unit
    without values has NaN. The second array holds the weights, NaN there. Melyn and Moesen (1991); Cherchye et al., An
    introduction to 'benefit of the doubt' composite indicators, Social Indicators Research 82 (2007).
    """
    present = ~np.isnan(values)
    filled = np.where(present, values, 0.0)
    largest = np.max(filled, axis=0, initial=0.0)
    filled = np.divide(filled, largest, out=np.zeros_like(filled), where=largest > 0.0)  # the score has no unit
    found, weights = np.full(len(values), np.nan), np.full(values.shape, np.nan)
    binding = np.unique(filled[present.any(axis=1)], axis=0)
    for unit in np.flatnonzero(present.any(axis=1)):
        own = filled[unit]
        rows, bounds = binding, np.ones(len(binding))
        if least_share > 0.0:
            # share of child i: w_i x_i >= least_share Σ w x, over the children that the unit has
            there = np.flatnonzero(own > 0.0)
            shares = least_share * own - np.eye(own.size)[there] * own
            rows, bounds = np.vstack([rows, shares]), np.concatenate([bounds, np.zeros(len(there))])
        w = maximise(own, rows, bounds)
        found[unit] = float(own @ w)
        weights[unit] = np.divide(w, largest, out=np.zeros_like(w), where=largest > 0.0)
    return found, weights


def maximise(objective: Array, rows: Array, bounds: Array) -> Array:
    """Maximise objective @ w over w >= 0 with rows @ w <= bounds, where bounds >= 0; returns w.

    The simplex method from the feasible origin, on the condensed tableau (constraints by variables), by the rule of
    Bland, New finite pivoting rules for the simplex method, Mathematics of Operations Research 2 (1977), which cannot
    cycle. Raises ValueError where the maximum is unbounded.
    """
    constraints, variables = rows.shape
    table = np.zeros((constraints + 1, variables + 1))
    table[:-1, :-1], table[:-1, -1], table[-1, :-1] = rows, bounds, -objective
    outside, inside = np.arange(variables), variables + np.arange(constraints)
    while True:
        gaining = np.flatnonzero(table[-1, :-1] < -ZERO)
        if not gaining.size:
            break
        column = gaining[np.argmin(outside[gaining])]
        blocking = np.flatnonzero(table[:-1, column] > ZERO)
        if not blocking.size:
            raise ValueError("the maximum is unbounded")
        ratios = table[blocking, -1] / table[blocking, column]
        nearest = blocking[ratios <= ratios.min() + ZERO]
        row = nearest[np.argmin(inside[nearest])]
        table = _exchanged(table, row, column)
        outside[column], inside[row] = inside[row], outside[column]
    w = np.zeros(variables)
    ours = inside < variables
    w[inside[ours]] = table[:-1, -1][ours]
    return np.maximum(w, 0.0)


def _exchanged(table: Array, row: np.int64, column: np.int64) -> Array:
    """The tableau after the row's variable and the column's have changed places."""
    pivot = table[row, column]
    changed = table - np.outer(table[:, column], table[row]) / pivot
    changed[row] = table[row] / pivot
    changed[:, column] = -table[:, column] / pivot
    changed[row, column] = 1.0 / pivot
    return changed
