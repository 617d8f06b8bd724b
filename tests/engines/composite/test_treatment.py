"""Treatment of outliers: hand-worked columns."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite.arrays import skewness_and_kurtosis
from wego.engines.composite.treatment import (
    NotPositive,
    boxcox,
    log,
    log_ct,
    log_ct_orig,
    log_ct_plus,
    passes,
    winsorise,
    winsorise_then_log,
)

NAN = float("nan")
STRICT = {"skew": 0.5, "kurtosis": 0.0}
OUTLIER = np.array([1.0, 2.0, NAN, 3.0, 4.0, 100.0])


def test_skewness_and_kurtosis_are_the_corrected_ones():
    # Deviations -3, -2, -1, 0, 6: m2 = 10, m3 = 36, m4 = 278.8.
    g1, g2 = skewness_and_kurtosis(np.array([1.0, 2.0, NAN, 3.0, 4.0, 10.0]))

    assert g1 == pytest.approx(1.2 * math.sqrt(2.0), rel=1e-15)
    assert g2 == pytest.approx(3.152, rel=1e-14)


@pytest.mark.parametrize("column", [[1.0, 1.0, 1.0, 1.0], [1.0, 2.0], [NAN, NAN], []])
def test_skewness_is_undefined_without_spread_or_with_too_few_values(column):
    assert np.isnan(skewness_and_kurtosis(np.array(column))).all()


def test_a_column_passes_by_either_threshold_strictly():
    column = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 10.0])
    g1, g2 = skewness_and_kurtosis(column)

    assert passes(column, skew=g1 + 0.01, kurtosis=0.0) is True
    assert passes(column, skew=0.0, kurtosis=g2 + 0.01) is True
    assert passes(column, skew=g1, kurtosis=g2) is False
    assert passes(np.array([1.0, 2.0, 3.0]), skew=9.0, kurtosis=9.0) is None


def test_winsorise_moves_the_highest_value_to_the_next():
    found = winsorise(OUTLIER, max_points=5, **STRICT)

    np.testing.assert_array_equal(found.values, [1.0, 2.0, NAN, 3.0, 4.0, 4.0])
    assert (found.action, found.points) == ("winsorised", 1)


def test_winsorise_moves_the_lowest_value_where_the_tail_is_low():
    found = winsorise(-OUTLIER, max_points=5, **STRICT)

    np.testing.assert_array_equal(found.values, [-1.0, -2.0, NAN, -3.0, -4.0, -4.0])


def test_winsorise_moves_tied_values_together_and_may_overshoot():
    column = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 50.0, 50.0, 90.0])

    found = winsorise(column, max_points=2, skew=0.0, kurtosis=-9.0)

    np.testing.assert_array_equal(found.values, [1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0, 5.0])
    assert found.points == 3


def test_winsorise_leaves_what_would_become_constant():
    column = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 1.0])

    found = winsorise(column, max_points=5, **STRICT)

    np.testing.assert_array_equal(found.values, column)
    assert found.points == 0
    assert "constant" in found.doubt


def test_winsorise_leaves_what_has_no_skewness():
    found = winsorise(np.array([1.0, 2.0, 99.0]), max_points=5, **STRICT)

    assert (found.action, found.points) == ("none", 0)
    assert "undefined" in found.doubt


def test_winsorise_then_log_takes_the_original_column_unless_combined():
    column = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 60.0, 100.0])
    first = winsorise(column, max_points=1, **STRICT)

    apart = winsorise_then_log(column, max_points=1, combine=False, **STRICT)
    combined = winsorise_then_log(column, max_points=1, combine=True, **STRICT)

    np.testing.assert_array_equal(apart.values, log_ct(column).values)
    np.testing.assert_array_equal(combined.values, log_ct(first.values).values)
    assert (apart.action, apart.points) == ("log_ct", 0)
    assert (combined.action, combined.points) == ("winsorised, log_ct", 1)


def test_winsorise_then_log_stops_where_winsorising_is_enough():
    found = winsorise_then_log(OUTLIER, max_points=5, combine=False, **STRICT)

    np.testing.assert_array_equal(found.values, winsorise(OUTLIER, max_points=5, **STRICT).values)


def test_logarithms_by_their_formulas():
    column = np.array([2.0, NAN, 4.0, 12.0])

    np.testing.assert_allclose(log(column).values, [math.log(2), NAN, math.log(4), math.log(12)])
    np.testing.assert_allclose(log_ct(column).values, [math.log(0.1), NAN, math.log(2.1), math.log(10.1)])
    np.testing.assert_allclose(log_ct_orig(column).values, [0.0, NAN, math.log(3), math.log(11)])
    np.testing.assert_allclose(log_ct_plus(column).values, log_ct(column).values)
    np.testing.assert_allclose(log_ct_plus(-column).values, [-math.log(0.1), NAN, -math.log(2.1), -math.log(10.1)])


def test_boxcox_by_its_formula():
    column = np.array([2.0, NAN, 5.0, 10.0])

    np.testing.assert_allclose(boxcox(column, exponent=0.5, shift=True).values, [0.0, NAN, 2.0, 4.0])
    np.testing.assert_allclose(boxcox(column, exponent=0.0, shift=True).values, np.log([1.0, NAN, 4.0, 9.0]))
    np.testing.assert_allclose(boxcox(column, exponent=-1.0, shift=False).values, [0.5, NAN, 0.8, 0.9])


@pytest.mark.parametrize("treat", [log, lambda x: boxcox(x, exponent=0.0, shift=False)])
def test_logarithms_of_what_is_not_positive_name_the_row(treat):
    with pytest.raises(NotPositive) as raised:
        treat(np.array([1.0, NAN, 0.0, -1.0]))

    assert raised.value.row == 2


def test_log_ct_leaves_a_constant_column():
    found = log_ct(np.array([3.0, NAN, 3.0]))

    np.testing.assert_array_equal(found.values, [3.0, NAN, 3.0])
    assert found.action == "none"


@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=25), st.integers(0, 6))
def test_winsorising_keeps_the_order_of_units(values, most):
    column = np.array(values, dtype=float)

    found = winsorise(column, max_points=most, **STRICT).values

    order = np.argsort(column, kind="stable")
    assert np.all(np.diff(found[order]) >= 0.0)
    assert set(found) <= set(column)


@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=25, unique=True))
def test_logarithms_keep_the_order_of_units(values):
    column = np.array(values, dtype=float)

    for treat in (log_ct, log_ct_orig, log_ct_plus):
        np.testing.assert_array_equal(np.argsort(treat(column).values), np.argsort(column))
