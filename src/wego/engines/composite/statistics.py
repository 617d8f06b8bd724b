"""Statistics of indicators: what each column looks like before anything is done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Array, maximum, mean, median, minimum, moments, standard_deviation

# What deserves a second look, as in COINr: too few present, not 0, or different values; outliers.
PRESENT, NOT_ZERO, DIFFERENT = 0.65, 0.5, 0.5
SKEW, KURTOSIS = 2.0, 3.5


@dataclass(frozen=True)
class Statistics:
    """One indicator over `units` units. Values that are NaN are undefined; `same` is how often the commonest value
    occurs. The flags say where a second look is due."""

    code: str
    units: int
    minimum: float
    maximum: float
    mean: float
    median: float
    standard_deviation: float
    skewness: float
    kurtosis: float
    present: int
    not_zero: int
    different: int
    same: int

    @property
    def is_sparse(self) -> bool:
        """Whether too few units have a value."""
        return self.present < PRESENT * self.units

    @property
    def is_mostly_zero(self) -> bool:
        """Whether too few of the present values are not 0."""
        return self.not_zero < NOT_ZERO * self.present

    @property
    def is_repetitive(self) -> bool:
        """Whether too few of the present values differ."""
        return self.different < DIFFERENT * self.present

    @property
    def has_outliers(self) -> bool:
        """Whether the column fails both thresholds of skewness and kurtosis."""
        return abs(self.skewness) > SKEW and self.kurtosis > KURTOSIS


def statistics(values: Array, codes: Sequence[str]) -> tuple[Statistics, ...]:
    """Statistics of each column of (units, indicators) over its present values. OECD/JRC Handbook (2008), step 4."""
    with np.errstate(over="ignore", invalid="ignore"):
        low, high, average, spread = (of(values)[0] for of in (minimum, maximum, mean, standard_deviation))
    skewness, kurtosis = moments(np.ascontiguousarray(values.T))
    found = []
    for column, code in enumerate(codes):
        x = values[:, column]
        present = x[~np.isnan(x)]
        times = np.unique(present, return_counts=True)[1]
        found.append(
            Statistics(
                code=code,
                units=x.size,
                minimum=float(low[column]),
                maximum=float(high[column]),
                mean=float(average[column]),
                median=median(x),
                standard_deviation=float(spread[column]),
                skewness=float(skewness[column]),
                kurtosis=float(kurtosis[column]),
                present=present.size,
                not_zero=int(np.count_nonzero(present)),
                different=times.size,
                same=int(times.max(initial=0)),
            )
        )
    return tuple(found)
