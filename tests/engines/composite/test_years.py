"""Panels of years: what is done year by year, what together, and faults that name the year."""

from __future__ import annotations

import numpy as np
import pytest

from wego.engines.composite import (
    CompositeFaults,
    Method,
    Panel,
    build,
    build_years,
    check_years,
    plan_draws,
    plan_years,
    robustness_of,
    sample,
    scores,
    sensitivity,
)

NAN = float("nan")
ELEMENTS = [{"code": "x", "parent": "I"}, {"code": "y", "parent": "I", "direction": -1}, {"code": "I"}]


def method(**tables):
    return Method.from_mapping({"element": ELEMENTS, **tables})


def panel(rows, units="abc"):
    return Panel(tuple(units[: len(rows)]), ("x", "y"), np.array(rows, dtype=float))


YEARS = {2020.0: panel([[0, 4], [5, 2], [10, 0]]), 2021.0: panel([[5, 4], [10, NAN], [20, 0]])}


def test_pooled_scores_stand_on_one_scale():
    found = build_years(YEARS, method())

    assert found[2020.0].normalised[:, 0].tolist() == [0.0, 25.0, 50.0]
    assert found[2021.0].normalised[:, 0].tolist() == [25.0, 50.0, 100.0]
    assert found[2021.0].rank.tolist() == [3.0, 2.0, 1.0]


def test_yearly_scaling_is_each_year_alone():
    found = build_years(YEARS, method(years={"normalise": "yearly"}))

    for time, one in YEARS.items():
        np.testing.assert_array_equal(found[time].scores, build(one, method()).scores)


def test_treatment_may_be_pooled():
    outlier = {2020.0: panel([[1, 4], [2, 2], [3, 1]]), 2021.0: panel([[4, 4], [5, 3], [100, 0]])}
    tables = {"treat": {"method": "winsorise", "skew": 0.5, "kurtosis": 0.0}, "years": {"treat": "pooled"}}

    found = build_years(outlier, method(**tables))

    assert found[2021.0].stages.treated[:, 0].tolist() == [4.0, 5.0, 5.0]
    assert [found[time].stages.treatments[0].points for time in outlier] == [0, 1]


@pytest.mark.parametrize(
    ("impute", "expected"),
    [({"method": "latest"}, 2.0), ({"method": "constant"}, 2.0), ({"method": "none"}, NAN), ({"method": "mean"}, 2.0)],
)
def test_gaps_are_filled_across_years_or_within(impute, expected):
    found = build_years(YEARS, method(impute=impute))

    np.testing.assert_array_equal(found[2021.0].stages.imputed[1, 1], expected)


def test_a_year_that_screened_a_unit_out_still_gives_its_values():
    years = {2020.0: panel([[0, NAN], [5, 2], [10, 0]]), 2021.0: panel([[NAN, 4], [10, 1], [20, 0]])}
    years[2022.0] = panel([[1, NAN], [10, 1], [20, 0]])
    tables = {"screen": {"min_share": 0.9}, "impute": {"method": "latest"}}

    found = build_years({**years, 2023.0: panel([[3, 3], [NAN, 1], [20, 0]])}, method(**tables))

    assert [list(result.units) for result in found.values()] == [["b", "c"]] * 3 + [["a", "c"]]


def test_weights_from_the_data_are_those_of_all_years_together():
    rng = np.random.default_rng(0)
    years = {float(t): panel(np.column_stack([x := rng.normal(size=3), -x])) for t in (1, 2, 3)}

    found = build_years(years, method(weights={"method": "pca"}))

    assert len({result.method.tree.elements for result in found.values()}) == 1


def test_filling_from_other_years_wants_other_years():
    with pytest.raises(CompositeFaults, match=r"impute.method: latest fills gaps from other years"):
        build(YEARS[2020.0], method(impute={"method": "latest"}))


def test_a_reference_unit_wants_yearly_scaling():
    tables = {"normalise": {"method": "distance_to_reference", "reference": "c"}}

    with pytest.raises(CompositeFaults, match="another value each year"):
        build_years(YEARS, method(**tables))

    assert build_years(YEARS, method(**tables, years={"normalise": "yearly"}))[2020.0].scores[2, 0] == 1.0


@pytest.mark.parametrize("treat", ["yearly", "pooled"])
def test_faults_name_unit_and_year(treat):
    with pytest.raises(CompositeFaults) as raised:
        build_years(YEARS, method(treat={"method": "log"}, years={"treat": treat}))

    first = raised.value.faults[0]
    assert (first.unit, first.indicator, first.time) == ("a", "x", 2020.0)


def test_one_year_has_nothing_to_be_pooled_with():
    tables = {"normalise": {"method": "distance_to_reference", "reference": "c"}}

    assert build_years({2020.0: YEARS[2020.0]}, method(**tables))[2020.0].scores[2, 0] == 1.0


