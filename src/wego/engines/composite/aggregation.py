"""Aggregation: the children of one element into its score, for many draws of weights at once.

A child is (draws or 1, units), weights are (draws or 1, children); what is the same in all draws has 1 there and is not
repeated. Sums run over the children in their order, never over units or draws, so that neither the number of draws
computed together nor the number of threads changes a bit of the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import frontier
from .arrays import Array, Mask, Whole
from .options import MethodOption
from .ranks import settled

TIE = 1e-12  # outranking weights nearer than this are equal
PAIRS_PER_BLOCK = 1 << 16  # draws times pairs of units looked at at once: half a megabyte an array


def weighted_sums(terms: Sequence[Array], weights: Array) -> tuple[Array, Array]:
    """Sum of weight times term over the children that are present, and the sum of their weights.

    The first is (draws or 1, units); the second (draws or 1, 1) where nothing is missing, else (draws or 1, units).
    """
    shape = (max(weights.shape[0], *(term.shape[0] for term in terms)), terms[0].shape[1])
    total, product = np.zeros(shape), np.empty(shape)
    gaps = any(np.isnan(term).any() for term in terms)
    share = np.zeros(shape if gaps else (weights.shape[0], 1))
    for position, term in enumerate(terms):
        weight = weights[:, position : position + 1]
        absent = np.isnan(term)
        if absent.any():
            np.multiply(weight, np.where(absent, 0.0, term), out=product)
            total += product
            np.multiply(weight, np.where(absent, 0.0, 1.0), out=product)
            share += product
        else:
            np.multiply(weight, term, out=product)
            total += product
            share += weight
    return total, share


def weighted_mean(terms: Sequence[Array], weights: Array) -> Array:
    """Weighted mean over the present children, their weights renormalised; NaN where none is present."""
    total, share = weighted_sums(terms, weights)
    share[share <= 0.0] = np.nan
    with np.errstate(invalid="ignore"):
        return np.divide(total, share, out=total)


def outranking(values: Array, weights: Array) -> Array:
    """Outranking matrix of (children, units): entry (i, j) is the weight of the children on which i beats j.

    Ties count half; over the children that both have, weights renormalised; 0.5 where none is shared, 0 on the
    diagonal. Munda and Nardo, Noncompensatory/nonlinear composite indicators for ranking countries, Applied Economics
    41 (2009).
    """
    units = values.shape[1]
    values = settled(values, axis=-1)
    ahead, shared = np.zeros((units, units)), np.zeros((units, units))
    for value, weight in zip(values, weights, strict=True):
        present = ~np.isnan(value)
        both = present[:, np.newaxis] & present
        beats = np.where(value[:, np.newaxis] > value, 1.0, np.where(value[:, np.newaxis] == value, 0.5, 0.0))
        ahead += weight * np.where(both, beats, 0.0)
        shared += weight * both
    matrix = np.divide(ahead, shared, out=np.full_like(ahead, 0.5), where=shared > 0.0)
    np.fill_diagonal(matrix, 0.0)
    return matrix


def copeland(terms: Sequence[Array], weights: Array) -> Array:
    """Pairs won less pairs lost by each unit; (draws or 1, units). NaN for a unit without any value that has a weight.

    By the matrix of `outranking`, each pair looked at once, for as many draws together as stay in the cache.
    """
    units = terms[0].shape[1]
    terms = [settled(term, axis=-1) for term in terms]
    draws = max(weights.shape[0], *(term.shape[0] for term in terms))
    first, second = np.triu_indices(units, 1)
    scores = np.empty((draws, units))
    step = max(1, PAIRS_PER_BLOCK // max(1, first.size))
    for start in range(0, draws, step):
        rows = slice(start, start + step)
        some = [term if len(term) == 1 else term[rows] for term in terms]
        weight = weights if len(weights) == 1 else weights[rows]
        scores[rows] = _won_less_lost(_leads(some, weight, first, second), first, second, units)
        played = np.zeros((1, units), dtype=bool)
        for position, term in enumerate(some):
            played = played | (~np.isnan(term) & (weight[:, position : position + 1] > 0.0))
        scores[rows] = np.where(played, scores[rows], np.nan)
    return scores


def _leads(terms: Sequence[Array], weights: Array, first: Whole, second: Whole) -> Array:
    """Who leads in each pair of units, 1 for the first, -1 for the second, 0 for neither; (draws or 1, pairs)."""
    shape = (max(weights.shape[0], *(term.shape[0] for term in terms)), first.size)
    gaps = any(np.isnan(term).any() for term in terms)
    lead, product = np.zeros(shape), np.empty(shape)
    shared = np.zeros(shape if gaps else (len(weights), 1))
    for position, term in enumerate(terms):
        weight = weights[:, position : position + 1]
        here, there = term[:, first], term[:, second]
        lead += np.multiply(weight, np.greater(here, there).astype(np.float64) - np.less(here, there), out=product)
        absent = np.isnan(here) | np.isnan(there)
        shared += np.multiply(weight, np.where(absent, 0.0, 1.0), out=product) if absent.any() else weight
    least = TIE * shared
    return np.greater(lead, least).astype(np.float64) - np.less(lead, -least)


def _won_less_lost(leads: Array, first: Whole, second: Whole, units: int) -> Array:
    """Sums of the leads (draws, pairs) by unit, those against it with their sign changed; (draws, units)."""
    scores = np.zeros((len(leads), units))
    if units > 1:  # every unit but the last is first in some pairs, which stand together; all but the first are second
        scores[:, :-1] += np.add.reduceat(leads, np.searchsorted(first, np.arange(units - 1)), axis=1)
        order = np.argsort(second, kind="stable")
        scores[:, 1:] -= np.add.reduceat(leads[:, order], np.searchsorted(second[order], np.arange(1, units)), axis=1)
    return scores


def weighted_median(terms: Sequence[Array], weights: Array) -> Array:
    """The value at which half of the weight of the present children is reached; (draws or 1, units).

    Where a half is reached exactly, the middle between that value and the next; with equal weights it is the median.
    NaN where no child with a weight is present. Cormen et al., Introduction to Algorithms, problem 9-2.
    """
    draws = max(weights.shape[0], *(term.shape[0] for term in terms))
    shape = (len(terms), draws, terms[0].shape[1])
    values = np.stack([np.broadcast_to(term, shape[1:]) for term in terms])
    share = np.broadcast_to(weights.T[:, :, np.newaxis], shape)
    played = ~np.isnan(values) & (share > 0.0)
    order = np.argsort(np.where(played, values, np.inf), axis=0, kind="stable")
    values = np.take_along_axis(values, order, axis=0)
    reached = np.cumsum(np.take_along_axis(np.where(played, share, 0.0), order, axis=0), axis=0)
    half = reached[-1] / 2.0
    at = np.argmax(reached >= half * (1.0 - TIE), axis=0)[np.newaxis]
    here = np.take_along_axis(values, at, axis=0)[0]
    after = np.take_along_axis(values, np.minimum(at + 1, np.sum(played, axis=0) - 1), axis=0)[0]
    exact = np.take_along_axis(reached, at, axis=0)[0] <= half * (1.0 + TIE)
    return np.where(played.any(axis=0), np.where(exact, (here + after) / 2.0, here), np.nan)


def benefit_of_the_doubt(terms: Sequence[Array], weights: Array, *, least_share: float) -> Array:
    """The frontier's scores; (draws or 1, units). Weights play no part, but a child without any takes none."""
    played = weights > 0.0
    if max(term.shape[0] for term in terms) == 1:  # draws differ by who plays at most: score each such case once
        played, which = np.unique(played, axis=0, return_inverse=True)
    else:
        which = np.arange(max(len(weights), *(len(term) for term in terms)))
    shape = (max(len(played), *(len(term) for term in terms)), terms[0].shape[1])
    values = np.stack(
        [np.where(played[:, n : n + 1], np.broadcast_to(term, shape), np.nan) for n, term in enumerate(terms)], axis=-1
    )
    return frontier.scores(values, least_share=least_share)[0][which.reshape(-1)]


