"""Ranks of results and of columns."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite.ranks import ascending_ranks, rank_positions, ranks, significant

NAN = float("nan")
FINITE = st.floats(-1e9, 1e9, allow_nan=False, allow_subnormal=False)


def test_ranks_descend_and_ties_share_the_lower_number():
    scores = np.array([3.0, 5.0, NAN, 5.0, 1.0])

    found = ranks(scores)

    np.testing.assert_array_equal(found, [3.0, 1.0, NAN, 1.0, 4.0])


def test_ranks_tie_scores_equal_to_twelve_significant_digits():
    scores = np.array([0.3, 0.1 + 0.2, 0.3 + 1e-10, 123456789.1234, 123456789.12341])

    found = ranks(scores)

    np.testing.assert_array_equal(found, [4.0, 4.0, 3.0, 1.0, 1.0])


def test_ranks_do_not_tie_what_differs_in_the_twelfth_digit():
    scores = np.array([1.00000000001, 1.00000000002, -1.00000000001, -1.00000000002])

    found = ranks(scores)

    np.testing.assert_array_equal(found, [2.0, 1.0, 3.0, 4.0])


def test_ranks_of_zero_and_minus_zero_tie():
    found = ranks(np.array([0.0, -0.0, 1.0]))

    np.testing.assert_array_equal(found, [2.0, 2.0, 1.0])


def test_rank_positions_of_many_draws_are_those_of_each():
    scores = np.random.default_rng(1).integers(0, 6, (40, 9)).astype(float)
    scores[scores == 5.0] = NAN

    together = rank_positions(scores)

    np.testing.assert_array_equal(together, np.stack([rank_positions(row) for row in scores]))


@given(st.lists(st.one_of(FINITE, st.just(NAN)), min_size=1, max_size=30))
def test_ranks_are_one_more_than_the_number_of_better_scores(values):
    scores = np.array(values)
    rounded = significant(scores)

    found = ranks(scores)

    expected = [NAN if np.isnan(r) else 1.0 + np.sum(rounded > r) for r in rounded]
    np.testing.assert_array_equal(found, expected)


@given(st.floats(-1e300, 1e300, allow_nan=False, allow_subnormal=False))
def test_significant_agrees_with_printing_twelve_digits(value):
    found = float(significant(np.array([value]))[0])

    assert np.isclose(found, float(f"{value:.11e}"), rtol=1.1e-11, atol=0.0)


def test_ascending_ranks_by_each_rule_for_ties():
    column = np.array([[2.0], [1.0], [NAN], [2.0], [5.0]])

    found = {ties: ascending_ranks(column, ties)[:, 0].tolist() for ties in ("min", "max", "average")}

    np.testing.assert_array_equal(found["min"], [2.0, 1.0, NAN, 2.0, 4.0])
    np.testing.assert_array_equal(found["max"], [3.0, 1.0, NAN, 3.0, 4.0])
    np.testing.assert_array_equal(found["average"], [2.5, 1.0, NAN, 2.5, 4.0])
