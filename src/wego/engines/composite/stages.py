"""The steps of an index one after another, each kept: screened, imputed, treated, normalised, aggregated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from wego.engines.messages import message

from . import aggregation, denomination, imputation, normalisation, screening, treatment
from .arrays import Array, Mask
from .faults import CompositeFaults, IndexFault, Key
from .method import Method
from .panel import Panel
from .settings import Aggregation, MethodStep
from .tree import Tree


@dataclass(frozen=True)
class Prepared:
    """A panel up to treatment: what no choice of normalisation, weights or aggregation changes.

    Arrays are (kept units, indicators), the indicators in the order of the tree; `kept` is (all units,). `screened`
    holds the values as given, or as denominated where the method says so.
    """

    kept: Mask
    units: tuple[str, ...]
    left_out: tuple[tuple[str, float], ...]
    screened: Array
    imputed: Array
    treated: Array
    treatments: tuple[treatment.Treated, ...]
    doubts: tuple[IndexFault, ...]


def prepare(panel: Panel, method: Method) -> Prepared:
    """Denominate, screen, impute and treat.

    Raises CompositeFaults where panel and method do not fit or a value has no log.
    """
    first = screen(panel, method)
    filled, doubts = impute(panel, method, first.kept, first.screened, method.impute)
    treated, treatments, doubtful = treat(filled, method, first.units, method.treat)
    return replace(
        first,
        imputed=filled,
        treated=treated,
        treatments=treatments,
        doubts=(*first.doubts, *doubts, *doubtful),
    )


def screen(panel: Panel, method: Method, *, alone: bool = True) -> Prepared:
    """Denominate and screen; nothing imputed, nothing treated yet. `alone`: there is no other year to impute from."""
    values, doubts = _aligned(panel, method, alone=alone)
    kept = screening.keep(values, min_share=method.min_share, min_nonzero=method.min_nonzero)
    if not kept.any():
        raise CompositeFaults(
            [IndexFault(message("none_screened"), message("lower_min_share"), ("screen", "min_share"))]
        )
    units = tuple(unit for unit, keep in zip(panel.units, kept, strict=True) if keep)
    shares = screening.present_share(values)
    left_out = tuple((panel.units[row], float(shares[row])) for row in np.flatnonzero(~kept))
    screened = values[kept]
    untreated = tuple(treatment.Treated(column) for column in screened.T)
    return Prepared(kept, units, left_out, screened, screened, screened, untreated, tuple(doubts))


def impute(panel: Panel, method: Method, kept: Mask, values: Array, step: MethodStep) -> tuple[Array, list[IndexFault]]:
    """Impute the values of the kept units by one step; the values, and doubts."""
    units = [unit for unit, keep in zip(panel.units, kept, strict=True) if keep]
    tree, options = method.tree, step.options
    elements = [tree.elements[tree.position[code]] for code in tree.indicators]
    labels: tuple[str | None, ...] = ()
    if "by" in options:
        labels = tuple(label for label, keep in zip(panel.groups[options["by"]], kept, strict=True) if keep)
    on = [panel.codes.index(code) for code in options.get("on", ())]
    frame = imputation.ImputationInput(
        values=values,
        labels=labels,
        directions=np.array([float(element.direction) for element in elements]),
        families=[element.parent or "" for element in elements],
        predictors=panel.values[kept][:, on],
    )
    filled, unfit = imputation.imputed(frame, method=step.method, options=options)
    doubts = [
        IndexFault(message("unit_without_group"), unit=unit)
        for unit, label, gaps in zip(units, labels, np.count_nonzero(np.isnan(values), axis=1), strict=False)
        if label is None and gaps
    ]
    doubts += [
        IndexFault(message("too_few_to_predict"), indicator=code)
        for code in (tree.indicators[column] for column in unfit)
    ]
    return filled, doubts


def treat(
    values: Array, method: Method, units: Sequence[str], step: MethodStep
) -> tuple[Array, tuple[treatment.Treated, ...], list[IndexFault]]:
    """Treat each indicator by one step, or by its own; the values, what was done to each, and doubts."""
    codes = method.tree.indicators
    steps = [method.treat_of.get(code, step) for code in codes]
    done: dict[int, treatment.Treated | treatment.NotPositive] = {}
    for one in _distinct(steps):
        columns = [column for column, its in enumerate(steps) if its == one]
        with np.errstate(over="ignore", invalid="ignore"):
            treated = treatment.treated(values[:, columns], method=one.method, options=one.options)
        done |= zip(columns, treated, strict=True)
    found: list[treatment.Treated] = []
    faults, doubts = [], []
    for column, code in enumerate(codes):
        result = done[column]
        if isinstance(result, treatment.NotPositive):
            said = message("no_logarithm", value=float(values[result.row, column]))
            faults.append(IndexFault(said, message("above_0_or_log_ct"), unit=units[result.row], indicator=code))
            continue
        beyond = np.flatnonzero(~np.isfinite(result.values) & ~np.isnan(values[:, column]))
        if beyond.size:
            said = message("treated_too_large", value=float(values[beyond[0], column]), action=result.action)
            faults.append(IndexFault(said, message("another_treatment"), unit=units[beyond[0]], indicator=code))
            continue
        found.append(result)
        if result.remark:
            doubts.append(IndexFault(result.remark, indicator=code))
    if faults:
        raise CompositeFaults(faults)
    return np.column_stack([result.values for result in found]), tuple(found), doubts


def normalise(values: Array, method: Method, units: Sequence[str], name: str) -> Array:
    """Normalise treated values by the method named, with the options of the method file, and each indicator that has a
    method of its own by that; (units, indicators)."""
    tree = method.tree
    usual = MethodStep(name, method.normalise.options)
    steps = [method.normalise_of.get(code, usual) for code in tree.indicators]
    found = np.empty_like(values)
    faults: list[IndexFault] = []
    for one in _distinct(steps):
        columns = [column for column, its in enumerate(steps) if its == one]
        elements = [tree.elements[tree.position[tree.indicators[column]]] for column in columns]
        try:
            found[:, columns] = normalisation.normalised(
                values[:, columns], method=one.method, options=one.options, indicators=elements, units=units
            )
        except CompositeFaults as refused:
            faults += refused.faults
    if faults:
        raise CompositeFaults(faults)
    return found


def _distinct(steps: Sequence[MethodStep]) -> list[MethodStep]:
    """Each different step once, in the order of their first places (their options cannot be hashed)."""
    found: list[MethodStep] = []
    for step in steps:
        if step not in found:
            found.append(step)
    return found


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
    step = aggregate.step(tree.levels[tree.position[code]], code)
    method, options = step.method, step.options
    faults = []
    least = options["least_share"] if "least_share" in aggregation.AGGREGATORS[method].options else 0.0
    if least * len(children) > 1.0 + aggregation.TIE:
        said = message("least_share_too_large", count=len(children), code=code, share=least)
        own = ("element", tree.position[code]) if code in aggregate.by_element else ()
        key = (*own, "aggregate", "least_share")
        faults.append(IndexFault(said, message("least_share_at_most", most=1.0 / len(children)), key))
    for position, child in zip(tree.children[code], children, strict=True):
        outside = aggregation.outside_domain(child, method=method, options=options)
        if outside.any():
            faults.append(_domain_fault(tree.elements[position].code, code, method, child, outside, units))
    if faults:
        raise CompositeFaults(faults)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        total = weights.sum(axis=1, keepdims=True)
        scores = aggregation.aggregated(
            children, weights, method=method, options=options, min_share=aggregate.min_share, kept=kept
        )
    if method == "power" or len(scores) == 1:  # other means stay within their children, so once is enough
        _refuse_beyond(np.where(np.isinf(total), np.inf, scores), children, code, method, units)
    return scores


def _refuse_beyond(scores: Array, children: Sequence[Array], code: str, method: str, units: Sequence[str]) -> None:
    """Raise CompositeFaults where a mean is beyond the numbers there are: too large, or 0 of children above it."""
    beyond = np.isinf(scores)
    if method == "power":
        beyond |= (scores == 0.0) & (reduce(np.fmin, children) > 0.0)
    if beyond.any():
        row = int(np.flatnonzero(beyond.any(axis=0))[0])
        said = message("mean_beyond", method=method)
        remedy = message("p_near_1") if method == "power" else message("smaller_scores")
        raise CompositeFaults([IndexFault(said, remedy, unit=units[row], indicator=code)])


def aggregate_all(tree: Tree, normalised: Array, *, aggregate: Aggregation, units: Sequence[str]) -> dict[str, Array]:
    """Score every aggregate with the weights as given; code -> (1, units), the indicators' columns among them."""
    scores = {code: normalised[np.newaxis, :, column] for column, code in enumerate(tree.indicators)}
    faults: list[IndexFault] = []
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


