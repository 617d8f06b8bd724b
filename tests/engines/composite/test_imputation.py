"""Screening and imputation: hand-worked columns."""

from __future__ import annotations

import numpy as np

from wego.engines.composite.imputation import Frame
from wego.engines.composite.imputation import imputed as imputed_with_doubts
from wego.engines.composite.screening import keep

NAN = float("nan")
VALUES = np.array([[1.0, NAN], [NAN, NAN], [4.0, NAN], [10.0, NAN], [NAN, NAN]])
REGIONS = ("n", "n", "s", "s", None)


def imputed(values, *, method, labels=(), **options):
    return imputed_with_doubts(Frame(values, labels=labels), method=method, options=options)[0]


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
