"""Normalisation: every indicator onto one scale, higher is better.

Kernels take x (..., units, indicators), already multiplied by each indicator's direction, and parameters as numbers or
as (indicators,); they use present values only, keep NaN, and trust that no denominator is zero: `normalised` checks it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from wego.engines.messages import Message, message

from .arrays import Array, Mask, count, maximum, mean, minimum, span, standard_deviation
from .faults import CompositeFaults, IndexFault
from .options import MethodOption
from .ranks import ascending_ranks, settled
from .tree import TreeElement

TOO_LARGE, OTHER_UNIT = message("too_large"), message("another_unit")


def minmax(x: Array, *, low: float, high: float) -> Array:
    """low + (x - min)/range (high - low). OECD/JRC Handbook (2008), step 5."""
    return low + (x - minimum(x)) / span(x) * (high - low)


def zscore(x: Array, *, mean_to: float, sd: float) -> Array:
    """Standardise by the sample standard deviation (n - 1), then to mean `mean_to` and deviation `sd`."""
    return (x - mean(x)) / standard_deviation(x) * sd + mean_to


def scale(x: Array, *, lower: Array, upper: Array, factor: Array) -> Array:
    """(x - from)/(to - from) factor, without bounds."""
    return (x - lower) / (upper - lower) * factor


def goalposts(x: Array, *, lower: Array, upper: Array, factor: Array, clip: bool) -> Array:
    """As `scale`, clipped to 0..1 before the factor unless `clip` is false. UNDP, Human Development Report, notes."""
    share = (x - lower) / (upper - lower)
    return (np.clip(share, 0.0, 1.0) if clip else share) * factor


def percentile_rank(x: Array, *, ties: str) -> Array:
    """(rank - 1)/(n - 1)."""
    return (ascending_ranks(x, ties) - 1.0) / (count(x) - 1.0)


def borda(x: Array, *, ties: str) -> Array:
    """rank - 1."""
    return ascending_ranks(x, ties) - 1.0


def distance_to_max(x: Array) -> Array:
    """1 - (max - x)/range."""
    return 1.0 - (maximum(x) - x) / span(x)


def distance_to_reference(x: Array, *, row: int, cap: bool) -> Array:
    """1 - (x_ref - x)/(x_ref - min), where x_ref is the reference unit's value; `cap` limits it to 1."""
    reference = x[..., row : row + 1, :]
    return _capped(1.0 - (reference - x) / (reference - minimum(x)), cap)


def distance_to_target(x: Array, *, target: Array, cap: bool) -> Array:
    """(x - min)/(target - min); `cap` limits it to 1."""
    low = minimum(x)
    return _capped((x - low) / (target - low), cap)


def fraction_of_max(x: Array) -> Array:
    """x/max."""
    return x / maximum(x)


def _capped(x: Array, cap: bool) -> Array:
    return np.minimum(x, 1.0) if cap else x


@dataclass(frozen=True)
class NormalisationInput:
    """What a method of normalisation works on: the turned values with, per indicator, what the elements say."""

    x: Array
    lower: Array
    upper: Array
    factor: Array
    target: Array
    row: int = -1


@dataclass(frozen=True)
class Normaliser:
    """A method of normalisation: its kernel, the denominator that must not be zero, what it wants of the elements."""

    apply: Callable[[NormalisationInput, Mapping[str, Any]], Array]
    denominator: Callable[[NormalisationInput], tuple[Message, Array]] | None = None
    options: Mapping[str, MethodOption] = field(default_factory=dict)
    wants: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    reverses: bool = True


_TIES = {"ties": MethodOption(str, "min", choices=("min", "max", "average"))}
_CAP = {"cap": MethodOption(bool, False)}


def _range(frame: NormalisationInput) -> tuple[Message, Array]:
    return message("range_zero"), span(frame.x)


def _posts(frame: NormalisationInput) -> tuple[Message, Array]:
    return message("posts_same"), np.broadcast_to(frame.upper - frame.lower, frame.x[:1].shape)