def _aligned(panel: Panel, method: Method, *, alone: bool) -> tuple[Array, list[IndexFault]]:
    """The panel's columns in the order of the tree's indicators, denominated; and doubts."""
    faults = _column_faults(panel, method, alone=alone)
    if faults:
        raise CompositeFaults(faults)
    tree = method.tree
    elements = [tree.elements[tree.position[code]] for code in tree.indicators]
    values = panel.values[:, [panel.codes.index(code) for code in tree.indicators]]
    below = [panel.codes.index(element.denominator or element.code) for element in elements]
    found, faults, doubts = denomination.denominated(
        values, columns=panel.values[:, below], indicators=elements, units=panel.units
    )
    if faults:
        raise CompositeFaults(faults)
    return found, doubts


def _column_faults(panel: Panel, method: Method, *, alone: bool) -> list[IndexFault]:
    """Where the columns of the data are not those that the method asks for."""
    tree = method.tree
    elements = [tree.elements[tree.position[code]] for code in tree.indicators]
    faults = [
        IndexFault(
            message("indicator_unknown", code=code),
            message("column_or_no_element"),
            ("element", tree.position[code], "code"),
        )
        for code in tree.indicators
        if code not in panel.codes
    ]
    faults += [
        IndexFault(
            message("denominator_unknown", code=element.denominator),
            message("column_of_name"),
            ("element", tree.position[element.code], "denominator"),
        )
        for element in elements
        if element.denominator is not None and element.denominator not in panel.codes
    ]
    wanting: list[IndexFault] = []
    beside = {element.denominator for element in elements}
    steps: list[tuple[Key, MethodStep]] = [(("impute",), method.impute)]
    if method.uncertainty is not None:
        steps += [(("uncertainty", "impute", n), step) for n, step in enumerate(method.uncertainty.impute)]
    for key, step in steps:
        wanting += _impute_faults(panel, step, key, alone=alone)
        beside |= set(step.options.get("on", ()))
    for code in panel.codes:
        if code in tree.children:
            faults.append(IndexFault(message("column_of_aggregate"), message("leave_out"), indicator=code))
        elif code not in tree.position and code not in beside:
            faults.append(IndexFault(message("column_unknown"), message("element_or_leave_out"), indicator=code))
    return [*faults, *wanting]


