"""Benefit of the doubt: each unit is scored with the weights that favour it most, found by linear programme."""

from __future__ import annotations

import numpy as np

from .arrays import Array, Whole

ZERO = 1e-11  # nearer to 0 than this is rounding
CELLS_PER_BLOCK = 1 << 17  # of the tableaux worked on at once: a megabyte


def scores(values: Array, *, least_share: float = 0.0) -> tuple[Array, Array]:
    """Score every unit against the frontier of all; (..., units, children) of at least 0 -> (..., units) and weights.

    Unit c: max Σ w x_c over w >= 0 with Σ w x_u <= 1 for every unit u, so that the best have 1. With `least_share` each
    child gives at least that share of the unit's score. A missing value counts as nothing and binds nobody; a unit
    without values has NaN. The weights are (..., units, children), NaN there. Melyn and Moesen (1991); Cherchye et al.,
    An introduction to 'benefit of the doubt' composite indicators, Social Indicators Research 82 (2007).
    """
    units, children = values.shape[-2:]
    tables = values.reshape(-1, units, children)
    present = ~np.isnan(tables)
    filled = np.where(present, tables, 0.0)
    largest = np.max(filled, axis=1, keepdims=True, initial=0.0)
    filled = np.divide(filled, largest, out=np.zeros_like(filled), where=largest > 0.0)  # the score has no unit
    weights = np.empty_like(filled).reshape(-1, children)
    step = max(1, CELLS_PER_BLOCK // ((units + children) * (children + 1)))
    for start in range(0, len(weights), step):
        which, unit = np.divmod(np.arange(start, min(start + step, len(weights))), units)
        own, rows = filled[which, unit], filled[which]
        bounds = np.ones(rows.shape[:2])
        if least_share > 0.0:
            # share of child i: w_i x_i >= least_share Σ w x, over the children that the unit has
            shares = least_share * own[:, np.newaxis] - np.eye(children) * own[:, np.newaxis]
            rows = np.concatenate([rows, np.where(own[:, :, np.newaxis] > 0.0, shares, 0.0)], axis=1)
            bounds = np.concatenate([bounds, np.zeros_like(own)], axis=1)
        weights[start : start + step] = maximise(own, rows, bounds)
    weights = weights.reshape(filled.shape)
    there = np.any(present, axis=2, keepdims=True)
    found = np.where(there[..., 0], np.sum(filled * weights, axis=2), np.nan)
    weights = np.divide(weights, largest, out=np.zeros_like(weights), where=largest > 0.0)
    weights = np.where(there, weights, np.nan)
    return found.reshape(values.shape[:-1]), weights.reshape(values.shape)


def maximise(objectives: Array, rows: Array, bounds: Array) -> Array:
    """Maximise objective @ w over w >= 0 with rows @ w <= bounds, where bounds >= 0, for many programmes at once.

    (programmes, variables), (programmes, constraints, variables), (programmes, constraints) -> w (programmes,
    variables). The simplex method from the feasible origin, on condensed tableaux (constraints by variables): the
    variable that gains most enters; a programme that goes on for long is ended by the rule of Bland, New finite
    pivoting rules for the simplex method, Mathematics of Operations Research 2 (1977), which cannot cycle. Raises
    ValueError where a maximum is unbounded.
    """
    programmes, constraints, variables = rows.shape
    table = np.zeros((programmes, constraints + 1, variables + 1))
    table[:, :-1, :-1], table[:, :-1, -1], table[:, -1, :-1] = rows, bounds, -objectives
    outside = np.tile(np.arange(variables), (programmes, 1))
    inside = np.tile(variables + np.arange(constraints), (programmes, 1))
    none = variables + constraints  # comes after every variable
    found, waiting = np.zeros((programmes, variables + constraints)), np.arange(programmes)
    exchanges, patience = 0, 4 * none
    while True:
        gaining = table[:, -1, :-1] < -ZERO
        going = gaining.any(axis=1)
        if not going.all():
            done = ~going
            found[waiting[done, np.newaxis], inside[done]] = table[done, :-1, -1]
            table, gaining, waiting = table[going], gaining[going], waiting[going]
            outside, inside = outside[going], inside[going]
        if not waiting.size:
            return np.maximum(found[:, :variables], 0.0)
        order = table[:, -1, :-1] if exchanges < patience else np.where(gaining, outside, none)
        column = np.argmin(order, axis=1)
        entering = table[np.arange(waiting.size), :, column]
        blocking = entering[:, :-1] > ZERO
        if not blocking.any(axis=1).all():
            raise ValueError("the maximum is unbounded")
        ratios = np.divide(table[:, :-1, -1], entering[:, :-1], out=np.full(blocking.shape, np.inf), where=blocking)
        nearest = ratios <= ratios.min(axis=1, keepdims=True) + ZERO
        row = np.argmin(np.where(nearest, inside, none), axis=1)
        _exchange(table, row, column, entering)
        exchanges += 1
        places = np.arange(waiting.size)
        outside[places, column], inside[places, row] = inside[places, row], outside[places, column]


def _exchange(table: Array, row: Whole, column: Whole, entering: Array) -> None:
    """Let the rows' variables and the columns' change places in every tableau; `entering` holds those columns."""
    places = np.arange(len(table))
    pivot = entering[places, row][:, np.newaxis]
    leaving = table[places, row] / pivot
    table -= entering[:, :, np.newaxis] * leaving[:, np.newaxis]
    table[places, row] = leaving
    table[places, :, column] = -entering / pivot
    table[places, row, column] = 1.0 / pivot[:, 0]
