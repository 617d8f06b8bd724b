"""Elements with a method of their own, denominators, predictors: read, used, refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from wego.engines.composite import CompositeFaults, Method, Panel, build, method_mapping, plan_draws

ELEMENTS = [
    {"code": "x", "parent": "P"},
    {"code": "y", "parent": "P", "direction": -1},
    {"code": "z", "parent": "Q"},
    {"code": "P", "parent": "Index"},
    {"code": "Q", "parent": "Index"},
    {"code": "Index"},
]
VALUES = np.array([[1.0, 4.0, 10.0, 2.0], [2.0, 3.0, 20.0, 4.0], [4.0, 1.0, 80.0, 10.0]])


def method(changes=None, **tables):
    return Method.from_mapping({"element": [{**e, **(changes or {}).get(e["code"], {})} for e in ELEMENTS], **tables})


def panel(codes=("x", "y", "z"), values=VALUES):
    return Panel(("a", "b", "c"), codes, values[:, : len(codes)])


def test_an_indicator_may_be_treated_and_normalised_in_its_own_way():
    own = {"z": {"treat": "log", "normalise": {"method": "scale"}, "from": 0.0, "to": 10.0}}

    result = build(panel(), method(own, treat={"method": "log_ct_orig"}))

    np.testing.assert_allclose(result.stages.treated[:, 2], np.log([10.0, 20.0, 80.0]))
    np.testing.assert_allclose(result.stages.treated[:, 0], np.log([1.0, 2.0, 4.0]))
    np.testing.assert_allclose(result.normalised[:, 2], np.log([10.0, 20.0, 80.0]) / 10.0)
    assert result.normalised[:, 1].tolist()[0] == 0.0


def test_aggregates_of_one_level_may_differ():
    own = {"P": {"aggregate": {"method": "power", "p": 2.0}}, "Index": {"aggregate": "geometric"}}

    result = build(panel(), method(own, normalise={"low": 1.0}))

    x, y, z = result.normalised[1]
    p = math.sqrt((x * x + y * y) / 2.0)
    np.testing.assert_allclose(result.scores[1], [math.sqrt(p * z), p, z])


def test_a_method_of_its_own_is_not_drawn():
    own = {"P": {"aggregate": "median"}, "z": {"normalise": "rank"}}
    tables = {"normalise": {"low": 1.0}, "uncertainty": {"normalise": ["minmax", "distance_to_max"]}}

    plan = plan_draws(build(panel(), method(own, **tables)))

    for known in plan.fixed.values():
        assert known["z"][0].tolist() == [1.0, 2.0, 3.0]


def test_what_is_read_is_written_back():
    own = {
        "z": {"treat": {"method": "boxcox", "lambda": 0.5}, "denominator": "people", "per": 10.0},
        "P": {"aggregate": {"method": "benefit_of_the_doubt", "least_share": 0.1}},
    }
    first = method(
        own,
        screen={"min_nonzero": 0.5},
        years={"treat": "pooled"},
        impute={"method": "regression", "on": ["people"]},
        uncertainty={"weights": [0.1, 0.2], "levels": [1, 2], "treat": ["none", {"method": "log"}]},
        weights={"method": "budget", "points": {"Ada": {"x": 1, "y": 3}}},
    )

    assert Method.from_mapping(method_mapping(first)) == first


def test_a_denominator_divides_and_multiplies_by_per():
    own = {"z": {"denominator": "people", "per": 100.0}, "x": {"denominator": "y"}}

    result = build(panel(("x", "y", "z", "people")), method(own))

    np.testing.assert_allclose(result.stages.screened[:, 2], [500.0, 500.0, 800.0])
    np.testing.assert_allclose(result.stages.screened[:, 0], [0.25, 2.0 / 3.0, 4.0])


def test_a_missing_denominator_makes_the_value_missing_and_is_said():
    values = VALUES.copy()
    values[1, 3] = np.nan

    result = build(panel(("x", "y", "z", "people"), values), method({"z": {"denominator": "people"}}))

    assert np.isnan(result.stages.screened[1, 2])
    assert [(doubt.unit, doubt.indicator) for doubt in result.doubts] == [("b", "z")]


def test_predictors_stand_beside_the_indicators():
    values = VALUES.copy()
    values[2, 0] = np.nan
    more = np.vstack([values, [[3.0, 2.0, 50.0, 6.0], [2.5, 2.5, 40.0, 5.0]]])
    tables = {"impute": {"method": "regression", "on": ["people"]}}

    result = build(Panel(tuple("abcde"), ("x", "y", "z", "people"), more), method(**tables))

    assert result.stages.imputed[2, 0] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("changes", "tables", "said"),
    [
        ({"z": {"denominator": "people"}}, {}, "denominator 'people' has no column"),
        ({"z": {"denominator": "z"}}, {}, "divided by itself"),
        ({"z": {"per": 10.0}}, {}, "has 'per' and no 'denominator'"),
        ({"z": {"denominator": "x", "per": 0.0}}, {}, r"element\[2\].per: 0.0 is not valid"),
        ({"P": {"denominator": "x"}}, {}, "is an aggregate and has 'denominator'"),
        ({"P": {"treat": "log"}}, {}, "'P' is an aggregate and has 'treat'"),
        ({"z": {"aggregate": "median"}}, {}, "'z' is an indicator and has 'aggregate'"),
        ({"z": {"normalise": "goalposts"}}, {}, "'z' has no 'from', which goalposts wants"),
        ({"z": {"treat": {"method": "log", "shift": True}}}, {}, "'shift' belongs to boxcox, not to log"),
        ({"P": {"aggregate": {"method": "power", "p": 0.0}}}, {}, r"element\[3\].aggregate.p: p is 0"),
        ({}, {"impute": {"method": "regression", "on": ["people"]}}, "predictor 'people' has no column"),
        ({}, {"impute": {"method": "regression", "on": "people"}}, "a list of texts"),
        ({}, {"uncertainty": {"weights": [0.1], "levels": [1, 2]}}, "1 shares for 2 levels"),
        ({}, {"uncertainty": {"weights": 1.5}}, "uncertainty.weights: 1.5 is not valid"),
        ({}, {"uncertainty": {"treat": ["cure"]}}, r"uncertainty.treat\[0\].method: unknown method 'cure'"),
        ({}, {"uncertainty": {"treat": "log"}}, "a list of methods or of tables"),
        ({}, {"years": {"treat": "sometimes"}}, "one of yearly, pooled"),
        ({}, {"weights": {"method": "fair"}}, "unknown method 'fair'"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_place(changes, tables, said):
    with pytest.raises(CompositeFaults, match=said):
        build(panel(), method(changes, **tables))


@pytest.mark.parametrize("people", [0.0, -1.0])
def test_a_denominator_that_is_not_above_zero_names_unit_and_indicator(people):
    values = VALUES.copy()
    values[1, 3] = people

    with pytest.raises(CompositeFaults, match=f"b, z: its denominator people is {people:g}"):
        build(panel(("x", "y", "z", "people"), values), method({"z": {"denominator": "people"}}))
