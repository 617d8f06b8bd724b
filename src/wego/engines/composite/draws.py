"""Draws: an index with its uncertain choices made at random, scored many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from wego.engines.messages import message

from .arrays import Array, Mask, Whole
from .build import Result
from .faults import CompositeFaults, IndexFault
from .method import Method
from .settings import Aggregation, MethodStep, Uncertainty, default_uncertainty
from .stages import aggregate_all, aggregate_element, impute, normalise, treat
from .years import aggregated_years, imputed_years, normalised_years, treated_years

Combination = tuple[int, int, int, int]  # which imputation, treatment, normalisation, aggregation

FACTORS = ("weights", "impute", "treat", "normalise", "aggregate", "leave_out")


@dataclass(frozen=True)
class Draws:
    """The choices of some draws: `factors` (draws, varied weights) multiply the weights as given; `impute`, `treat`,
    `normalise` and `aggregate` (draws,) number the methods; `left_out` (draws,) is a position among the indicators, -1
    for none."""

    factors: Array
    impute: Whole
    treat: Whole
    normalise: Whole
    aggregate: Whole
    left_out: Whole

    def __len__(self) -> int:
        return int(self.normalise.size)

    def rows(self, start: int, stop: int) -> Draws:
        """Some of the draws."""
        return Draws(*(getattr(self, name)[start:stop] for name in self.__dataclass_fields__))

    def with_choice_of(self, other: Draws, factor: str) -> Draws:
        """These draws, but one factor chosen as in the others."""
        name = {"weights": "factors", "leave_out": "left_out"}.get(factor, factor)
        return replace(self, **{name: getattr(other, name)})


@dataclass(frozen=True)
class Plan:
    """All that stays the same between draws: each way to prepare and normalise the panel, and for each combination of
    methods every score with the weights as given (code -> (1, units))."""

    method: Method
    uncertainty: Uncertainty
    units: tuple[str, ...]
    varied: tuple[int, ...]
    aggregates: tuple[Aggregation, ...]
    fixed: Mapping[Combination, Mapping[str, Array]]

    @cached_property
    def choices(self) -> dict[str, int]:
        """Among how many each factor chooses; the weights, of which there are infinitely many, count as 2."""
        impute, treat, normalise, aggregate = (1 + max(one[place] for one in self.fixed) for place in range(4))
        return {
            "weights": 2 if self.varied else 1,
            "impute": impute,
            "treat": treat,
            "normalise": normalise,
            "aggregate": aggregate,
            "leave_out": 1 + (len(self.method.tree.indicators) if self.uncertainty.leave_out else 0),
        }

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors that vary."""
        return tuple(factor for factor in FACTORS if self.choices[factor] > 1)

    @cached_property
    def moving(self) -> frozenset[str]:
        """Aggregates whose scores differ between draws of one combination."""
        tree = self.method.tree
        found: set[str] = set(tree.indicators) if self.uncertainty.leave_out else set()
        found |= {tree.elements[position].code for position in self.varied}
        start = frozenset(found)
        moved: set[str] = set()
        for code in tree.upwards:
            below = {tree.elements[position].code for position in tree.children[code]}
            if below & (start | moved):
                moved.add(code)
        return frozenset(moved)


@dataclass(frozen=True)
class _Among:
    """What the draws of a method choose among."""

    impute: tuple[MethodStep, ...]
    treat: tuple[MethodStep, ...]
    normalise: tuple[str, ...]
    aggregate: tuple[Aggregation, ...]

    @classmethod
    def of(cls, method: Method, uncertainty: Uncertainty) -> _Among:
        aggregates = tuple(replace(method.aggregate, by_level=(name,)) for name in uncertainty.aggregate)
        return cls(
            impute=uncertainty.impute or (method.impute,),
            treat=uncertainty.treat or (method.treat,),
            normalise=uncertainty.normalise or (method.normalise.method,),
            aggregate=aggregates or (method.aggregate,),
        )


def plan_draws(result: Result) -> Plan:
    """Compute once what no draw changes. Raises CompositeFaults where any combination of the methods that are drawn
    cannot be computed with the weights as given: before the first draw, not in the middle of them."""
    method, stages = result.method, result.stages
    uncertainty = method.uncertainty or default_uncertainty(method.tree)
    among = _Among.of(method, uncertainty)
    fixed = {}
    for i, imputation in enumerate(among.impute):
        imputed = stages.imputed
        if uncertainty.impute:
            imputed, _ = impute(result.panel, method, stages.kept, stages.screened, imputation)
        for t, treatment in enumerate(among.treat):
            values = _treated(result, imputed, treatment)
            for n, name in enumerate(among.normalise):
                normalised = normalise(values, method, stages.units, name)
                for a, aggregate in enumerate(among.aggregate):
                    fixed[i, t, n, a] = aggregate_all(method.tree, normalised, aggregate=aggregate, units=stages.units)
    return Plan(method, uncertainty, stages.units, uncertainty.varied(method.tree), among.aggregate, fixed)


