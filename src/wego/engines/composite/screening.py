"""Screening: units with too few values, or too many zeros, are left out."""

from __future__ import annotations

import numpy as np

from .arrays import Array, Mask


def present_share(values: Array) -> Array:
    """Share of present values of each unit; (units, indicators) -> (units,)."""
    return np.mean(~np.isnan(values), axis=1)


def nonzero_share(values: Array) -> Array:
    """Share of each unit's present values that are not 0, NaN where it has none; (units, indicators) -> (units,)."""
    there = ~np.isnan(values)
    present, nonzero = np.sum(there, axis=1), np.sum(there & (values != 0.0), axis=1)
    return np.divide(nonzero, present, out=np.full(len(values), np.nan), where=present > 0)


def keep(values: Array, *, min_share: float, min_nonzero: float = 0.0) -> Mask:
    """Whether each unit's share of present values is at least `min_share`, and of those that are not 0 among them at
    least `min_nonzero`; (units,)."""
    kept = present_share(values) >= min_share
    return kept & (nonzero_share(values) >= min_nonzero) if min_nonzero > 0.0 else kept
