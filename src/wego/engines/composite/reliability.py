"""How far indicators measure one thing: Cronbach's alpha and principal components."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Array


def cronbach_alpha(columns: Array) -> float:
    """k/(k - 1) (1 - sum of variances / sum of all covariances), covariances pair by pair over what both have.

    (units, columns); NaN below two columns or where a pair shares fewer than two units. Cronbach, Psychometrika 16
    (1951).
    """
    k = columns.shape[1]
    if k < 2:
        return float("nan")
    covariances = np.empty((k, k))
    for row in range(k):
        for column in range(row, k):
            covariances[row, column] = covariances[column, row] = _covariance(columns[:, row], columns[:, column])
    total = covariances.sum()
    return float(k / (k - 1.0) * (1.0 - np.trace(covariances) / total)) if total != 0.0 else float("nan")


def _covariance(x: Array, y: Array) -> float:
    both = ~(np.isnan(x) | np.isnan(y))
    n = np.count_nonzero(both)
    if n < 2:
        return float("nan")
    x, y = x[both], y[both]
    return float(np.sum((x - x.mean()) * (y - y.mean())) / (n - 1.0))


@dataclass(frozen=True)
class Components:
    """Principal components: standard deviations (components,) descending, loadings (columns, components) of length 1,
    each turned so that they sum to no less than 0; and how many units had every value."""

    deviations: Array
    loadings: Array
    units: int

    @property
    def explained(self) -> Array:
        """Share of the variance that each component carries; (components,)."""
        squares = self.deviations**2
        return np.asarray(squares / squares.sum())


def components(columns: Array) -> Components:
    """Principal components of the standardised columns over the units that have every value; (units, columns).

    NaN where fewer than two units do or a column has no spread among them. OECD/JRC Handbook (2008), step 4.
    """
    complete = columns[~np.isnan(columns).any(axis=1)]
    rows, width = complete.shape
    many = min(rows, width)
    flat = rows < 2 or bool(np.any(complete.max(axis=0) == complete.min(axis=0)))
    if flat:
        return Components(np.full(many, np.nan), np.full((width, many), np.nan), rows)
    standard = (complete - complete.mean(axis=0)) / complete.std(axis=0, ddof=1)
    _, singular, axes = np.linalg.svd(standard, full_matrices=False)
    loadings = axes.T
    loadings = loadings * np.where(loadings.sum(axis=0) < 0.0, -1.0, 1.0)
    return Components(singular / np.sqrt(rows - 1.0), loadings, rows)
