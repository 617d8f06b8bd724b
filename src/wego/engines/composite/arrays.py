"""Column statistics that pass over missing values; the units are the second-last axis throughout."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Whole: TypeAlias = npt.NDArray[np.int64]

UNITS = -2  # (..., units, indicators)


def count(x: Array) -> Array:
    """Number of present values of each column; (..., 1, indicators)."""
    return np.sum(~np.isnan(x), axis=UNITS, keepdims=True).astype(np.float64)


def minimum(x: Array) -> Array:
    """Least present value of each column, NaN where there is none; (..., 1, indicators)."""
    return np.fmin.reduce(x, axis=UNITS, keepdims=True)


def maximum(x: Array) -> Array:
    """Greatest present value of each column, NaN where there is none; (..., 1, indicators)."""
    return np.fmax.reduce(x, axis=UNITS, keepdims=True)


def span(x: Array) -> Array:
    """Maximum less minimum of each column; (..., 1, indicators)."""
    return maximum(x) - minimum(x)


def mean(x: Array) -> Array:
    """Mean of the present values of each column, NaN where there is none; (..., 1, indicators)."""
    n = count(x)
    total = np.sum(np.where(np.isnan(x), 0.0, x), axis=UNITS, keepdims=True)
    return np.divide(total, n, out=np.full_like(total, np.nan), where=n > 0)


def standard_deviation(x: Array) -> Array:
    """Sample standard deviation (n - 1) of each column; 0 where all values are the same, NaN below two values."""
    n = count(x)
    deviation = np.where(np.isnan(x), 0.0, x - mean(x))
    total = np.sum(deviation * deviation, axis=UNITS, keepdims=True)
    variance = np.divide(total, n - 1.0, out=np.full_like(total, np.nan), where=n > 1)
    # The mean of equal values need not be that value to the last bit; a spread of nothing is nothing.
    return np.where((span(x) == 0.0) & (n > 1), 0.0, np.sqrt(variance))


def median(column: Array) -> float:
    """Median of the present values of one column (units,), NaN where there is none."""
    present = column[~np.isnan(column)]
    return float(np.median(present)) if present.size else float("nan")


def skewness_and_kurtosis(column: Array) -> tuple[float, float]:
    """Sample skewness G1 and excess kurtosis G2 of the present values of one column (units,); see `moments`."""
    g1, g2 = moments(column[np.newaxis])
    return float(g1[0]), float(g2[0])


def moments(rows: Array) -> tuple[Array, Array]:
    """Sample skewness G1 and excess kurtosis G2 of the present values of each row; (rows, units) -> (rows,) twice.

    The bias-corrected ("type 2") forms of Joanes and Gill, Comparing measures of sample skewness and kurtosis, The
    Statistician 47 (1998): G1 = sqrt(n(n-1))/(n-2) m3/m2^1.5, G2 = (n-1)/((n-2)(n-3)) ((n+1)(m4/m2^2 - 3) + 6). NaN
    where undefined: fewer than three (G1) or four (G2) values, or all values the same.
    """
    if rows.shape[1] == 0:
        return np.full(rows.shape[0], np.nan), np.full(rows.shape[0], np.nan)
    absent = np.isnan(rows)
    n = np.sum(~absent, axis=1).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        average = np.sum(np.where(absent, 0.0, rows), axis=1) / n
        deviation = np.where(absent, 0.0, rows - average[:, np.newaxis])
        squares = deviation * deviation
        m2, m3, m4 = (np.sum(power, axis=1) / n for power in (squares, squares * deviation, squares * squares))
        # The mean of equal values need not be that value to the last bit; a spread of nothing is nothing.
        same = (np.fmax.reduce(rows, axis=1) == np.fmin.reduce(rows, axis=1)) | (m2 == 0.0)
        g1 = np.sqrt(n * (n - 1.0)) / (n - 2.0) * m3 / m2**1.5
        g2 = (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * (m4 / (m2 * m2) - 3.0) + 6.0)
    return np.where(same | (n < 3), np.nan, g1), np.where(same | (n < 4), np.nan, g2)
