"""Treatment of outliers and skewed indicators: one column (units,) at a time, missing values untouched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from wego.engines.messages import Message, english, message

from .arrays import Array, moments, skewness_and_kurtosis
from .messages import MESSAGES
from .options import MethodOption


@dataclass(frozen=True)
class Treated:
    """A column after treatment: what was done, how many points were moved, and a doubt where it could not be done."""

    values: Array
    action: str = "none"
    points: int = 0
    remark: Message | None = None

    @property
    def doubt(self) -> str:
        """The doubt in English; empty where there is none."""
        return english(self.remark, MESSAGES) if self.remark else ""


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
    return winsorise_rows(column[np.newaxis], max_points=max_points, skew=skew, kurtosis=kurtosis)[0]


def winsorise_rows(rows: Array, *, max_points: int, skew: float, kurtosis: float) -> list[Treated]:
    """`winsorise` each row of (columns, units), all of them at once: those that still move make up each round."""
    x = rows.copy()
    moved = np.zeros(x.shape, dtype=bool)
    remarks: list[Message | None] = [None] * len(rows)
    active = np.arange(len(rows))
    while active.size:
        g1, g2 = moments(x[active])
        undefined = np.isnan(g1) | np.isnan(g2)
        for row in active[undefined]:
            remarks[row] = message("moments_undefined")
        done = (np.abs(g1) < skew) | (g2 < kurtosis) | (moved[active].sum(axis=1) >= max_points)
        active, g1 = active[~undefined & ~done], g1[~undefined & ~done]
        turned = x[active] * np.where(g1 >= 0.0, 1.0, -1.0)[:, np.newaxis]  # the extreme to move is the maximum
        tied = turned == np.fmax.reduce(turned, axis=1, keepdims=True)
        rest = np.where(tied, np.nan, x[active])
        low, high = np.fmin.reduce(rest, axis=1), np.fmax.reduce(rest, axis=1)
        for row in active[low == high]:
            remarks[row] = message("would_be_constant")
        going = low != high
        active, tied = active[going], tied[going]
        moved[active] |= tied
        x[active] = np.where(tied, np.where(g1[going] >= 0.0, high[going], low[going])[:, np.newaxis], x[active])
    return [
        Treated(rows[row], remark=remark)
        if remark
        else Treated(x[row], "winsorised" if moved[row].any() else "none", int(moved[row].sum()))
        for row, remark in enumerate(remarks)
    ]


def winsorise_then_log(column: Array, *, max_points: int, skew: float, kurtosis: float, combine: bool) -> Treated:
    """Winsorise; where the column still does not pass, log_ct of the original (of the winsorised if `combine`)."""
    return winsorise_then_rows(
        column[np.newaxis], max_points=max_points, skew=skew, kurtosis=kurtosis, combine=combine, then=log_ct
    )[0]


def winsorise_then_rows(
    rows: Array,
    *,
    max_points: int,
    skew: float,
    kurtosis: float,
    combine: bool,
    then: Callable[[Array], Treated],
) -> list[Treated]:
    """Winsorise each row of (columns, units); one that still does not pass is treated by `then` instead."""
    found = winsorise_rows(rows, max_points=max_points, skew=skew, kurtosis=kurtosis)
    g1, g2 = moments(np.stack([first.values for first in found]))
    with np.errstate(invalid="ignore"):
        failing = (np.abs(g1) >= skew) & (g2 >= kurtosis)
    for row in np.flatnonzero(failing):
        first = found[row]
        second = then(first.values if combine else rows[row])
        action = f"{first.action}, {second.action}" if combine and first.points else second.action
        found[row] = Treated(second.values, action, first.points if combine else 0, second.remark)
    return found


def log(column: Array) -> Treated:
    """ln x; every value must be above 0."""
    _require_positive(column)
    return Treated(np.log(column), "log")


def log_ct(column: Array) -> Treated:
    """ln(x - min + 0.01 range), as in COINr; a constant column is left as it was."""
    low, high = _extent(column)
    if not high > low:
        return Treated(column, remark=message("constant"))
    return Treated(np.log(column - low + 0.01 * (high - low)), "log_ct")


def log_ct_orig(column: Array) -> Treated:
    """ln(x - min + 1), as in COINr."""
    low, _ = _extent(column)
    return Treated(np.log(column - low + 1.0), "log_ct_orig")


def log_ct_plus(column: Array) -> Treated:
    """log_ct where G1 > 0, else -ln(max + 0.01 range - x), which draws in a low tail; undefined G1: left as it was."""
    skewness, _ = skewness_and_kurtosis(column)
    if np.isnan(skewness):
        return Treated(column, remark=message("skewness_undefined"))
    if skewness > 0.0:
        return Treated(log_ct(column).values, "log_ct_plus")
    low, high = _extent(column)
    return Treated(-np.log(high + 0.01 * (high - low) - column), "log_ct_plus")


def log_gii(column: Array) -> Treated:
    """ln((max - 1)(x - min)/range + 1), as in the Global Innovation Index; the maximum must be above 1."""
    low, high = _extent(column)
    if not high > low:
        return Treated(column, remark=message("constant"))
    if not high > 1.0:
        return Treated(column, remark=message("maximum_not_above_1"))
    return Treated(np.log((high - 1.0) * (column - low) / (high - low) + 1.0), "log_gii")


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


Kernel = Callable[[Array, Mapping[str, Any]], list[Treated | NotPositive]]


@dataclass(frozen=True)
class Treater:
    """A method of treatment: from columns as rows (columns, units) and the method's options (by their names in the
    file) to a treated one each, or to why it cannot be."""

    apply: Kernel
    options: Mapping[str, MethodOption] = field(default_factory=dict)


def _each(kernel: Callable[[Array, Mapping[str, Any]], Treated]) -> Kernel:
    """A kernel of one column as one of many."""

    def apply(rows: Array, given: Mapping[str, Any]) -> list[Treated | NotPositive]:
        found: list[Treated | NotPositive] = []
        for row in rows:
            try:
                found.append(kernel(row, given))
            except NotPositive as refused:
                found.append(refused)
        return found

    return apply


def _winsorise_then(rows: Array, *, then: str, **given: Any) -> list[Treated | NotPositive]:
    exponent = given.pop("lambda")
    second: dict[str, Callable[[Array], Treated]] = {
        "log_ct": log_ct,
        "log_ct_orig": log_ct_orig,
        "log_ct_plus": log_ct_plus,
        "log_gii": log_gii,
        "boxcox": lambda column: boxcox(column, exponent=exponent, shift=True),
    }
    return [*winsorise_then_rows(rows, then=second[then], **given)]


_WINSORISE = {
    "max_points": MethodOption(int, 5, low=0),
    "skew": MethodOption(float, 2.0, low=0),
    "kurtosis": MethodOption(float, 3.5),
}

TREATERS: dict[str, Treater] = {
    "none": Treater(_each(lambda x, given: Treated(x))),
    "winsorise": Treater(lambda rows, given: [*winsorise_rows(rows, **given)], _WINSORISE),
    "winsorise_then_log": Treater(
        lambda rows, given: _winsorise_then(rows, **given),
        {
            **_WINSORISE,
            "combine": MethodOption(bool, False),
            "then": MethodOption(str, "log_ct", choices=("log_ct", "log_ct_orig", "log_ct_plus", "log_gii", "boxcox")),
            "lambda": MethodOption(float, 0.0),
        },
    ),
    "log": Treater(_each(lambda x, given: log(x))),
    "log_ct": Treater(_each(lambda x, given: log_ct(x))),
    "log_ct_orig": Treater(_each(lambda x, given: log_ct_orig(x))),
    "log_ct_plus": Treater(_each(lambda x, given: log_ct_plus(x))),
    "log_gii": Treater(_each(lambda x, given: log_gii(x))),
    "boxcox": Treater(
        _each(lambda x, given: boxcox(x, exponent=given["lambda"], shift=given["shift"])),
        {"lambda": MethodOption(float), "shift": MethodOption(bool, True)},
    ),
}


def treated(columns: Array, *, method: str, options: Mapping[str, Any]) -> list[Treated | NotPositive]:
    """Treat columns (units, columns) by a method's name; a column without values is left as it is."""
    rows = np.ascontiguousarray(columns.T)
    found: list[Treated | NotPositive] = [Treated(row) for row in rows]
    there = np.flatnonzero(~np.isnan(rows).all(axis=1))
    if there.size:
        known = {name: value for name, value in options.items() if name in TREATERS[method].options}
        for row, done in zip(there, TREATERS[method].apply(rows[there], known), strict=True):
            found[row] = done
    return found
