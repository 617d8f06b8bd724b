"""Imputation: missing values from the present ones of the same indicator, over all units or within a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .arrays import Array, median
from .options import Option


def _mean(column: Array) -> float:
    present = column[~np.isnan(column)]
    return float(np.mean(present)) if present.size else float("nan")


def impute(values: Array, *, average: Callable[[Array], float]) -> Array:
    """Fill each column's gaps with the average of its present values; a column without any stays missing."""
    filled = values.copy()
    for column in np.flatnonzero(np.isnan(values).any(axis=0)):
        x = filled[:, column]
        x[np.isnan(x)] = average(values[:, column])
    return filled


def impute_by_group(values: Array, *, labels: Sequence[str | None], average: Callable[[Array], float]) -> Array:
    """The same within each group; a group without values, and a unit without a group, stay missing."""
    filled = values.copy()
    members = np.array([label or "" for label in labels])
    for label in sorted(set(members) - {""}):
        rows = members == label
        filled[rows] = impute(values[rows], average=average)
    return filled


@dataclass(frozen=True)
class Imputer:
    """A method of imputation: its average (None: nothing is imputed), and whether it works within groups."""

    average: Callable[[Array], float] | None
    grouped: bool = False
    options: Mapping[str, Option] = field(default_factory=dict)


IMPUTERS: dict[str, Imputer] = {
    "none": Imputer(None),
    "mean": Imputer(_mean),
    "median": Imputer(median),
    "group_mean": Imputer(_mean, grouped=True, options={"by": Option(str)}),
    "group_median": Imputer(median, grouped=True, options={"by": Option(str)}),
}


def imputed(values: Array, *, method: str, labels: Sequence[str | None] = ()) -> Array:
    """Impute by a method's name; `labels` (units,) are wanted by the methods within groups."""
    imputer = IMPUTERS[method]
    if imputer.average is None:
        return values
    if imputer.grouped:
        return impute_by_group(values, labels=labels, average=imputer.average)
    return impute(values, average=imputer.average)
