"""Checking before computing: everything wrong, and what an index maker would want to look at again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wego.engines.messages import AnyOf, message

from .analysis import Pair, pairs_above, pairs_below
from .arrays import Array
from .build import Result, build, flat_columns
from .draws import plan_draws, plan_years
from .faults import CompositeFaults, IndexFault
from .method import Method
from .normalisation import NORMALISERS
from .panel import Panel
from .settings import default_uncertainty
from .statistics import statistics
from .years import build_years

# The levels at which the field looks twice (COINr's defaults; OECD/JRC Handbook (2008), steps 2 to 4).
FEW_VALUES = 0.66
SAME_SHARE = 0.5


@dataclass(frozen=True)
class Check:
    """`wrong` keeps the index from being built; `doubtful` does not."""

    wrong: tuple[IndexFault, ...]
    doubtful: tuple[IndexFault, ...]


def check(panel: Panel, method: Method) -> Check:
    """Look for everything wrong or doubtful about building and varying an index of this panel by this method."""
    wrong: tuple[IndexFault, ...] = ()
    doubtful = [*_method_doubts(method)]
    try:
        result = build(panel, method)
    except CompositeFaults as refused:
        wrong = refused.faults
        doubtful += _panel_doubts(panel, method)
    else:
        doubtful += _result_doubts(result)
        wrong = _drawn_faults(lambda: plan_draws(result))
    return Check(wrong, tuple(doubtful))


def check_years(panels: Mapping[float, Panel], method: Method) -> Check:
    """The same for an index of several years; doubts about data and results name the year."""
    wrong: tuple[IndexFault, ...] = ()
    doubtful = [*_method_doubts(method)]
    found: list[tuple[float, IndexFault]] = []
    try:
        results = build_years(panels, method)
    except CompositeFaults as refused:
        wrong = refused.faults
        found += [(time, doubt) for time in sorted(panels) for doubt in _panel_doubts(panels[time], method)]
    else:
        found += [(time, doubt) for time, result in results.items() for doubt in _result_doubts(result)]
        wrong = _drawn_faults(lambda: plan_years(results))
    doubtful += [doubt if doubt.key else replace(doubt, time=time) for time, doubt in found]
    return Check(wrong, tuple(dict.fromkeys(doubtful)))


def _drawn_faults(planning: Callable[[], object]) -> tuple[IndexFault, ...]:
    """What only a draw would meet."""
    try:
        planning()
    except CompositeFaults as refused:
        return tuple(replace(fault, said=message("when_drawn", what=fault.said)) for fault in refused.faults)
    return ()


def _panel_doubts(panel: Panel, method: Method) -> Iterator[IndexFault]:
    """Doubts about figures that could not be built from."""
    known = [column for column, code in enumerate(panel.codes) if code in method.tree.indicators]
    codes, values = [panel.codes[column] for column in known], panel.values[:, known]
    yield from flat_columns(values, codes)
    if known:
        yield from _data_doubts(values, codes, panel.units, method)


def _data_doubts(values: Array, codes: Sequence[str], units: Sequence[str], method: Method) -> Iterator[IndexFault]:
    """Doubts about the figures of the indicators (units, indicators)."""
    for one in statistics(values, codes):
        if one.different < 2:
            continue  # told apart from nothing: `flat_columns`
        if one.present < FEW_VALUES * one.units:
            yield IndexFault(message("few_values", count=one.present, total=one.units), indicator=one.code)
        if one.present > 2 and one.same > SAME_SHARE * one.present:
            yield IndexFault(message("same_values", count=one.same, total=one.present), indicator=one.code)
        treated = method.treat_of.get(one.code, method.treat).method != "none"
        if one.has_outliers and not treated:
            said = message("outliers", skewness=round(one.skewness, 2), kurtosis=round(one.kurtosis, 2))
            yield IndexFault(said, message("look_at_outliers"), indicator=one.code)
    if method.impute.method == "none":
        gaps = np.isnan(values).mean(axis=1)
        for row in np.flatnonzero((gaps > 1.0 - FEW_VALUES) & (1.0 - gaps >= method.min_share)).tolist():
            said = message("gaps", percent=round(100 * float(gaps[row])))
            yield IndexFault(said, message("higher_min_share"), unit=units[row])


def _method_doubts(method: Method) -> Iterator[IndexFault]:
    tree = method.tree
    for code, below in tree.children.items():
        if len(below) == 1:
            yield IndexFault(message("one_child", code=code), key=("element", tree.position[code]))
    for position, element in enumerate(tree.elements):
        if element.weight == 0.0 and element.parent is not None:
            yield IndexFault(message("weight_zero", code=element.code), key=("element", position, "weight"))
    uncertainty = method.uncertainty or default_uncertainty(tree)
    own = {step.method for step in method.normalise_of.values()}
    used = {method.normalise.method, *uncertainty.normalise, *own}
    serving = {key for name in used for key in (*NORMALISERS[name].wants, *NORMALISERS[name].may_have)}
    for key, field in (("from", "lower"), ("to", "upper"), ("factor", "factor"), ("target", "target")):
        given = [p for p, element in enumerate(tree.elements) if getattr(element, field) is not None]
        if given and key not in serving:
            said = message("key_unused", key=key, count=len(given), methods=AnyOf(sorted(used)))
            yield IndexFault(said, key=("element", given[0], key))
    chosen = (uncertainty.impute, uncertainty.treat, uncertainty.normalise, uncertainty.aggregate)
    if not (uncertainty.varied(tree) or uncertainty.leave_out or any(len(among) > 1 for among in chosen)):
        yield IndexFault(message("nothing_varies"), message("vary_levels"), key=("uncertainty",))


def _result_doubts(result: Result) -> Iterator[IndexFault]:
    yield from _data_doubts(result.stages.screened, result.codes, result.units, result.method)
    yield from result.doubts
    for unit, share in result.stages.left_out:
        yield IndexFault(message("left_out", percent=round(100 * share)), unit=unit)
    for row in np.flatnonzero(np.isnan(result.rank)):
        yield IndexFault(message("no_rank"), unit=result.units[row])
    for pair in pairs_above(result):
        yield IndexFault(message("nearly_same", **_pair(pair)), indicator=pair.first)
    for pair in pairs_below(result):
        yield IndexFault(message("runs_against", **_pair(pair)), message("look_at_directions"), indicator=pair.first)


def _pair(pair: Pair) -> dict[str, object]:
    return {"other": pair.second, "correlation": round(pair.correlation, 2), "parent": pair.parent}
