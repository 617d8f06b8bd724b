"""Screening: units with too few values are left out."""

from __future__ import annotations

import numpy as np

from .arrays import Array, Mask


def present_share(values: Array) -> Array:
    """Share of present values of each unit; (units, indicators) -> (units,)."""
    return np.mean(~np.isnan(values), axis=1)


def keep(values: Array, *, min_share: float) -> Mask:
    """Whether each unit's share of present values is at least `min_share`; (units,)."""
    return present_share(values) >= min_share
