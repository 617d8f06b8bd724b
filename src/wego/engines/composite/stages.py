"""The steps of an index one after another, each kept: screened, imputed, treated, normalised, aggregated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import aggregation, imputation, normalisation, screening, treatment
from .arrays import Array, Mask
from .faults import CompositeFaults, Fault
from .method import Aggregation, Method
from .panel import Panel
from .tree import Tree


@dataclass(frozen=True)
class Prepared:
    """A panel up to treatment: what no choice of normalisation, weights or aggregation changes.

    Arrays are (kept units, indicators), the indicators in the order of the tree; `kept` is (all units,).
    """

    kept: Mask
    units: tuple[str, ...]
    left_out: tuple[tuple[str, float], ...]
    screened: Array
    imputed: Array
    treated: Array
    treatments: tuple[treatment.Treated, ...]
    doubts: tuple[Fault, ...]


def prepare(panel: Panel, method: Method) -> Prepared:
    """Screen, impute and treat. Raises CompositeFaults where panel and method do not fit or a value has no log."""
    values = _aligned(panel, method)
    kept = screening.keep(values, min_share=method.min_share)
    if not kept.any():
        said = "screening leaves no unit"
        raise CompositeFaults([Fault(said, "a lower min_share, or more data", ("screen", "min_share"))])
    units = tuple(unit for unit, keep in zip(panel.units, kept, strict=True) if keep)
    shares = screening.present_share(values)
    left_out = tuple((panel.units[row], float(shares[row])) for row in np.flatnonzero(~kept))
    screened = values[kept]
    labels = _labels(panel, method, kept)
    imputed = imputation.imputed(screened, method=method.impute.method, labels=labels)
    doubts = [
        Fault("the unit belongs to no group, so its gaps were not imputed", unit=unit)
        for unit, label in zip(units, labels, strict=False)
        if label is None
    ]
    treated, treatments = _treated(imputed, method, units, doubts)
    return Prepared(kept, units, left_out, screened, imputed, treated, treatments, tuple(doubts))


def normalise(prepared: Prepared, method: Method, name: str) -> Array:
    """Normalise by the method named, with the options of the method file; (kept units, indicators)."""
    elements = [method.tree.elements[method.tree.position[code]] for code in method.tree.indicators]
    known = normalisation.NORMALISERS[name].options
    options = {key: value for key, value in method.normalise.options.items() if key in known}
    return normalisation.normalised(
        prepared.treated, method=name, options=options, indicators=elements, units=prepared.units
    )


def aggregate_element(
    tree: Tree,
    code: str,
    children: Sequence[Array],
    weights: Array,
    *,
    aggregate: Aggregation,
    units: Sequence[str],
    kept: Mask | None = None,
) -> Array:
    """Score one aggregate from its children; (draws or 1, units).

    Raises CompositeFaults naming unit and element where a child's value is outside what the method is defined for.
    """
    method = aggregate.at(tree.levels[tree.position[code]])
    options: Mapping[str, Any] = aggregate.options
    faults = []
    for position, child in zip(tree.children[code], children, strict=True):
        outside = aggregation.outside_domain(child, method=method, options=options)
        if outside.any():
            faults.append(_domain_fault(tree.elements[position].code, code, method, child, outside, units))
    if faults:
        raise CompositeFaults(faults)
    return aggregation.aggregated(
        children, weights, method=method, options=options, min_share=aggregate.min_share, kept=kept
    )


def aggregate_all(tree: Tree, normalised: Array, *, aggregate: Aggregation, units: Sequence[str]) -> dict[str, Array]:
    """Score every aggregate with the weights as given; code -> (1, units), the indicators' columns among them."""
    scores = {code: normalised[np.newaxis, :, column] for column, code in enumerate(tree.indicators)}
    faults: list[Fault] = []
    for code in tree.upwards:
        below = list(tree.children[code])
        children = [scores.get(tree.elements[position].code) for position in below]
        if any(child is None for child in children):
            continue  # refused further down
        try:
            scores[code] = aggregate_element(
                tree,
                code,
                [child for child in children if child is not None],
                tree.weights[np.newaxis, below],
                aggregate=aggregate,
                units=units,
            )
        except CompositeFaults as refused:
            faults += refused.faults
    if faults:
        raise CompositeFaults(faults)
    return scores


def _aligned(panel: Panel, method: Method) -> Array:
    """The panel's columns in the order of the tree's indicators."""
    tree = method.tree
    faults = [
        Fault(
            f"indicator {code!r} has no column in the data",
            "a column of that name, or no such element",
            ("element", tree.position[code], "code"),
        )
        for code in tree.indicators
        if code not in panel.codes
    ]
    for code in panel.codes:
        if code in tree.children:
            faults.append(Fault("the column has the name of an aggregate", "leave it out", indicator=code))
        elif code not in tree.position:
            faults.append(
                Fault("the column is no indicator of the method", "an [[element]], or leave it out", indicator=code)
            )
    by = method.impute.options.get("by")
    if by is not None and by not in panel.groups:
        known = ", ".join(panel.groups) or "there is none"
        faults.append(Fault(f"grouping {by!r} is not in the data", f"a column group:{by} ({known})", ("impute", "by")))
    if faults:
        raise CompositeFaults(faults)
    return panel.values[:, [panel.codes.index(code) for code in tree.indicators]]


def _labels(panel: Panel, method: Method, kept: Mask) -> tuple[str | None, ...]:
    by = method.impute.options.get("by")
    if by is None:
        return ()
    return tuple(label for label, keep in zip(panel.groups[by], kept, strict=True) if keep)


def _treated(
    values: Array, method: Method, units: Sequence[str], doubts: list[Fault]
) -> tuple[Array, tuple[treatment.Treated, ...]]:
    found, faults = [], []
    for column, code in enumerate(method.tree.indicators):
        try:
            done = treatment.treated(values[:, column], method=method.treat.method, options=method.treat.options)
        except treatment.NotPositive as refused:
            said = f"{values[refused.row, column]:g} has no logarithm"
            faults.append(Fault(said, "values above 0, or log_ct", unit=units[refused.row], indicator=code))
            continue
        found.append(done)
        if done.doubt:
            doubts.append(Fault(done.doubt, indicator=code))
    if faults:
        raise CompositeFaults(faults)
    return np.column_stack([done.values for done in found]), tuple(found)


def _domain_fault(child: str, parent: str, method: str, values: Array, outside: Mask, units: Sequence[str]) -> Fault:
    """One fault for each child, at its first unit: a whole column out of range is one thing wrong, not a hundred."""
    rows = np.flatnonzero(outside.any(axis=0))
    first = values[outside[:, rows[0]].argmax(), rows[0]]
    more = f", and for {rows.size - 1} more" if rows.size > 1 else ""
    return Fault(
        f"{parent} is a {method} mean, and {child} is {first:.6g} for {units[rows[0]]}{more}",
        "scores above 0 (for instance minmax with low = 1), or another aggregation",
        unit=units[rows[0]],
        indicator=child,
    )
