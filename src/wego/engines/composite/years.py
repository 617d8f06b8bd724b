"""Panels of years: built together, so that a score of one year can be set beside that of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

import numpy as np

from wego.engines.messages import message

from .arrays import Array
from .build import Result, finish, weigh
from .faults import CompositeFaults, IndexFault, time_text
from .imputation import IMPUTERS
from .method import Method
from .normalisation import NORMALISERS
from .panel import Panel
from .settings import POOLED
from .stages import Prepared, aggregate_all, impute, normalise, screen, treat
from .treatment import Treated

Made = TypeVar("Made")


def build_years(panels: Mapping[float, Panel], method: Method) -> dict[float, Result]:
    """Build an index of several years (time -> panel); each year's result, in the order of time.

    Denominated, screened, aggregated and ranked year by year. Imputed within the year, or across the years of the same
    unit by `latest`, `constant` or `linear`, for which values of a year that screened the unit out count too. Treated
    and normalised each year for itself or all years as one, as the method's `years` says: only pooled normalisation
    lets scores be compared over time. Weights from the data are found on all years together. Raises CompositeFaults
    that name the year where they concern one.
    """
    times = sorted(panels)
    if not times:
        raise CompositeFaults([IndexFault(message("no_year"), message("a_year"))])
    stages = imputed_years(panels, method)
    stages = treated_years(stages, method)
    normalised = normalised_years(stages, method)
    units = [unit for time in times for unit in stages[time].units]
    method, doubts = weigh(method, np.concatenate([normalised[time] for time in times]), units)
    return _each(times, lambda time: finish(panels[time], method, stages[time], normalised[time], doubts))


def imputed_years(panels: Mapping[float, Panel], method: Method) -> dict[float, Prepared]:
    """Denominate, screen and impute every year, or fill gaps from the others; in the order of time."""
    times = sorted(panels)
    across = IMPUTERS[method.impute.method].across
    stages = _each(times, lambda time: screen(panels[time], method, alone=False))
    if across is None:
        filled = _each(
            times, lambda time: impute(panels[time], method, stages[time].kept, stages[time].screened, method.impute)
        )
        return {
            time: replace(stages[time], imputed=filled[time][0], doubts=(*stages[time].doubts, *filled[time][1]))
            for time in times
        }
    whole = replace(method, min_share=0.0, min_nonzero=0.0)
    units = list(dict.fromkeys(unit for time in times for unit in panels[time].units))
    row_of = {unit: row for row, unit in enumerate(units)}
    cube = np.full((len(times), len(units), len(method.tree.indicators)), np.nan)
    for place, time in enumerate(times):
        cube[place, [row_of[unit] for unit in panels[time].units]] = screen(panels[time], whole, alone=False).screened
    cube = across(cube, np.array(times, dtype=np.float64), method.impute.options)
    return {
        time: replace(stages[time], imputed=cube[place, [row_of[unit] for unit in stages[time].units]])
        for place, time in enumerate(times)
    }


def treated_years(stages: Mapping[float, Prepared], method: Method) -> dict[float, Prepared]:
    """Treat every year for itself or all as one, as the method says."""
    times = list(stages)
    if method.years.treat != POOLED:
        done = _each(times, lambda time: treat(stages[time].imputed, method, stages[time].units, method.treat))
        return {
            time: replace(
                stages[time],
                treated=values,
                treatments=treatments,
                doubts=(*stages[time].doubts, *doubts),
            )
            for time, (values, treatments, doubts) in done.items()
        }
    pooled = np.concatenate([stages[time].imputed for time in times])
    with _places(times, stages) as names:
        values, treatments, doubts = treat(pooled, method, names, method.treat)
    found = {}
    for time, rows in _slices(times, stages).items():
        moved = [_points(done, stages[time].imputed[:, n], rows) for n, done in enumerate(treatments)]
        found[time] = replace(
            stages[time], treated=values[rows], treatments=tuple(moved), doubts=(*stages[time].doubts, *doubts)
        )
    return found


def _points(done: Treated, before: Array, rows: slice) -> Treated:
    """One year's share of what was done to a column of all years."""
    values = done.values[rows]
    moved = int(np.sum(~np.isnan(values) & (values != before))) if done.points else 0
    return replace(done, values=values, points=moved)


def normalised_years(stages: Mapping[float, Prepared], method: Method) -> dict[float, Array]:
    """Normalise every year for itself or all as one, as the method says."""
    times = list(stages)
    name = method.normalise.method
    if method.years.normalise != POOLED or len(times) == 1:
        return _each(times, lambda time: normalise(stages[time].treated, method, stages[time].units, name))
    steps = {name, *(step.method for step in method.normalise_of.values())}
    if any("reference" in NORMALISERS[step].options for step in steps):
        raise CompositeFaults([IndexFault(message("reference_of_years"), message("yearly"), ("years", "normalise"))])
    pooled = np.concatenate([stages[time].treated for time in times])
    with _places(times, stages) as names:
        found = normalise(pooled, method, names, name)
    return {time: found[rows] for time, rows in _slices(times, stages).items()}


def aggregated_years(
    normalised: Mapping[float, Array], stages: Mapping[float, Prepared], method: Method
) -> dict[float, dict[str, Array]]:
    """Score every aggregate of every year; code -> (1, units)."""
    return _each(
        list(normalised),
        lambda time: aggregate_all(method.tree, normalised[time], aggregate=method.aggregate, units=stages[time].units),
    )


@contextmanager
def _places(times: Sequence[float], stages: Mapping[float, Prepared]) -> Iterator[list[str]]:
    """Names for the rows of all years together, told apart by their years; faults get unit and year back."""
    places = {f"{unit} in {time_text(time)}": (unit, time) for time in times for unit in stages[time].units}
    try:
        yield list(places)
    except CompositeFaults as refused:
        raise CompositeFaults(
            fault if fault.unit is None else replace(fault, unit=places[fault.unit][0], time=places[fault.unit][1])
            for fault in refused.faults
        ) from None


def _slices(times: Sequence[float], stages: Mapping[float, Prepared]) -> dict[float, slice]:
    """Where each year's units stand among those of all years."""
    found, start = {}, 0
    for time in times:
        stop = start + len(stages[time].units)
        found[time] = slice(start, stop)
        start = stop
    return found


def _each(times: Sequence[float], work: Callable[[float], Made]) -> dict[float, Made]:
    """The work done for each year, with the faults of all of them."""
    found: dict[float, Made] = {}
    refusals: dict[float, tuple[IndexFault, ...]] = {}
    for time in times:
        try:
            found[time] = work(time)
        except CompositeFaults as refused:
            refusals[time] = refused.faults
    if refusals:
        dated = [
            _dated(fault, time, everywhere=all(fault in refusals.get(other, ()) for other in times))
            for time, faults in refusals.items()
            for fault in faults
        ]
        raise CompositeFaults(dict.fromkeys(dated))
    return found


def _dated(fault: IndexFault, time: float, *, everywhere: bool) -> IndexFault:
    """A fault with its year; one of the method's that every year has needs none."""
    if not fault.key:
        return replace(fault, time=time)
    return fault if everywhere else replace(fault, said=message("in_year", what=fault.said, time=time_text(time)))
