"""Values that are equal to twelve digits are equal: the last bit decides no score and no rank."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import CompositeFaults, TreeElement, aggregation, normalisation
from wego.engines.composite.build import flat_columns
from wego.engines.composite.ranks import settled, significant

NOISE = 0.1 + 0.2  # 0.30000000000000004


def columns(*values: float) -> np.ndarray:
    return np.array([values]).T


@pytest.mark.parametrize("method", ["minmax", "zscore", "distance_to_max"])
def test_a_spread_of_the_last_bit_is_none(method: str):
    options = {name: option.default for name, option in normalisation.NORMALISERS[method].options.items()}

    with pytest.raises(CompositeFaults, match="is 0"):
        normalisation.normalised(
            columns(0.3, NOISE, 0.3), method=method, options=options, indicators=[TreeElement("x", "I")], units="abc"
        )


@pytest.mark.parametrize("method", ["rank", "percentile_rank", "borda"])
@pytest.mark.parametrize("ties", ["min", "max", "average"])
def test_the_last_bit_gives_no_other_rank(method: str, ties: str):
    def found(*values: float) -> list[list[float]]:
        return normalisation.normalised(
            columns(*values), method=method, options={"ties": ties}, indicators=[TreeElement("x", "I")], units="abcd"
        ).tolist()

    assert found(0.3, NOISE, 0.1, 0.5) == found(0.3, 0.3, 0.1, 0.5)


def test_the_last_bit_beats_nobody():
    values = np.array([[0.3, NOISE, 0.1]])

    matrix = aggregation.outranking(values, np.ones(1))
    won_less_lost = aggregation.copeland([values], np.ones((1, 1)))

    assert matrix.tolist() == [[0.0, 0.5, 1.0], [0.5, 0.0, 1.0], [0.0, 0.0, 0.0]]
    assert won_less_lost.tolist() == [[1.0, 1.0, -2.0]]


def test_a_column_of_the_last_bit_is_flat():
    (doubt,) = flat_columns(columns(0.3, NOISE), ["x"])

    assert "for every unit" in str(doubt)


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20))
def test_what_differs_by_more_is_left_as_it_is(values: list[float]):
    x = np.array(values)

    found = settled(x, axis=0)

    assert np.all(significant(found) == significant(x))
    different = np.unique(significant(x))
    assert len(np.unique(found)) == len(different)
    if len(different) == len(np.unique(x)):
        assert found.tolist() == x.tolist()


@given(st.permutations(range(6)))
def test_the_order_of_units_is_irrelevant(order: list[int]):
    x = np.array([0.3, NOISE, 1.0, 0.3 - 1e-17, np.nan, 0.1])

    np.testing.assert_array_equal(settled(x, axis=0)[order], settled(x[order], axis=0))
