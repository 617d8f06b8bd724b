"""Denomination: an indicator divided by what makes units of different size comparable."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wego.engines.messages import message

from .arrays import Array
from .faults import IndexFault
from .tree import TreeElement


def denominated(
    values: Array, *, columns: Array, indicators: Sequence[TreeElement], units: Sequence[str]
) -> tuple[Array, list[IndexFault], list[IndexFault]]:
    """x / denominator * per where an indicator has one; (units, indicators), with faults and doubts.

    `columns` (units, indicators) holds each indicator's denominators. A value without one becomes missing, which is a
    doubt; one that is not above 0 is a fault. OECD/JRC Handbook (2008), step 1.
    """
    found = values.copy()
    faults: list[IndexFault] = []
    doubts: list[IndexFault] = []
    for column, element in enumerate(indicators):
        if element.denominator is None:
            continue
        below = columns[:, column]
        for row in np.flatnonzero(below <= 0.0).tolist():
            said = message("denominator_not_positive", name=element.denominator, value=float(below[row]))
            faults.append(IndexFault(said, message("above_0"), unit=units[row], indicator=element.code))
        for row in np.flatnonzero(np.isnan(below) & ~np.isnan(values[:, column])).tolist():
            said = message("denominator_missing", name=element.denominator)
            doubts.append(IndexFault(said, unit=units[row], indicator=element.code))
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            found[:, column] = values[:, column] / below * (1.0 if element.per is None else element.per)
        for row in np.flatnonzero(np.isinf(found[:, column]) & (below > 0.0)).tolist():
            said = message("quotient_too_large", name=element.denominator, value=float(below[row]))
            faults.append(IndexFault(said, message("another_unit"), unit=units[row], indicator=element.code))
    return found, faults, doubts