@dataclass(frozen=True)
class Aggregator:
    """A method of aggregation. The means are `backward` of the weighted mean of `forward`, the others `whole`; `domain`
    says which values they are defined for."""

    forward: Callable[[Array, Mapping[str, Any]], Array] | None = None
    backward: Callable[[Array, Mapping[str, Any]], Array] | None = None
    whole: Callable[[Sequence[Array], Array, Mapping[str, Any]], Array] | None = None
    options: Mapping[str, MethodOption] = field(default_factory=dict)
    domain: Callable[[Mapping[str, Any]], str] = lambda given: "any"


def _power_domain(given: Mapping[str, Any]) -> str:
    if given["p"] == 1.0:
        return "any"
    return "positive" if given["p"] < 0.0 else "not negative"


AGGREGATORS: dict[str, Aggregator] = {
    "arithmetic": Aggregator(lambda x, given: x, lambda x, given: x),
    "geometric": Aggregator(lambda x, given: np.log(x), lambda x, given: np.exp(x), domain=lambda given: "positive"),
    "harmonic": Aggregator(lambda x, given: 1.0 / x, lambda x, given: 1.0 / x, domain=lambda given: "positive"),
    "power": Aggregator(
        lambda x, given: x ** given["p"],
        lambda x, given: x ** (1.0 / given["p"]),
        options={"p": MethodOption(float)},
        domain=_power_domain,
    ),
    "median": Aggregator(whole=lambda terms, weights, given: weighted_median(terms, weights)),
    "copeland": Aggregator(whole=lambda terms, weights, given: copeland(terms, weights)),
    "benefit_of_the_doubt": Aggregator(
        whole=lambda terms, weights, given: benefit_of_the_doubt(terms, weights, least_share=given["least_share"]),
        options={"least_share": MethodOption(float, 0.0, low=0, high=1)},
        domain=lambda given: "not negative",
    ),
}


