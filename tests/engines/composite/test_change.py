"""What moved between two editions, split into own figures, method and peers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines import composite

NAN = float("nan")
FIXED = {"method": "goalposts"}


def built(rows, codes=("x", "y"), *, normalise=FIXED, weights=None, aggregate="arithmetic"):
    """An index over the figures of each unit; bounds of 0 and 10, points from 0 to 10."""
    elements = [{"code": "index"}]
    for code in codes:
        one = {"code": code, "parent": "index", "weight": (weights or {}).get(code, 1.0)}
        if normalise == FIXED:
            one |= {"from": 0.0, "to": 10.0, "factor": 10.0}
        elements.append(one)
    tables = {"normalise": normalise, "aggregate": {"method": aggregate}}
    method = composite.Method.from_mapping({"element": elements, **tables})
    values = np.array([row[: len(codes)] for row in rows.values()], dtype=float)
    return composite.build(composite.Panel(tuple(rows), tuple(codes), values), method)


def test_a_new_figure_that_only_the_new_method_counts_is_shared_by_both():
    before = built({"A": [8], "B": [6], "C": [4]}, codes=("x",))
    now = built({"A": [8, 2], "B": [6, 6], "D": [10, 10]})

    found = composite.change(before, now)

    # A loses one place to the newcomer, and one that takes both its low figure and a method that looks at it.
    # B stands still: the newcomer costs it half a place (all of one while the old method keeps A ahead), and the method
    # that overtakes A for it gives that half back.
    assert found.units == ("A", "B")
    assert found.rank_before.tolist() == [1, 2]
    assert found.rank_now.tolist() == [3, 2]
    assert found.places == pytest.approx(np.array([[-0.5, -0.5, -1.0], [0.0, 0.5, -0.5]]))
    assert found.score_before.tolist() == [8.0, 6.0]
    assert found.score_now.tolist() == [5.0, 6.0]
    assert found.points == pytest.approx(np.array([[-1.5, -1.5], [0.0, 0.0]]))


def test_what_others_do_is_the_peers_part():
    before = built({"A": [5, 5], "B": [4, 4], "C": [3, 3]})
    now = built({"A": [5, 5], "B": [6, 6], "C": [9, 9]})

    found = composite.change(before, now)

    assert found.places[0] == pytest.approx([0.0, 0.0, -2.0])
    assert found.points[0] == pytest.approx([0.0, 0.0])
    # C wins both places by its own figures, though B also grew: B alone would still not be behind.
    assert found.places[2].sum() == pytest.approx(2.0)
    assert found.points[2] == pytest.approx([6.0, 0.0])


def test_other_weights_are_the_methods_part():
    rows = {"A": [10, 0], "B": [4, 6]}

    found = composite.change(built(rows, weights={"x": 3.0}), built(rows, weights={"y": 3.0}))

    assert found.places == pytest.approx(np.array([[0.0, -1.0, 0.0], [0.0, 1.0, 0.0]]))
    assert found.points == pytest.approx(np.array([[0.0, -5.0], [0.0, 1.0]]))


def test_equal_scores_share_the_better_place_in_every_world():
    found = composite.change(built({"A": [5, 5], "B": [5, 5]}), built({"A": [5, 5], "B": [5 + 1e-13, 5]}))

    assert found.rank_before.tolist() == found.rank_now.tolist() == [1, 1]
    assert found.places == pytest.approx(np.zeros((2, 3)))


def test_two_indices_with_no_figure_in_common_have_no_parts():
    def index_of(code, values, **tables):
        element = {"code": code, "parent": "index", "from": 0.0, "to": 10.0, "factor": 10.0}
        given = {"element": [{"code": "index"}, element], "normalise": FIXED, **tables}
        panel = composite.Panel(("A", "B"), (code,), np.array(values))
        return composite.build(panel, composite.Method.from_mapping(given))

    before, now = index_of("x", [[8.0], [6.0]]), index_of("y", [[3.0], [6.0]])
    screened = index_of("y", [[3.0], [6.0]], screen={"min_share": 0.5})

    for later in (now, screened):  # screening would leave no unit in the world between
        found = composite.change(before, later)

        assert (found.rank_before.tolist(), found.rank_now.tolist()) == ([1, 2], [2, 1])
        assert np.isnan(found.places).all()
        assert np.isnan(found.points).all()


def test_a_unit_missing_in_a_world_between_has_no_parts():
    before = built({"A": [8, NAN], "B": [6, 6]})
    now = built({"A": [NAN, 7], "B": [6, 6]}, weights={"x": 0.0})

    found = composite.change(before, now)

    assert found.rank_before.tolist() == [1, 2]
    assert found.rank_now.tolist() == [1, 2]
    assert np.isnan(found.places[0]).all()
    assert np.isnan(found.points[0]).all()


def test_columns_groupings_and_denominators_that_a_time_lacks_are_missing_there():
    elements = [{"code": "index"}, {"code": "x", "parent": "index"}, {"code": "y", "parent": "index"}]
    plain = composite.Method.from_mapping({"element": elements[:2]})
    per_head = [elements[0], elements[1], {**elements[2], "denominator": "people"}]
    grouped = composite.Method.from_mapping({"element": per_head, "impute": {"method": "group_mean", "by": "region"}})
    units = ("A", "B", "C")
    before = composite.build(composite.Panel(units, ("x",), np.array([[1.0], [2.0], [3.0]])), plain)
    rows = np.array([[1.0, 4.0, 2.0], [2.0, NAN, 2.0], [3.0, 9.0, 3.0]])
    groups = {"region": ("r", "r", "s")}
    now = composite.build(composite.Panel(units, ("x", "y", "people"), rows, groups), grouped)

    found = composite.change(before, now)

    assert found.places.sum(axis=1) == pytest.approx(found.rank_before - found.rank_now)


figures = st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3), min_size=2, max_size=7)
weightings = st.fixed_dictionaries({code: st.sampled_from([0.5, 1.0, 2.0]) for code in "xyz"})
ways = st.sampled_from(["arithmetic", "harmonic", "median"])


@given(figures, figures, weightings, weightings, ways, ways)
def test_the_parts_sum_to_the_change_and_turn_round_with_time(first, second, old, new, was, now):
    codes = ("x", "y", "z")
    # Harmonic means want figures above 0.
    one = built({f"u{n}": [v + 1 for v in row] for n, row in enumerate(first)}, codes, weights=old, aggregate=was)
    two = built({f"u{n}": [v + 1 for v in row] for n, row in enumerate(second)}, codes, weights=new, aggregate=now)

    found, back = composite.change(one, two), composite.change(two, one)

    assert found.places.sum(axis=1) == pytest.approx(found.rank_before - found.rank_now)
    assert found.points.sum(axis=1) == pytest.approx(found.score_now - found.score_before, abs=1e-9)
    order = [back.units.index(unit) for unit in found.units]
    assert back.places[order] == pytest.approx(-found.places)
    rank = dict(zip(two.units, two.rank, strict=True))
    assert found.rank_now.tolist() == [rank[unit] for unit in found.units]


@given(figures, figures, weightings)
def test_with_one_method_and_one_own_figure_the_rest_is_peers(first, second, weights):
    codes = ("x", "y", "z")
    second = [first[0], *second]
    one = built({f"u{n}": row for n, row in enumerate(first)}, codes, weights=weights)
    two = built({f"u{n}": row for n, row in enumerate(second)}, codes, weights=weights)

    found = composite.change(one, two)

    assert found.places[:, 1] == pytest.approx(0.0)
    assert found.places[0, 0] == pytest.approx(0.0)
    assert found.places[0, 2] == pytest.approx(found.rank_before[0] - found.rank_now[0])
