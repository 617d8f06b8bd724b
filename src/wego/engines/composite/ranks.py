"""Ranks: of results (descending, ties by twelve significant digits) and of one indicator's values (ascending)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .arrays import UNITS, Array, Mask, Whole

DIGITS = 12  # scores equal to this many significant digits are tied
CLOSE = 10.0 ** (2 - DIGITS)  # scores further apart than this share of them never round to the same number


def ranks(scores: Array) -> Array:
    """Rank scores (..., units) descending: 1 is best, ties share the lower number, NaN stays NaN."""
    positions = rank_positions(scores)
    return np.where(positions > 0, positions.astype(np.float64), np.nan)


def rank_positions(scores: Array) -> Whole:
    """The same as whole numbers, with 0 for a missing score; (..., units)."""
    order, positions = ordered_positions(scores)
    found = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(found, order, positions, axis=-1)
    return found


def ordered_positions(scores: Array) -> tuple[Whole, Whole]:
    """The units from best to worst, and the rank of each as a whole number, 0 where missing; both (..., units)."""
    order = np.argsort(-scores, axis=-1)  # NaN sorts last
    # By place in the whole, which takes a quarter of the time of `take_along_axis`.
    rows = np.arange(math.prod(scores.shape[:-1])).reshape(*scores.shape[:-1], 1)
    descending = np.take(scores, rows * scores.shape[-1] + order)
    positions = np.broadcast_to(np.arange(1, scores.shape[-1] + 1), scores.shape)
    tied = _tied_with_next(descending)
    missing = np.isnan(descending[..., -1]).any()
    if tied.any() or missing:
        positions = positions.copy()
        positions[..., 1:][tied] = 0
        positions = np.maximum.accumulate(positions, axis=-1)
    if missing:
        positions[np.isnan(descending)] = 0
    return order, positions


def _tied_with_next(descending: Array) -> Mask:
    """Whether each sorted score but the last ties with the next one; (..., units - 1)."""
    here, after = descending[..., :-1], descending[..., 1:]
    gaps = here - after
    if gaps.size and _all_apart(descending, gaps):
        return np.zeros(gaps.shape, dtype=bool)
    # Rounding to twelve digits costs more than the sort; only neighbours this close can round to the same number.
    tied = gaps <= CLOSE * np.abs(here)
    near = tied & (here != after)
    if near.any():
        tied[near] = significant(here[near]) == significant(after[near])
    return tied


def _all_apart(descending: Array, gaps: Array) -> bool:
    """Whether every gap is wide for the largest score of its row: sure at once that nothing ties or is missing."""
    largest = np.maximum(np.abs(descending[..., 0]), np.abs(descending[..., -1]))
    return bool(np.all(gaps.min(axis=-1) > CLOSE * largest))


def significant(x: Array, digits: int = DIGITS) -> Array:
    """Round to significant digits."""
    size = np.abs(x)
    size = np.where((size > 0.0) & np.isfinite(size), size, 1.0)
    decimals = digits - 1 - np.floor(np.log10(size))
    # Powers of ten are exact doubles only upwards from 1, so large numbers are divided; those next to nothing need a
    # power that is no double, so it comes in two parts.
    up, more = 10.0 ** np.clip(decimals, 0.0, 290.0), 10.0 ** np.clip(decimals - 290.0, 0.0, 40.0)
    down = 10.0 ** np.maximum(-decimals, 0.0)
    return np.asarray(np.rint(x * up * more / down) / up / more * down)


def settled(x: Array, *, axis: int = UNITS) -> Array:
    """Values that are equal to twelve digits along an axis made equal to the last bit, others left as they are.

    What differs less is how a figure was computed, not what it says: without this, a column of 0.3 and one
    0.30000000000000004 would be stretched to the whole scale.
    """
    order = np.argsort(x, axis=axis, kind="stable")
    ascending = np.moveaxis(np.take_along_axis(x, order, axis=axis), axis, -1)
    here, after = ascending[..., :-1], ascending[..., 1:]
    with np.errstate(invalid="ignore", over="ignore"):
        near = (here != after) & (after - here <= CLOSE * np.maximum(np.abs(here), np.abs(after)))
    if not near.any():
        return x
    near[near] = significant(here[near]) == significant(after[near])
    starts = np.ones(ascending.shape, dtype=bool)
    starts[..., 1:] = ~near
    first = np.maximum.accumulate(np.where(starts, np.arange(ascending.shape[-1]), 0), axis=-1)
    found = np.empty_like(x)
    lowest = np.moveaxis(np.take_along_axis(ascending, first, axis=-1), -1, axis)
    np.put_along_axis(found, order, lowest, axis=axis)
    return found


def ascending_ranks(x: Array, ties: str = "min") -> Array:
    """Rank the present values of each column of (..., units, indicators) ascending; `ties` is min, max or average."""
    order = np.argsort(x, axis=UNITS, kind="stable")
    values = np.take_along_axis(x, order, axis=UNITS)
    places = np.arange(1.0, x.shape[UNITS] + 1.0)[:, np.newaxis]
    edge = np.ones_like(values[..., :1, :], dtype=bool)
    differs = values[..., 1:, :] != values[..., :-1, :]
    first = np.maximum.accumulate(np.where(np.concatenate([edge, differs], axis=UNITS), places, 0.0), axis=UNITS)
    ends = np.where(np.concatenate([differs, edge], axis=UNITS), places, np.inf)
    last = np.flip(np.minimum.accumulate(np.flip(ends, axis=UNITS), axis=UNITS), axis=UNITS)
    chosen: Any = {"min": first, "max": last, "average": (first + last) / 2.0}[ties]
    found = np.empty_like(values)
    np.put_along_axis(found, order, chosen, axis=UNITS)
    return np.where(np.isnan(x), np.nan, found)
