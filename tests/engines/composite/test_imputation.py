"""Screening and imputation: hand-worked columns."""

from __future__ import annotations

import numpy as np

from wego.engines.composite.imputation import ImputationInput, constant, latest, linear
from wego.engines.composite.imputation import imputed as imputed_with_doubts
from wego.engines.composite.screening import keep

NAN = float("nan")
VALUES = np.array([[1.0, NAN], [NAN, NAN], [4.0, NAN], [10.0, NAN], [NAN, NAN]])
REGIONS = ("n", "n", "s", "s", None)


def imputed(values, *, method, labels=(), **options):
    return imputed_with_doubts(ImputationInput(values, labels=labels), method=method, options=options)[0]


def test_screening_keeps_the_share_itself_and_not_less():
    values = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, NAN], [1.0, NAN, NAN]])

    assert keep(values, min_share=2 / 3).tolist() == [True, True, False]


def test_mean_and_median_fill_from_the_present_values():
    assert imputed(VALUES, method="mean")[:, 0].tolist() == [1.0, 5.0, 4.0, 10.0, 5.0]
    assert imputed(VALUES, method="median")[:, 0].tolist() == [1.0, 4.0, 4.0, 10.0, 4.0]


def test_nothing_is_imputed_unless_asked():
    np.testing.assert_array_equal(imputed(VALUES, method="none"), VALUES)


def test_groups_fill_from_their_own_and_a_unit_without_group_stays_missing():
    found = imputed(VALUES, method="group_mean", labels=REGIONS)

    np.testing.assert_array_equal(found[:, 0], [1.0, 1.0, 4.0, 10.0, NAN])


def test_a_group_without_values_and_an_empty_column_stay_missing():
    values = np.array([[1.0], [NAN], [NAN]])

    np.testing.assert_array_equal(imputed(values, method="group_median", labels=("n", "s", "s")), values)
    assert np.isnan(imputed(VALUES, method="mean")[:, 1]).all()


def test_imputation_leaves_its_argument_alone():
    before = VALUES.copy()

    imputed(VALUES, method="mean")
    imputed(VALUES, method="group_mean", labels=REGIONS)

    np.testing.assert_array_equal(VALUES, before)


def test_a_units_own_siblings_fill_its_gap_on_their_common_scale():
    values = np.array([[0.0, 0.0, 4.0], [10.0, 100.0, 0.0], [5.0, NAN, 1.0]])
    frame = ImputationInput(values, directions=np.array([1.0, 1.0, -1.0]), families=("P", "P", "Q"))

    siblings, _ = imputed_with_doubts(frame, method="row_mean", options={"over": "siblings"})
    everything, _ = imputed_with_doubts(frame, method="row_mean", options={"over": "all"})

    assert siblings[2, 1] == 50.0
    assert everything[2, 1] == 62.5


def test_regression_fills_gaps_from_the_line_through_the_others():
    values = np.array([[1.0, NAN], [3.0, 1.0], [5.0, 2.0], [NAN, 3.0], [NAN, NAN], [9.0, 4.0]])
    predictors = np.array([[0.0], [1.0], [2.0], [3.0], [NAN], [4.0]])

    found, unfit = imputed_with_doubts(
        ImputationInput(values, predictors=predictors), method="regression", options={"on": ("p",)}
    )

    np.testing.assert_allclose(found[:, 0], [1.0, 3.0, 5.0, 7.0, NAN, 9.0])
    np.testing.assert_allclose(found[:, 1], [0.0, 1.0, 2.0, 3.0, NAN, 4.0], atol=1e-12)
    assert unfit == []


def test_regression_on_too_few_units_leaves_the_gap_and_says_so():
    values = np.array([[1.0], [2.0], [NAN]])

    found, unfit = imputed_with_doubts(
        ImputationInput(values, predictors=np.array([[1.0], [2.0], [3.0]])), method="regression", options={"on": ("p",)}
    )

    np.testing.assert_array_equal(found, values)
    assert unfit == [0]


def test_years_fill_each_other():
    series = np.array([[NAN], [1.0], [NAN], [NAN], [4.0], [NAN]])
    times = np.array([2000.0, 2001.0, 2002.0, 2004.0, 2005.0, 2006.0])

    np.testing.assert_array_equal(latest(series, max_time=1.0)[:, 0], [NAN, 1.0, 1.0, NAN, 4.0, 4.0])
    np.testing.assert_array_equal(constant(series)[:, 0], [1.0, 1.0, 1.0, 1.0, 4.0, 4.0])
    np.testing.assert_array_equal(linear(series, times=times)[:, 0], [1.0, 1.0, 1.75, 3.25, 4.0, 4.0])
    assert np.isnan(linear(np.full((2, 1), NAN), times=times[:2])).all()


def test_latest_counts_time_points_and_not_years():
    series = np.array([[1.0], [NAN], [NAN]])  # of 2000, 2005 and 2010, say

    np.testing.assert_array_equal(latest(series, max_time=1.0)[:, 0], [1.0, 1.0, NAN])


def test_screening_counts_zeros_among_present_values():
    values = np.array([[0.0, 2.0, 3.0], [0.0, 2.0, NAN], [NAN, NAN, NAN]])

    assert keep(values, min_share=0.0, min_nonzero=0.6).tolist() == [True, False, False]


def test_screening_by_zeros_keeps_the_share_itself():
    values = np.array([[0.0] * 9 + [1.0]])  # 1 - 9/10 is less than 1/10 to the last bit

    assert keep(values, min_share=0.0, min_nonzero=0.1).tolist() == [True]
