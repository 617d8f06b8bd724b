"""Ways to weights: by hand, and what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import CompositeFaults, Method, Panel, build, influences, method_mapping

ELEMENTS = [
    {"code": "x", "parent": "P"},
    {"code": "y", "parent": "P", "weight": 3.0},
    {"code": "z", "parent": "Q"},
    {"code": "w", "parent": "Q"},
    {"code": "P", "parent": "Index"},
    {"code": "Q", "parent": "Index"},
    {"code": "Index"},
]


def index(values=None, **weights):
    if values is None:
        values = np.random.default_rng(1).normal(size=(30, 4)) + np.arange(30.0)[:, np.newaxis] / 10.0
    panel = Panel(tuple(f"u{n}" for n in range(len(values))), tuple("xyzw"), values)
    return build(panel, Method.from_mapping({"element": ELEMENTS, "weights": weights}))


def weights(result):
    return {element.code: element.weight for element in result.method.tree.elements if element.parent}


def test_given_weights_stay_and_equal_ones_do_not():
    assert weights(index())["y"] == 3.0
    assert set(weights(index(method="equal")).values()) == {1.0}


def test_budgets_are_the_mean_of_each_experts_shares():
    points = {"Ada": {"x": 60, "y": 40, "P": 1, "Q": 3}, "Bo": {"x": 1, "y": 3}}

    found = weights(index(method="budget", points=points))

    assert (found["x"], found["y"]) == pytest.approx((0.425, 0.575))
    assert (found["P"], found["Q"], found["z"], found["w"]) == pytest.approx((0.25, 0.75, 1.0, 1.0))


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({}, "there are no points"),
        ({"Ada": {"x": 1}}, "for some only"),
        ({"Ada": {"x": 0, "y": 0}}, "are all 0"),
        ({"Ada": {"x": -1, "y": 2}}, "not valid"),
        ({"Ada": {"x": 1, "q": 2}}, "unknown key"),
    ],
)
def test_points_that_make_no_shares_are_refused(points, said):
    with pytest.raises(CompositeFaults, match=said):
        index(method="budget", points=points)


def test_options_of_another_way_are_refused():
    with pytest.raises(CompositeFaults, match="'points' belongs to budget"):
        index(method="pca", points={"Ada": {"x": 1, "y": 1}})
    with pytest.raises(CompositeFaults, match=r"weights.levels: \[3\] is not valid"):
        index(method="pca", levels=[3])


def test_first_components_of_two_columns_weigh_the_same():
    found = weights(index(method="pca", levels=[1]))

    assert found["x"] == pytest.approx(np.sqrt(0.5))
    assert found["y"] == pytest.approx(np.sqrt(0.5))
    assert found["P"] == 1.0


def test_a_component_with_both_signs_is_refused():
    x = np.random.default_rng(0).normal(size=20)
    values = np.column_stack([x, -x + 0.1 * np.random.default_rng(1).normal(size=20), x, x**3])

    with pytest.raises(CompositeFaults, match="runs against"):
        index(values, method="pca", levels=[1])


def test_optimised_weights_give_equal_influence():
    shares = influences(index(method="optimised", levels=[1, 2]))

    assert shares["P"] == pytest.approx(0.5, abs=1e-6)
    assert shares["Q"] == pytest.approx(0.5, abs=1e-6)


def test_influence_that_cannot_be_had_is_a_doubt():
    x = np.random.default_rng(0).normal(size=20)
    values = np.column_stack([x, x + 1e-3 * x**2, -x, -x])

    result = index(values, method="optimised", levels=[2])

    assert any("of the influence on its level" in fault.message for fault in result.doubts)


@pytest.mark.parametrize("way", ["equal", "pca", "optimised"])
def test_the_method_as_run_gives_the_same_index_again(way):
    values = np.random.default_rng(8).normal(size=(25, 4)) + np.arange(25.0)[:, np.newaxis] / 5.0
    first = index(values, method=way)

    again = build(first.panel, Method.from_mapping(method_mapping(first.method)))

    assert again.scores.tobytes() == first.scores.tobytes()
    assert again.method.weighting.method == "given"


@given(st.floats(0.01, 1000.0))
def test_weights_count_by_their_shares_only(factor):
    values = np.random.default_rng(3).normal(size=(10, 4))
    panel = Panel(tuple("abcdefghij"), tuple("xyzw"), values)
    scaled = [{**e, "weight": e.get("weight", 1.0) * factor} if "parent" in e else e for e in ELEMENTS]

    one, other = (build(panel, Method.from_mapping({"element": e})) for e in (ELEMENTS, scaled))

    np.testing.assert_allclose(one.scores, other.scores, rtol=1e-12)
    np.testing.assert_array_equal(one.ranks, other.ranks)