NORMALISERS: dict[str, Normaliser] = {
    "minmax": Normaliser(
        lambda frame, given: minmax(frame.x, **given),
        _range,
        options={"low": MethodOption(float, 0.0), "high": MethodOption(float, 100.0)},
    ),
    "zscore": Normaliser(
        lambda frame, given: zscore(frame.x, mean_to=given["mean"], sd=given["sd"]),
        lambda frame: (message("deviation_zero"), standard_deviation(frame.x)),
        options={"mean": MethodOption(float, 0.0), "sd": MethodOption(float, 1.0, above=0)},
    ),
    "scale": Normaliser(
        lambda frame, given: scale(frame.x, lower=frame.lower, upper=frame.upper, factor=frame.factor),
        _posts,
        wants=("from", "to"),
        may_have=("factor",),
    ),
    "rank": Normaliser(lambda frame, given: ascending_ranks(frame.x, **given), options=_TIES),
    "percentile_rank": Normaliser(
        lambda frame, given: percentile_rank(frame.x, **given),
        lambda frame: (message("too_few_to_rank"), count(frame.x) - 1.0),
        options=_TIES,
    ),
    "borda": Normaliser(lambda frame, given: borda(frame.x, **given), options=_TIES),
    "goalposts": Normaliser(
        lambda frame, given: goalposts(
            frame.x, lower=frame.lower, upper=frame.upper, factor=frame.factor, clip=given["clip"]
        ),
        _posts,
        options={"clip": MethodOption(bool, True)},
        wants=("from", "to"),
        may_have=("factor",),
    ),
    "distance_to_max": Normaliser(lambda frame, given: distance_to_max(frame.x), _range),
    "distance_to_reference": Normaliser(
        lambda frame, given: distance_to_reference(frame.x, row=frame.row, cap=given["cap"]),
        lambda frame: (
            message("reference_least"),
            frame.x[frame.row : frame.row + 1] - minimum(frame.x),
        ),
        options={"reference": MethodOption(str), **_CAP},
    ),
    "distance_to_target": Normaliser(
        lambda frame, given: distance_to_target(frame.x, target=frame.target, cap=given["cap"]),
        lambda frame: (message("target_worst"), frame.target - minimum(frame.x)),
        options=_CAP,
        wants=("target",),
    ),
    "fraction_of_max": Normaliser(
        lambda frame, given: fraction_of_max(frame.x),
        lambda frame: (message("maximum_zero"), maximum(frame.x)),
        reverses=False,
    ),
}


def normalised(
    values: Array, *, method: str, options: Mapping[str, Any], indicators: Sequence[TreeElement], units: Sequence[str]
) -> Array:
    """Turn each indicator by its direction and normalise; (units, indicators) -> (units, indicators).

    An indicator without values stays missing. Raises CompositeFaults naming each indicator whose denominator is zero,
    a reference unit that is not there, and reversed indicators where the method has no meaning for them.
    """
    normaliser = NORMALISERS[method]
    row = -1
    if "reference" in normaliser.options:
        if options["reference"] not in units:
            said = message("reference_unknown", unit=options["reference"])
            raise CompositeFaults([IndexFault(said, message("unit_kept"), ("normalise", "reference"))])
        row = list(units).index(options["reference"])
    frame = _frame(settled(values), indicators, row)
    _refuse(indicators, _reasons(normaliser, method, frame, indicators))
    known = {key: value for key, value in options.items() if key in normaliser.options}
    with np.errstate(over="ignore", invalid="ignore"):
        found = normaliser.apply(frame, known)
    beyond = np.any(~np.isfinite(found) & ~np.isnan(frame.x), axis=0)
    _refuse(indicators, [(beyond, message("not_computable", method=method, reason=TOO_LARGE), OTHER_UNIT)])
    return found


def _reasons(
    normaliser: Normaliser, method: str, frame: NormalisationInput, indicators: Sequence[TreeElement]
) -> list[tuple[Mask, Message, Message]]:
    """Which indicators (a mask of them) cannot be normalised, why, and what would be right."""
    reasons = []
    if not normaliser.reverses:
        turned = np.array([element.direction < 0 for element in indicators])
        said = message("not_for_reversed", method=method)
        reasons.append((turned, said, message("direction_1")))
    if normaliser.denominator is not None:
        empty = np.isnan(frame.x).all(axis=0)
        with np.errstate(over="ignore", invalid="ignore"):
            reason, denominator = normaliser.denominator(frame)
        zero, infinite = ~empty & ~(np.abs(denominator[0]) > 0.0), np.isinf(denominator[0])
        reasons.append((zero, message("not_computable", method=method, reason=reason), message("other_values")))
        reasons.append((infinite, message("not_computable", method=method, reason=TOO_LARGE), OTHER_UNIT))
    return reasons


def _refuse(indicators: Sequence[TreeElement], reasons: Sequence[tuple[Mask, Message, Message]]) -> None:
    faults = [
        IndexFault(said, remedy, indicator=element.code)
        for wrong, said, remedy in reasons
        for element, its in zip(indicators, wrong, strict=True)
        if its
    ]
    if faults:
        raise CompositeFaults(faults)


def _frame(values: Array, indicators: Sequence[TreeElement], row: int) -> NormalisationInput:
    direction = np.array([float(element.direction) for element in indicators])

    def turned(given: Sequence[float | None]) -> Array:
        return np.array([np.nan if value is None else value for value in given]) * direction

    # Turned round, the lower post is the upper one with its sign changed.
    posts = [(e.lower, e.upper) if e.direction > 0 else (e.upper, e.lower) for e in indicators]
    return NormalisationInput(
        x=values * direction,
        lower=turned([lower for lower, _ in posts]),
        upper=turned([upper for _, upper in posts]),
        factor=np.array([1.0 if element.factor is None else element.factor for element in indicators]),
        target=turned([element.target for element in indicators]),
        row=row,
    )
