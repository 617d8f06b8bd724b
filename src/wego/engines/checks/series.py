"""Many series at once: which values a rule on the own history may object to, for `findings` to look at one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wego.engines.checks.findings import FEWEST_CHANGES, LEAST_SCALE, SLIP_WIDTH, SLIPS, TO_DEVIATION


def screened(
    series: Sequence[int], periods: Sequence[str], values: Sequence[float], *, times: float
) -> tuple[np.ndarray, np.ndarray]:
    """Which values are a slip against the last of an earlier period, or change far more than their series does.

    All three are as long; `series` numbers the series of a value. Values of 0 and less are no part of a history, and
    nothing is said of them. Answers a mask, and for each value how many earlier ones of its series there are. The same
    sums as in `findings.find`, with a margin of 1e-9, so that nothing that it finds is missing here.
    """
    number, value = np.asarray(series, dtype=np.int64), np.asarray(values, dtype=np.float64)
    period = np.asarray(periods)
    suspects, before = np.zeros(len(value), dtype=bool), np.zeros(len(value), dtype=np.int64)
    (known,) = np.nonzero(value > 0)
    if not len(known):
        return suspects, before
    order = known[np.lexsort((known, period[known], number[known]))]
    own, when, log = number[order], period[order], np.log10(value[order])
    place = np.arange(len(order))
    starts = np.maximum.accumulate(np.where(np.r_[True, own[1:] != own[:-1]], place, 0))
    # The first of its period: what was said of the same period is no history of it.
    ends = np.maximum.accumulate(np.where(np.r_[True, (own[1:] != own[:-1]) | (when[1:] != when[:-1])], place, 0))
    count = ends - starts
    step = np.where(count > 0, log - log[np.maximum(ends - 1, 0)], 0.0)
    found = np.zeros(len(order), dtype=bool)
    for power in SLIPS:
        found |= (count > 0) & (np.abs(step - power) < SLIP_WIDTH + 1e-9)
    for length in np.unique(count[count > FEWEST_CHANGES]):
        (these,) = np.nonzero(count == length)
        for some in np.array_split(these, max(1, len(these) * int(length) // 2_000_000)):
            steps = np.diff(log[starts[some][:, None] + np.arange(length)], axis=1)
            middle = np.median(steps, axis=1)
            deviation = TO_DEVIATION * np.median(np.abs(steps - middle[:, None]), axis=1)
            far = np.abs(step[some] - middle) > times * np.maximum(deviation, LEAST_SCALE) - 1e-9
            found[some] |= far
    suspects[order], before[order] = found, count
    return suspects, before