def test_a_fault_of_the_method_names_the_year_that_alone_has_it():
    few = {**YEARS, 2022.0: panel([[NAN, 1], [2, NAN], [NAN, 3]])}

    with pytest.raises(CompositeFaults) as raised:
        build_years(few, method(screen={"min_share": 1.0}))

    assert [fault.message for fault in raised.value.faults] == ["screening leaves no units in 2022"]


def test_no_year_is_refused():
    with pytest.raises(CompositeFaults, match="there are no years"):
        build_years({}, method())


def test_checking_years_names_them():
    found = check_years({**YEARS, 2022.0: panel([[3, 3], [3, 1], [3, 0]])}, method())

    assert found.wrong == ()
    assert [
        (doubt.indicator, doubt.time)
        for doubt in found.doubtful
        if "does not distinguish between them" in doubt.message
    ] == [("x", 2022.0)]


MIXED = {
    "normalise": {"low": 1.0, "mean": 20.0},
    "impute": {"method": "latest"},
    "uncertainty": {
        "levels": [1],
        "impute": ["latest", "none", "mean"],
        "treat": ["none", {"method": "winsorise", "max_points": 1, "skew": 0.1, "kurtosis": 0.0}],
        "normalise": ["minmax", "zscore"],
        "aggregate": ["arithmetic", "geometric"],
        "leave_out": True,
    },
}


def drawn_years():
    rng = np.random.default_rng(1)
    years = {}
    for time in (2020.0, 2021.0, 2022.0):
        values = rng.lognormal(size=(8, 2))
        values[rng.random(values.shape) < 0.15] = NAN
        years[time] = panel(values, "abcdefgh")
    return years


@pytest.mark.parametrize("scaling", ["pooled", "yearly"])
def test_each_draw_of_a_year_is_that_year_built_with_its_choices(scaling):
    panels = drawn_years()
    tables = {**MIXED, "years": {"normalise": scaling, "treat": scaling}}
    results = build_years(panels, method(**tables))
    plans = plan_years(results)
    draws = sample(plans[2021.0], 60, np.random.default_rng(0))

    for n in range(60):
        weights = [float(factor) for factor in draws.factors[n]]
        if draws.left_out[n] >= 0:
            weights[draws.left_out[n]] = 0.0
        element = [{**one, "weight": w} for one, w in zip(ELEMENTS, [*weights, 1.0], strict=True)]
        normalise = [{"low": 1.0}, {"method": "zscore", "mean": 20.0}][draws.normalise[n]]
        alone = build_years(
            panels,
            method(
                element=element,
                impute={"method": ["latest", "none", "mean"][draws.impute[n]]},
                treat=[{}, {"method": "winsorise", "max_points": 1, "skew": 0.1, "kurtosis": 0.0}][draws.treat[n]],
                normalise=normalise,
                aggregate={"method": ["arithmetic", "geometric"][draws.aggregate[n]]},
                years=tables["years"],
            ),
        )
        for time, plan in plans.items():
            found = scores(plan, sample(plan, 60, np.random.default_rng(0)).rows(n, n + 1))
            np.testing.assert_allclose(found[0], alone[time].scores[:, 0], rtol=1e-12)


def test_a_plan_of_one_year_is_that_of_the_year_alone():
    one = drawn_years()[2020.0]
    made = method(**{**MIXED, "impute": {}, "uncertainty": {**MIXED["uncertainty"], "impute": ["none", "mean"]}})
    result = build(one, made)

    plan = plan_years(build_years({2020.0: one}, made))[2020.0]

    alone = plan_draws(result)
    assert plan.fixed.keys() == alone.fixed.keys()
    for combination, known in plan.fixed.items():
        for code, column in known.items():
            np.testing.assert_array_equal(column, alone.fixed[combination][code])


def test_ranks_and_sensitivity_of_a_year_are_of_its_own_units():
    results = build_years(drawn_years(), method(**MIXED))
    plans = plan_years(results)

    for time, result in results.items():
        rng = np.random.default_rng(2)
        spread = robustness_of(result, 50, rng, pairs=True, plan=plans[time])
        found = sensitivity(result, 8, np.random.default_rng(2), plan=plans[time], resamples=10)

        assert spread.units == result.units
        np.testing.assert_array_equal(spread.rank, result.rank)
        assert [one.factor for one in found.indices] == list(plans[time].factors)


def test_checking_years_finds_what_only_a_draw_would_meet():
    found = check_years(YEARS, method(uncertainty={"aggregate": ["arithmetic", "geometric"]}))

    assert {(fault.unit, fault.indicator, fault.time) for fault in found.wrong} == {
        ("a", "x", 2020.0),
        ("a", "y", 2020.0),
        ("a", "y", 2021.0),
    }
    assert all(fault.message.startswith("when chosen by [uncertainty]") for fault in found.wrong)
