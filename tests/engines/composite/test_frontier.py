"""Benefit of the doubt: linear programmes by hand and by their duals."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import CompositeFaults, Method, Panel, build
from wego.engines.composite.frontier import maximise, scores

NAN = float("nan")


def solved(objective, rows, bounds):
    return maximise(objective[np.newaxis], rows[np.newaxis], bounds[np.newaxis])[0]


def test_a_linear_programme_by_hand():
    # 3x + 5y with x <= 4, 2y <= 12, 3x + 2y <= 18: the best is 36 at (2, 6)
    found = solved(np.array([3.0, 5.0]), np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 2.0]]), np.array([4.0, 12.0, 18.0]))

    np.testing.assert_allclose(found, [2.0, 6.0])


def test_a_programme_that_cycles_under_other_rules_ends():
    rows = np.array([[0.25, -60.0, -0.04, 9.0], [0.5, -90.0, -0.02, 3.0], [0.0, 0.0, 1.0, 0.0]])  # Beale's

    found = solved(np.array([0.75, -150.0, 0.02, -6.0]), rows, np.array([0.0, 0.0, 1.0]))

    assert found @ [0.75, -150.0, 0.02, -6.0] == pytest.approx(0.05)


def test_an_unbounded_programme_is_refused():
    with pytest.raises(ValueError, match="unbounded"):
        solved(np.array([1.0]), np.array([[-1.0]]), np.array([1.0]))


def test_units_on_the_frontier_have_one_and_those_inside_their_distance():
    values = np.array([[1.0, 4.0], [4.0, 1.0], [2.0, 2.0], [0.0, 0.0]])

    found, weights = scores(values)

    np.testing.assert_allclose(found, [1.0, 1.0, 0.8, 0.0])
    np.testing.assert_allclose(weights[2] @ values[2], 0.8)


def test_a_least_share_holds_every_child_to_a_part():
    values = np.array([[1.0, 4.0], [4.0, 1.0], [2.0, 2.0]])

    found, weights = scores(values, least_share=0.4)

    for row in range(3):
        parts = weights[row] * values[row]
        assert np.all(parts >= 0.4 * parts.sum() - 1e-9)
    assert np.all(found <= scores(values)[0] + 1e-12)


def test_programmes_together_are_each_alone_to_the_bit():
    values = np.random.default_rng(3).random((40, 7, 3))
    values[values < 0.1] = NAN

    together, weights = scores(values, least_share=0.1)

    for draw in range(40):
        alone, its = scores(values[draw], least_share=0.1)
        assert alone.tobytes() == together[draw].tobytes()
        assert its.tobytes() == weights[draw].tobytes()


def test_what_is_missing_counts_for_nothing_and_binds_nobody():
    found, _ = scores(np.array([[4.0, NAN], [2.0, 1.0], [NAN, NAN]]))

    np.testing.assert_allclose(found, [1.0, 1.0, NAN])


def test_a_least_share_that_cannot_be_is_refused():
    elements = [*({"code": code, "parent": "I"} for code in "xyz"), {"code": "I"}]
    method = Method.from_mapping(
        {"element": elements, "aggregate": {"method": "benefit_of_the_doubt", "least_share": 0.4}}
    )
    panel = Panel(("a", "b"), tuple("xyz"), np.array([[1.0, 2.0, 3.0], [2.0, 1.0, 1.0]]))

    with pytest.raises(CompositeFaults, match="cannot each give"):
        build(panel, method)


def test_a_least_share_binds_only_where_it_is_used():
    elements = [*({"code": code, "parent": "P"} for code in "xy"), *({"code": c, "parent": "I"} for c in "Pzuv")]
    tables = {"aggregate": {"by_level": ["benefit_of_the_doubt", "arithmetic"], "least_share": 0.4}}
    method = Method.from_mapping({"element": [*elements, {"code": "I"}], **tables})
    panel = Panel(("a", "b"), tuple("xyzuv"), np.array([[1.0, 2, 3, 4, 5], [2, 1, 1, 1, 1]]))

    assert build(panel, method).scores[:, 1].tolist() == [1.0, 1.0]


def test_a_least_share_of_ones_own_that_cannot_be_is_refused_there():
    own = {"method": "benefit_of_the_doubt", "least_share": 0.4}
    elements = [*({"code": code, "parent": "I"} for code in "xyz"), {"code": "I", "aggregate": own}]
    panel = Panel(("a", "b"), tuple("xyz"), np.array([[1.0, 2.0, 3.0], [2.0, 1.0, 1.0]]))

    with pytest.raises(CompositeFaults, match=r"element\[3\].aggregate.least_share: 3 children"):
        build(panel, Method.from_mapping({"element": elements}))


@given(st.integers(1, 3), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_no_weights_can_do_better(children, units, seed):
    """By duality: y >= 0 with X'y >= x_c proves that no score is above sum(y)."""
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 9, (units, children)).astype(float)

    found, weights = scores(values)

    assert np.all(weights @ values.T <= 1.0 + 1e-9)
    np.testing.assert_allclose(np.sum(weights * values, axis=1), found)
    assert found.max() == pytest.approx(1.0)
    for row in range(units):
        proof = maximise_dual(values, values[row])
        assert found[row] == pytest.approx(proof, rel=1e-9)


def maximise_dual(values, own):
    """min sum(y) over y >= 0 with values' y >= own, by trying every basis (small programmes only)."""
    best = np.inf
    units, children = values.shape
    columns = np.hstack([values.T, -np.eye(children)])
    for basis in combinations(range(units + children), children):
        square = columns[:, basis]
        if abs(np.linalg.det(square)) > 1e-9:
            y = np.linalg.solve(square, own)
            if np.all(y >= -1e-9):
                best = min(best, sum(value for place, value in zip(basis, y, strict=True) if place < units))
    return best


@given(st.lists(st.floats(0.1, 100.0), min_size=3, max_size=3), st.integers(0, 2**32 - 1))
def test_the_unit_of_an_indicator_does_not_matter(factors, seed):
    values = np.random.default_rng(seed).random((8, 3)) + 0.1

    np.testing.assert_allclose(scores(values)[0], scores(values * factors)[0], rtol=1e-8)
