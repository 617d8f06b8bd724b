"""Treatment of outliers and skewed indicators: one column (units,) at a time, missing values untouched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arrays import Array, skewness_and_kurtosis
from .options import Option


@dataclass(frozen=True)
class Treated:
    """A column after treatment: what was done, how many points were moved, and a doubt where it could not be done."""

    values: Array
    action: str = "none"
    points: int = 0
    doubt: str = ""


class NotPositive(ValueError):
    """A logarithm of a value that is not above zero was asked for; `row` is the first such unit."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def passes(column: Array, *, skew: float, kurtosis: float) -> bool | None:
    """Whether |G1| < skew or G2 < kurtosis; None where either is undefined."""
    g1, g2 = skewness_and_kurtosis(column)
    if np.isnan(g1) or np.isnan(g2):
        return None
    return abs(g1) < skew or g2 < kurtosis


def winsorise(column: Array, *, max_points: int, skew: float, kurtosis: float) -> Treated:
    """Move the extreme values to the next one until the column passes or `max_points` points were moved.

    High ones where G1 >= 0, else low ones; all values tied at the extreme move together, so ties can overshoot.
    OECD/JRC Handbook on Constructing Composite Indicators (2008), step 4; thresholds as in COINr.
    """
    x = column.copy()
    moved = np.zeros(x.shape, dtype=bool)
    while True:
        g1, g2 = skewness_and_kurtosis(x)
        if np.isnan(g1) or np.isnan(g2):
            return Treated(column, doubt="skewness or kurtosis is undefined, so the column was left untreated")
        if abs(g1) < skew or g2 < kurtosis or moved.sum() >= max_points:
            break
        high = g1 >= 0.0
        tied = x == (np.fmax if high else np.fmin).reduce(x)
        rest = x[~tied & ~np.isnan(x)]
        if np.all(rest == rest[0]):
            return Treated(column, doubt="winsorising would make the column constant, so it was left as it was")
        moved |= tied
        x[tied] = rest.max() if high else rest.min()
    return Treated(x, "winsorised" if moved.any() else "none", int(moved.sum()))


def winsorise_then_log(column: Array, *, max_points: int, skew: float, kurtosis: float, combine: bool) -> Treated:
    """Winsorise; where the column still does not pass, log_ct of the original (of the winsorised if `combine`)."""
    first = winsorise(column, max_points=max_points, skew=skew, kurtosis=kurtosis)
    if passes(first.values, skew=skew, kurtosis=kurtosis) is not False:
        return first
    second = log_ct(first.values if combine else column)
    action = f"{first.action}, log_ct" if combine and first.points else "log_ct"
    return Treated(second.values, action, first.points if combine else 0, second.doubt)


def log(column: Array) -> Treated:
    """ln x; every value must be above 0."""
    _require_positive(column)
    return Treated(np.log(column), "log")


def log_ct(column: Array) -> Treated:
    """ln(x - min + 0.01 range), as in COINr; a constant column is left as it was."""
    low, high = _extent(column)
    if not high > low:
        return Treated(column, doubt="the column is constant, so it was left untreated")
    return Treated(np.log(column - low + 0.01 * (high - low)), "log_ct")


def log_ct_orig(column: Array) -> Treated:
    """ln(x - min + 1), as in COINr."""
    low, _ = _extent(column)
    return Treated(np.log(column - low + 1.0), "log_ct_orig")


def log_ct_plus(column: Array) -> Treated:
    """log_ct where G1 > 0, else -ln(max + 0.01 range - x), which draws in a low tail; undefined G1: left as it was."""
    skewness, _ = skewness_and_kurtosis(column)
    if np.isnan(skewness):
        return Treated(column, doubt="skewness is undefined, so the column was left untreated")
    if skewness > 0.0:
        return Treated(log_ct(column).values, "log_ct_plus")
    low, high = _extent(column)
    return Treated(-np.log(high + 0.01 * (high - low) - column), "log_ct_plus")


def boxcox(column: Array, *, exponent: float, shift: bool) -> Treated:
    """(y^exponent - 1)/exponent, ln y at 0, where y = x - min + 1 unless `shift` is false (then x must be above 0).

    Box and Cox, An analysis of transformations, Journal of the Royal Statistical Society B 26 (1964).
    """
    if shift:
        column = column - _extent(column)[0] + 1.0
    else:
        _require_positive(column)
    if exponent == 0.0:
        return Treated(np.log(column), "boxcox")
    return Treated((column**exponent - 1.0) / exponent, "boxcox")


def _extent(column: Array) -> tuple[float, float]:
    return float(np.fmin.reduce(column)), float(np.fmax.reduce(column))


def _require_positive(column: Array) -> None:
    wrong = np.flatnonzero(column <= 0.0)
    if wrong.size:
        raise NotPositive(int(wrong[0]))


@dataclass(frozen=True)
class Treater:
    """A method of treatment: from a column and the method's options (by their names in the file) to a treated one."""

    apply: Callable[[Array, Mapping[str, Any]], Treated]
    options: Mapping[str, Option] = field(default_factory=dict)


_WINSORISE = {
    "max_points": Option(int, 5, low=0),
    "skew": Option(float, 2.0, low=0),
    "kurtosis": Option(float, 3.5),
}

TREATERS: dict[str, Treater] = {
    "none": Treater(lambda x, given: Treated(x)),
    "winsorise": Treater(lambda x, given: winsorise(x, **given), _WINSORISE),
    "winsorise_then_log": Treater(
        lambda x, given: winsorise_then_log(x, **given), {**_WINSORISE, "combine": Option(bool, False)}
    ),
    "log": Treater(lambda x, given: log(x)),
    "log_ct": Treater(lambda x, given: log_ct(x)),
    "log_ct_orig": Treater(lambda x, given: log_ct_orig(x)),
    "log_ct_plus": Treater(lambda x, given: log_ct_plus(x)),
    "boxcox": Treater(
        lambda x, given: boxcox(x, exponent=given["lambda"], shift=given["shift"]),
        {"lambda": Option(float), "shift": Option(bool, True)},
    ),
}


def treated(column: Array, *, method: str, options: Mapping[str, Any]) -> Treated:
    """Treat one column by a method's name; a column without values is left as it is."""
    if np.isnan(column).all():
        return Treated(column)
    return TREATERS[method].apply(column, options)
