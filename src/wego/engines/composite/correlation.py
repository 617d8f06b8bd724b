"""Correlations: of two columns, of all pairs, within families, with what stands above; and how sure they are."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log

import numpy as np

from .arrays import Array
from .ranks import ascending_ranks


def pearson(x: Array, y: Array) -> float:
    """Pearson correlation over the pairs where both are present; NaN below two pairs or without spread."""
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[both], y[both]
    if x.size < 2 or np.all(x == x[0]) or np.all(y == y[0]):
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return float(np.clip(np.sum(dx * dy) / np.sqrt(np.sum(dx * dx) * np.sum(dy * dy)), -1.0, 1.0))


def spearman(x: Array, y: Array) -> float:
    """Spearman's rho: Pearson correlation of the average ranks of the pairs where both are present."""
    both = ~(np.isnan(x) | np.isnan(y))
    if not both.any():
        return float("nan")
    ranked = ascending_ranks(np.column_stack([x[both], y[both]]), "average")
    return pearson(ranked[:, 0], ranked[:, 1])


def kendall(x: Array, y: Array) -> float:
    """Kendall's tau-b over the pairs where both are present; NaN below two pairs or without spread."""
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[both], y[both]
    agree = differ_x = differ_y = 0.0
    for row in range(x.size - 1):  # one unit against the later ones at a time: n numbers in memory, not n squared
        sx, sy = np.sign(x[row + 1 :] - x[row]), np.sign(y[row + 1 :] - y[row])
        agree += float(np.sum(sx * sy))
        differ_x += np.count_nonzero(sx)
        differ_y += np.count_nonzero(sy)
    return agree / float(np.sqrt(differ_x * differ_y)) if differ_x and differ_y else float("nan")


CORRELATIONS: dict[str, Callable[[Array, Array], float]] = {
    "pearson": pearson,
    "spearman": spearman,
    "kendall": kendall,
}


def correlations(columns: Array, others: Array | None = None, *, kind: str = "pearson") -> Array:
    """Correlation of each column with each of the others (or of the same), pair by pair over what both have.

    (units, columns), (units, others) -> (columns, others). `kind` is pearson, spearman or kendall.
    """
    correlation = CORRELATIONS[kind]
    if others is not None:
        return np.array([[correlation(x, y) for y in others.T] for x in columns.T]).reshape(-1, others.shape[1])
    width = columns.shape[1]
    found = np.empty((width, width))
    for row in range(width):
        for column in range(row, width):
            found[row, column] = found[column, row] = correlation(columns[:, row], columns[:, column])
    return found


def p_value(correlation: float, pairs: int) -> float:
    """Probability of a Pearson correlation at least this far from 0 among so many independent normal pairs.

    Student's t with pairs - 2 degrees of freedom, two-sided: the regularised incomplete beta function of 1 - r^2 at
    ((pairs - 2)/2, 1/2). NaN below three pairs. Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5, 26.7.
    """
    if pairs < 3 or np.isnan(correlation):
        return float("nan")
    return _incomplete_beta((pairs - 2) / 2.0, 0.5, max(0.0, 1.0 - correlation * correlation))


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """I_x(a, b) by its continued fraction (A&S 26.5.8, evaluated by Lentz's method)."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _incomplete_beta(b, a, 1.0 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1.0 - x)) / a
    tiny = 1e-300
    c, d = 1.0, 1.0 / max(1.0 - (a + b) * x / (a + 1.0), tiny)
    fraction = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        before = fraction
        for term in (even, odd):
            d = 1.0 / _apart(1.0 + term * d, tiny)
            c = _apart(1.0 + term / c, tiny)
            fraction *= c * d
        if abs(fraction - before) <= 1e-16 * abs(fraction):
            break
    return front * fraction


def _apart(x: float, tiny: float) -> float:
    """x, or next to nothing instead of nothing, so that it can be divided by."""
    return x if abs(x) > tiny else tiny
