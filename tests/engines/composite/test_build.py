"""Building an index: a hand-worked one, missing values, screening, refusals, laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import CompositeFaults, Method, Panel, build

NAN = float("nan")


def faults_of(panel, method):
    with pytest.raises(CompositeFaults) as raised:
        build(panel, method)
    return raised.value.faults


def test_a_hand_worked_index(panel, method):
    result = build(panel, method())

    np.testing.assert_allclose(
        result.normalised, [[0.0, 0.0, 0.0], [50.0, NAN, 25.0], [100.0, 50.0, 50.0], [100.0, 100.0, 100.0]]
    )
    assert result.aggregates == ("Index", "P", "Q")
    np.testing.assert_allclose(
        result.scores,
        [[0.0, 0.0, 0.0], [37.5, 50.0, 25.0], [56.25, 62.5, 50.0], [100.0, 100.0, 100.0]],
    )
    assert result.rank.tolist() == [4.0, 3.0, 2.0, 1.0]
    assert result.units == ("a", "b", "c", "d")


def test_screening_leaves_units_out_and_lists_them(panel, method):
    result = build(panel, method(screen={"min_share": 0.7}))

    assert result.units == ("a", "c", "d")
    assert result.stages.left_out == (("b", 2 / 3),)
    assert result.scores.shape == (3, 3)


def test_screening_comes_before_imputation(panel, method):
    result = build(panel, method(screen={"min_share": 0.7}, impute={"method": "mean"}))

    np.testing.assert_array_equal(result.stages.imputed, result.stages.screened)


def test_every_stage_is_kept(panel, method):
    result = build(panel, method(impute={"method": "group_mean", "by": "region"}, treat={"method": "log_ct_orig"}))

    assert np.isnan(result.stages.screened[1, 1])
    assert result.stages.imputed[1, 1] == 10.0
    assert result.stages.treated[1, 0] == np.log(6.0)
    assert [done.action for done in result.stages.treatments] == ["log_ct_orig"] * 3


def test_a_gap_of_a_unit_without_group_is_a_doubt(panel, method):
    by_region = method(impute={"method": "group_mean", "by": "region"})
    values = panel.values.copy()
    values[3, 1] = NAN

    result = build(Panel(panel.units, panel.codes, values, panel.groups), by_region)

    assert [(doubt.unit, "no group" in doubt.message) for doubt in result.doubts] == [("d", True)]
    assert build(panel, by_region).doubts == ()


def test_columns_may_stand_in_any_order(panel, method):
    turned = Panel(panel.units, panel.codes[::-1], panel.values[:, ::-1], panel.groups)

    np.testing.assert_array_equal(build(turned, method()).scores, build(panel, method()).scores)


def test_units_without_any_value_have_no_score_and_no_rank(method):
    panel = Panel(("a", "b", "c"), ("x", "y", "z"), np.array([[1.0, 2.0, 3.0], [NAN, NAN, NAN], [2.0, 1.0, 2.0]]))

    result = build(panel, method())

    assert np.isnan(result.scores[1]).all()
    np.testing.assert_array_equal(result.rank, [2.0, NAN, 1.0])


def test_a_method_by_level_goes_from_the_indicators_up(panel, method):
    tables = {"normalise": {"low": 1.0, "high": 100.0}, "aggregate": {"by_level": ["geometric", "arithmetic"]}}

    result = build(panel, method(**tables))

    x, y, z = result.normalised[2]
    assert result.scores[2, 1] == pytest.approx((x * y**3) ** 0.25, rel=1e-14)
    assert result.scores[2, 0] == pytest.approx(((x * y**3) ** 0.25 + z) / 2, rel=1e-14)


def test_a_missing_column_a_foreign_one_and_a_missing_grouping_are_refused_together(panel, method):
    other = Panel(panel.units, ("x", "y", "Q"), panel.values)

    found = faults_of(other, method(impute={"method": "group_mean", "by": "size"}))

    assert [(fault.key, fault.indicator) for fault in found] == [
        (("element", 2, "code"), None),
        ((), "Q"),
        (("impute", "by"), None),
    ]


def test_a_constant_indicator_is_refused_by_name(panel, method):
    values = panel.values.copy()
    values[:, 0] = 7.0

    found = faults_of(Panel(panel.units, panel.codes, values), method())

    assert [fault.indicator for fault in found] == ["x"]


def test_a_geometric_mean_of_zeros_names_unit_and_element(panel, method):
    found = faults_of(panel, method(aggregate={"method": "geometric"}))

    assert [(fault.unit, fault.indicator) for fault in found] == [("a", "x"), ("a", "y"), ("a", "z")]


def test_a_logarithm_of_zero_names_unit_and_indicator(panel, method):
    found = faults_of(panel, method(treat={"method": "log"}))

    assert [(fault.unit, fault.indicator) for fault in found] == [("a", "x"), ("d", "z")]


def test_screening_that_leaves_nobody_is_refused(method):
    panel = Panel(("a", "b"), ("x", "y", "z"), np.array([[1.0, NAN, NAN], [NAN, 2.0, NAN]]))

    assert [fault.key for fault in faults_of(panel, method(screen={"min_share": 0.5}))] == [("screen", "min_share")]


@pytest.mark.parametrize(
    ("units", "codes", "values", "place"),
    [
        (("a", "a"), ("x",), [[1.0], [2.0]], ("a", None)),
        (("a", "b"), ("x", "x"), [[1.0, 2.0], [2.0, 1.0]], (None, "x")),
        (("a", "b"), ("x",), [[1.0], [float("inf")]], ("b", "x")),
        (("a", "b"), ("x",), [[1.0]], (None, None)),
        ((), ("x",), np.empty((0, 1)), (None, None)),
    ],
)
def test_a_panel_refuses_what_is_none(units, codes, values, place):
    with pytest.raises(CompositeFaults) as raised:
        Panel(units, codes, np.array(values))

    assert [(fault.unit, fault.indicator) for fault in raised.value.faults] == [place]


def test_a_panel_is_not_changed_by_its_source():
    values = np.ones((1, 1))
    panel = Panel(("a",), ("x",), values)

    values[0, 0] = 2.0

    assert panel.values[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        panel.values[0, 0] = 3.0


FLAT = [{"code": code, "parent": "Index"} for code in "wxyz"] + [{"code": "Index"}]
METHODS = st.sampled_from(
    [
        {},
        {"normalise": {"method": "zscore"}, "impute": {"method": "median"}},
        {"normalise": {"method": "rank"}, "aggregate": {"method": "harmonic"}},
        {"normalise": {"low": 1.0}, "aggregate": {"method": "geometric"}, "treat": {"method": "winsorise_then_log"}},
        {"normalise": {"method": "borda"}, "aggregate": {"method": "copeland"}},
    ]
)


@given(METHODS, st.integers(0, 2**32 - 1), st.permutations(range(8)))
def test_the_order_of_units_is_irrelevant(tables, seed, order):
    rng = np.random.default_rng(seed)
    values = rng.lognormal(sigma=1.5, size=(8, 4))
    values[rng.random((8, 4)) < 0.1] = NAN
    values[:2] = [[1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 4.0, 3.0]]  # no column is constant or empty
    units = tuple("abcdefgh")
    method = Method.from_mapping({"element": FLAT, **tables})

    straight = build(Panel(units, tuple("wxyz"), values), method)
    shuffled = build(Panel(tuple(units[i] for i in order), tuple("wxyz"), values[list(order)]), method)

    np.testing.assert_allclose(shuffled.scores, straight.scores[list(order)], rtol=1e-12)
    np.testing.assert_array_equal(shuffled.rank, straight.rank[list(order)])


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 100.0))
def test_only_the_proportions_of_weights_matter(seed, times):
    rng = np.random.default_rng(seed)
    panel = Panel(tuple("abcde"), tuple("wxyz"), rng.normal(size=(5, 4)))
    weights = rng.uniform(0.1, 1.0, 4)
    one, other = (
        Method.from_mapping(
            {"element": [{**e, "weight": w * k} for e, w in zip(FLAT[:4], weights, strict=True)] + FLAT[4:]}
        )
        for k in (1.0, times)
    )

    np.testing.assert_allclose(build(panel, one).scores, build(panel, other).scores, rtol=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(0, 4), st.integers(0, 3))
def test_a_better_value_never_lowers_a_score(seed, unit, indicator):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(5, 4))
    method = Method.from_mapping({"element": FLAT, "normalise": {"method": "rank"}})
    better = values.copy()
    better[unit, indicator] += rng.exponential()

    before = build(Panel(tuple("abcde"), tuple("wxyz"), values), method)
    after = build(Panel(tuple("abcde"), tuple("wxyz"), better), method)

    assert after.scores[unit, 0] >= before.scores[unit, 0]
    assert after.rank[unit] <= before.rank[unit]


@pytest.mark.parametrize("name", ["rank", "borda", "fraction_of_max"])
def test_an_indicator_that_tells_none_apart_is_a_doubt_where_it_is_no_fault(method, name):
    elements = [{"code": code, "parent": "I"} for code in "xyz"] + [{"code": "I"}]
    panel = Panel(tuple("abc"), tuple("xyz"), np.array([[7.0, NAN, 1.0], [7.0, 2.0, 2.0], [7.0, NAN, 3.0]]))

    result = build(panel, method(element=elements, normalise={"method": name}))

    assert [(doubt.indicator, doubt.message) for doubt in result.doubts] == [
        ("x", "the indicator is 7 for every unit and does not distinguish between them"),
        ("y", "the indicator has one value only"),
    ]


LARGE = 1.7e308


@pytest.mark.parametrize(
    ("tables", "x", "expected"),
    [
        ({}, [-LARGE, 0.0, LARGE], (None, "x", "minmax cannot be computed: its numbers are too large")),
        ({"normalise": {"method": "zscore"}}, [0.0, 1.0, LARGE], (None, "x", "zscore cannot be computed: its numbers")),
        ({"normalise": {"method": "distance_to_max"}}, [-LARGE, 0.0, LARGE], (None, "x", "distance_to_max cannot be")),
        ({"treat": {"method": "boxcox", "lambda": 900}}, [1.0, 2.0, 9.0], ("c", "x", "9 after boxcox is too large")),
        ({"normalise": {"high": 1.7e308}}, [1.0, 2.0, 9.0], ("b", "P", "its arithmetic mean is too large")),
        ({"aggregate": {"method": "power", "p": 400}}, [1.0, 2.0, 9.0], ("a", "P", "its power mean is too large")),
        ({"aggregate": {"method": "power", "p": -400}}, [1.0, 2.0, 9.0], ("a", "P", "its power mean is too large")),
    ],
)
def test_numbers_beyond_doubles_are_refused_and_not_missing(method, tables, x, expected):
    panel = Panel(tuple("abc"), tuple("xyz"), np.column_stack([x, [1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]))
    tables = {"normalise": {"low": 10.0}, **tables}

    found = [(fault.unit, fault.indicator, fault.message) for fault in faults_of(panel, method(**tables))]

    assert [(unit, code) for unit, code, _ in found if code == expected[1]] == [expected[:2]]
    assert any(message.startswith(expected[2]) for _, _, message in found)


def test_weights_whose_sum_is_beyond_doubles_are_refused(panel, method):
    elements = [{"code": code, "parent": "I", "weight": LARGE} for code in "xyz"] + [{"code": "I"}]

    [fault] = faults_of(panel, method(element=elements))

    assert (fault.indicator, fault.message) == ("I", "its arithmetic mean is too large to compute")


def test_a_value_too_large_once_divided_is_refused():
    elements = [{"code": "x", "parent": "I", "denominator": "people"}, {"code": "I"}]
    panel = Panel(("a", "b"), ("x", "people"), np.array([[1e300, 1e-300], [1.0, 1.0]]))

    [fault] = faults_of(panel, Method.from_mapping({"element": elements}))

    assert (fault.unit, fault.indicator) == ("a", "x")
    assert fault.message == "divided by people, 1e-300, it is too large a number"