def outside_domain(term: Array, *, method: str, options: Mapping[str, Any]) -> Mask:
    """Where a child's values are not among those that the method is defined for; (draws or 1, units)."""
    domain = AGGREGATORS[method].domain(options)
    if domain == "positive":
        return np.asarray(term <= 0.0)
    if domain == "not negative":
        return np.asarray(term < 0.0)
    return np.zeros(term.shape, dtype=bool)


def aggregated(
    terms: Sequence[Array],
    weights: Array,
    *,
    method: str,
    options: Mapping[str, Any],
    min_share: float = 0.0,
    kept: Mask | None = None,
) -> Array:
    """Aggregate the children of one element, by a method's name; (draws or 1, units).

    A missing child is left out and the others' weights renormalised; all missing: NaN; a share of present children
    strictly below `min_share`: NaN. `kept` (draws or 1, children) takes children out of a draw altogether.
    """
    if kept is not None:
        weights = weights * kept
    aggregator = AGGREGATORS[method]
    if aggregator.whole is not None:
        scores = aggregator.whole(terms, weights, options)
    elif aggregator.forward is not None and aggregator.backward is not None:
        sums = weighted_mean([aggregator.forward(term, options) for term in terms], weights)
        scores = aggregator.backward(sums, options)
    if min_share > 0.0:
        scores = np.where(_share_present(terms, kept) < min_share, np.nan, scores)
    return scores


def _share_present(terms: Sequence[Array], kept: Mask | None) -> Array:
    among = np.ones((1, len(terms))) if kept is None else kept.astype(np.float64)
    present, _ = weighted_sums([np.where(np.isnan(term), 0.0, 1.0) for term in terms], among)
    return present / np.maximum(among.sum(axis=1, keepdims=True), 1.0)