def _impute_faults(panel: Panel, step: MethodStep, key: Key, *, alone: bool) -> list[IndexFault]:
    """What a step of imputation wants of the data and is not there."""
    faults = []
    if alone and imputation.IMPUTERS[step.method].across is not None:
        said = message("one_year", method=step.method)
        faults.append(IndexFault(said, message("more_years"), (*key, "method")))
    by = step.options.get("by")
    if by is not None and by not in panel.groups:
        advice = message("column_of_group_first", name=by)
        if panel.groups:
            advice = message("column_of_group", name=by, groups=tuple(panel.groups))
        faults.append(IndexFault(message("grouping_unknown", name=by), advice, (*key, "by")))
    for code in step.options.get("on", ()):
        if code not in panel.codes:
            faults.append(IndexFault(message("predictor_unknown", code=code), message("column_of_it"), (*key, "on")))
    return faults


def _domain_fault(
    child: str, parent: str, method: str, values: Array, outside: Mask, units: Sequence[str]
) -> IndexFault:
    """One fault for each child, at its first unit: a whole column out of range is one thing wrong, not a hundred."""
    rows = np.flatnonzero(outside.any(axis=0))
    facts = {
        "parent": parent,
        "method": method,
        "child": child,
        "value": float(values[outside[:, rows[0]].argmax(), rows[0]]),
        "unit": units[rows[0]],
    }
    one_more = rows.size > 1
    return IndexFault(
        message("outside_mean_more", **facts, count=rows.size - 1) if one_more else message("outside_mean", **facts),
        message("scores_above_0"),
        unit=units[rows[0]],
        indicator=child,
    )