def plan_years(results: Mapping[float, Result]) -> dict[float, Plan]:
    """The same for an index of several years (time -> result): a plan for each, all with the same choices, so that the
    draws of one seed choose the same in every year."""
    method = next(iter(results.values())).method
    uncertainty = method.uncertainty or default_uncertainty(method.tree)
    among = _Among.of(method, uncertainty)
    panels = {time: result.panel for time, result in results.items()}
    fixed: dict[float, dict[Combination, Mapping[str, Array]]] = {time: {} for time in results}
    for i, imputation in enumerate(among.impute):
        filled = imputed_years(panels, replace(method, impute=imputation))
        for t, treatment in enumerate(among.treat):
            stages = treated_years(filled, replace(method, treat=treatment))
            for n, name in enumerate(among.normalise):
                usual = replace(method.normalise, method=name)
                normalised = normalised_years(stages, replace(method, normalise=usual))
                for a, aggregate in enumerate(among.aggregate):
                    found = aggregated_years(normalised, stages, replace(method, aggregate=aggregate))
                    for time in results:
                        fixed[time][i, t, n, a] = found[time]
    varied = uncertainty.varied(method.tree)
    return {
        time: Plan(method, uncertainty, result.units, varied, among.aggregate, fixed[time])
        for time, result in results.items()
    }


def _treated(result: Result, imputed: Array, step: MethodStep) -> Array:
    """The imputed values after one treatment; those of the result where that is the same."""
    if imputed is result.stages.imputed and step == result.method.treat:
        return result.stages.treated
    return treat(imputed, result.method, result.stages.units, step)[0]


def sample(plan: Plan, draws: int, rng: np.random.Generator) -> Draws:
    """Draw the choices: weight times a uniform factor from 1 - w to 1 + w; each method, and each indicator or none to
    leave out, equally likely. Draws come one after another from `rng`, so that many or few at once are the same."""
    width = len(plan.varied)
    later = [factor for factor in ("impute", "treat") if plan.choices[factor] > 1]
    columns = ["normalise", "aggregate", "leave_out", *later]
    uniform = rng.random((draws, width + len(columns)))
    tree = plan.method.tree
    shares = np.array([plan.uncertainty.share(tree.levels[position]) for position in plan.varied])
    factors = 1.0 + shares * (2.0 * uniform[:, :width] - 1.0)
    found = {factor: np.zeros(draws, dtype=np.int64) for factor in ("impute", "treat")}
    for column, factor in enumerate(columns):
        among = plan.choices[factor]
        found[factor] = np.minimum((uniform[:, width + column] * among).astype(np.int64), among - 1)
    left_out = found.pop("leave_out") - 1
    return Draws(factors=factors, left_out=left_out, **found)


def scores(plan: Plan, draws: Draws) -> Array:
    """Scores on the root in each draw; (draws, units), NaN where missing."""
    if len(plan.fixed) == 1:
        return _scores_of(plan, draws, np.arange(len(draws)), next(iter(plan.fixed)))
    found = np.empty((len(draws), len(plan.units)))
    for combination in plan.fixed:
        impute, treat, normalise, aggregate = combination
        here = (draws.normalise == normalise) & (draws.aggregate == aggregate)
        rows = np.flatnonzero(here & (draws.impute == impute) & (draws.treat == treat))
        if rows.size:
            found[rows] = _scores_of(plan, draws, rows, combination)
    return found


def _scores_of(plan: Plan, draws: Draws, rows: Whole, combination: Combination) -> Array:
    """The same for those draws that share all their methods."""
    tree = plan.method.tree
    known = dict(plan.fixed[combination])
    factor_of = {position: column for column, position in enumerate(plan.varied)}
    for code in tree.upwards:
        if code not in plan.moving:
            continue
        below = tree.children[code]
        weights = tree.weights[np.newaxis, list(below)]
        moved = [place for place, position in enumerate(below) if position in factor_of]
        if moved:
            weights = np.repeat(weights, rows.size, axis=0)
            columns = np.array([factor_of[below[place]] for place in moved])
            weights[:, moved] *= draws.factors[np.ix_(rows, columns)]
        known[code] = aggregate_element(
            tree,
            code,
            [known[tree.elements[position].code] for position in below],
            weights,
            aggregate=plan.aggregates[combination[3]],
            units=plan.units,
            kept=_kept(plan, draws.left_out[rows], below),
        )
    return np.broadcast_to(known[tree.aggregates[0]], (rows.size, len(plan.units)))


def _kept(plan: Plan, left_out: Whole, below: tuple[int, ...]) -> Mask | None:
    """Which children are not left out; (draws, children), None where the question does not arise."""
    if not plan.uncertainty.leave_out:
        return None
    tree = plan.method.tree
    place = {code: column for column, code in enumerate(tree.indicators)}
    columns = np.array([place.get(tree.elements[position].code, -2) for position in below])
    return np.asarray(left_out[:, np.newaxis] != columns)


def refuse_without_choice(plan: Plan) -> None:
    """Raise CompositeFaults where nothing varies between draws."""
    if not plan.factors:
        raise CompositeFaults([IndexFault(message("nothing_varies"), message("vary_weights"), ("uncertainty",))])
