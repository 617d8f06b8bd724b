"""Comparing two rankings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import compare
from wego.engines.composite.correlation import kendall, pearson, spearman

NAN = float("nan")


def test_changes_movers_and_who_is_missing():
    found = compare(
        {"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0, "e": NAN, "f": 5.0},
        {"d": 1.0, "b": 2.0, "c": 4.0, "a": 3.0, "e": 5.0},
    )

    assert found.units == ("a", "b", "c", "d")
    assert found.change.tolist() == [-2.0, 0.0, -1.0, 3.0]
    assert found.movers(2) == ("d", "a")
    assert found.movers(9) == ("d", "a", "c")
    assert found.mean_change == 1.5
    assert (found.only_first, found.only_second) == (("f",), ("e",))


def test_correlations_by_hand():
    x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([3.0, 2.0, 4.0, 1.0])

    assert spearman(x, y) == pytest.approx(1 - 6 * (4 + 0 + 1 + 9) / (4 * 15))
    assert kendall(x, y) == pytest.approx((2 - 4) / 6)


def test_kendall_allows_for_ties():
    # Pairs: 1 agrees, 1 is tied in x only, 1 agrees: tau-b = 2 / sqrt(2 * 3).
    assert kendall(np.array([1.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0])) == pytest.approx(2 / np.sqrt(6))


def test_correlations_are_undefined_without_spread_or_pairs():
    flat, some = np.array([1.0, 1.0]), np.array([1.0, 2.0])

    for correlation in (pearson, spearman, kendall):
        assert np.isnan(correlation(flat, some))
        assert np.isnan(correlation(np.array([1.0, NAN]), some))
        assert np.isnan(correlation(np.array([]), np.array([])))


@given(st.lists(st.integers(0, 9), min_size=2, max_size=12).filter(lambda x: len(set(x)) > 1))
def test_a_ranking_agrees_with_itself_and_disagrees_with_its_reverse(values):
    x = np.array(values, dtype=float)

    for correlation in (pearson, spearman, kendall):
        assert correlation(x, x) == pytest.approx(1.0)
        assert correlation(x, -x) == pytest.approx(-1.0)
