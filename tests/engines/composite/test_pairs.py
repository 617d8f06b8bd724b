"""Pairs of units: who is ahead how often, and the groups that cannot be told apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import Method, Pairs, Panel, build, plan_draws, robustness, sample, scores
from wego.engines.composite.ranks import ranks

NAN = float("nan")


def pairs(ahead, *, rank=(1.0, 2.0, 3.0, 4.0)):
    units = tuple("abcd"[: len(rank)])
    counts = np.array(ahead)
    return Pairs(units, np.array(rank), 100, counts)


# a is always ahead; b and c, c and d overlap; b is ahead of d in 97 of 100
CHAIN = [[0, 100, 100, 100], [0, 0, 60, 97], [0, 40, 0, 70], [0, 3, 30, 0]]


def test_a_share_and_its_mirror_image_sum_to_one_equal_ranks_counting_half():
    share = pairs([[0, 30, 0], [60, 0, 0], [0, 0, 0]], rank=(1.0, 2.0, 3.0)).ahead

    assert (share[0, 1], share[1, 0], share[0, 2]) == (0.35, 0.65, 0.5)
    assert np.isnan(np.diag(share)).all()


def test_units_are_tied_where_each_is_better_often_enough():
    found = pairs(CHAIN)

    assert found.tied(level=0.9)[1].tolist() == [False, True, True, False]
    assert found.tied(level=0.95)[1].tolist() == [False, True, True, True]


def test_groups_are_the_longest_runs_and_may_overlap():
    assert pairs(CHAIN).groups() == (("a",), ("b", "c"), ("c", "d"))
    assert pairs(CHAIN).groups(level=0.95) == (("a",), ("b", "c", "d"))


def test_a_unit_without_a_rank_is_in_no_group():
    assert pairs(CHAIN, rank=(1.0, 2.0, 3.0, NAN)).groups() == (("a",), ("b", "c"))


def test_pairs_are_counted_over_the_draws():
    rng = np.random.default_rng(4)
    values = rng.normal(size=(9, 4))
    values[2, :2] = NAN
    panel = Panel(tuple("abcdefghi"), tuple("wxyz"), values)
    elements = [{"code": code, "parent": "I"} for code in "wxyz"]
    tables = {"uncertainty": {"weights": 0.9, "levels": [1], "leave_out": True}, "aggregate": {"min_share": 0.6}}
    method = Method.from_mapping({"element": [*elements, {"code": "I"}], **tables})
    plan = plan_draws(build(panel, method))
    each = ranks(scores(plan, sample(plan, 70, np.random.default_rng(1))))
    each = np.where(np.isnan(each), 99.0, each)

    spread = robustness(panel, method, 70, np.random.default_rng(1), pairs=True, cells_per_block=9 * 8, threads=2)

    expected = (each[:, :, np.newaxis] < each[:, np.newaxis, :]).sum(axis=0)
    np.testing.assert_array_equal(spread.pairs.counts, expected)
    assert robustness(panel, method, 70, np.random.default_rng(1)).pairs is None


@given(st.integers(2, 9), st.integers(0, 2**32 - 1), st.sampled_from([0.5, 0.9, 0.99]))
def test_groups_cover_every_ranked_unit_and_are_as_long_as_can_be(units, seed, level):
    rng = np.random.default_rng(seed)
    each = np.argsort(np.argsort(rng.normal(np.arange(units), 2.0, (50, units)), axis=1), axis=1)
    counts = (each[:, :, np.newaxis] < each[:, np.newaxis, :]).sum(axis=0)
    names = tuple(str(n) for n in range(units))
    found = Pairs(names, np.arange(1.0, units + 1.0), 50, counts)

    groups, tied = found.groups(level=level), found.tied(level=level)

    assert {unit for group in groups for unit in group} == set(names)
    for group in groups:
        first, last = int(group[0]), int(group[-1])
        assert group == names[first : last + 1]
        assert tied[first : last + 1, first : last + 1].all()
        assert first == 0 or not tied[first - 1, first : last + 1].all()
        assert last == units - 1 or not tied[last + 1, first : last + 1].all()


def test_the_share_is_that_of_a_known_pair():
    assert pairs(CHAIN).ahead[1, 2] == pytest.approx(0.6)
