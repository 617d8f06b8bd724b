"""Laws of an index: what must hold whatever the figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import Method, Panel, build, plan_draws, robustness_of, sample, scores
from wego.engines.composite.ranks import ranks

CODES = tuple("uvwxyz")
ELEMENTS = [
    *({"code": code, "parent": f"P{n // 3}", "direction": -1 if n == 4 else 1} for n, code in enumerate(CODES)),
    {"code": "P0", "parent": "Index", "weight": 2.0},
    {"code": "P1", "parent": "Index"},
    {"code": "Index"},
]
MEANS = ("arithmetic", "geometric", "harmonic", "power", "median")
seeds = st.integers(0, 2**32 - 1)


def figures(seed, units=9):
    return np.random.default_rng(seed).normal(size=(units, 6))


def index(values, elements=None, names=None, **tables):
    names = names or tuple(str(n) for n in range(len(values)))
    method = Method.from_mapping({"element": elements or ELEMENTS, "normalise": {"low": 1.0}, **tables})
    return build(Panel(names, CODES, values), method)


def aggregated_by(name):
    return {"aggregate": {"method": name, "p": 0.5} if name == "power" else {"method": name}}


@given(
    seeds,
    st.lists(st.floats(0.01, 100.0), min_size=6, max_size=6),
    st.lists(st.floats(-50, 50), min_size=6, max_size=6),
)
def test_minmax_knows_no_unit_of_measurement(seed, factors, shifts):
    values = figures(seed)

    found = index(values * factors + shifts).scores

    np.testing.assert_allclose(found, index(values).scores, rtol=1e-8)


@given(seeds, st.sampled_from(["minmax", "zscore", "rank", "distance_to_max"]))
def test_turning_an_indicator_round_with_its_sign_changes_nothing(seed, name):
    values = figures(seed)
    turned = [{**e, "direction": -e["direction"]} if e["code"] == "v" else e for e in ELEMENTS]
    negated = values * [1, -1, 1, 1, 1, 1]

    found = index(negated, turned, normalise={"method": name})

    np.testing.assert_array_equal(found.scores, index(values, normalise={"method": name}).scores)


@given(seeds, st.permutations(range(9)), st.sampled_from(MEANS))
def test_the_order_of_units_is_irrelevant(seed, order, mean):
    values = figures(seed)
    rows = list(order)

    straight = index(values, treat={"method": "winsorise", "skew": 0.1, "kurtosis": 0.0}, **aggregated_by(mean))
    shuffled = index(
        values[rows],
        names=tuple(str(n) for n in rows),
        treat={"method": "winsorise", "skew": 0.1, "kurtosis": 0.0},
        **aggregated_by(mean),
    )

    np.testing.assert_allclose(shuffled.scores, straight.scores[rows], rtol=1e-12)
    np.testing.assert_array_equal(shuffled.rank, straight.rank[rows])


@given(seeds, st.sampled_from([*MEANS, "copeland", "benefit_of_the_doubt"]), st.integers(0, 5), st.floats(0.0, 1.0))
def test_a_better_figure_within_the_range_never_lowers_the_score(seed, mean, column, share):
    values = figures(seed)
    sign = -1.0 if CODES[column] == "y" else 1.0
    order = np.argsort(values[:, column] * sign)
    unit = int(order[3])
    best = values[order[-2], column]
    better = values.copy()
    better[unit, column] += (best - values[unit, column]) * share

    before, after = (index(x, **aggregated_by(mean)) for x in (values, better))

    assert after.scores[unit, 0] >= before.scores[unit, 0] - 1e-9
    if mean != "benefit_of_the_doubt":  # there the frontier itself may move
        assert after.rank[unit] <= before.rank[unit]


@given(seeds, st.sampled_from(MEANS))
def test_a_mean_lies_between_its_children(seed, mean):
    result = index(figures(seed), **aggregated_by(mean))
    below = result.normalised[:, :3]
    pillar = result.scores[:, result.aggregates.index("P0")]

    assert np.all(pillar >= below.min(axis=1) - 1e-9)
    assert np.all(pillar <= below.max(axis=1) + 1e-9)


@given(seeds, st.integers(1, 40))
def test_draws_replayed_from_their_choices_give_the_same_ranks(seed, draws):
    tables = {
        "normalise": {"low": 1.0, "mean": 20.0},
        "uncertainty": {
            "levels": [1, 2],
            "normalise": ["minmax", "zscore"],
            "aggregate": ["arithmetic", "geometric"],
            "treat": ["none", {"method": "winsorise", "max_points": 1}],
            "leave_out": True,
        },
    }
    result = index(figures(seed), **tables)
    plan = plan_draws(result)
    choices = sample(plan, draws, np.random.default_rng(seed))
    counts = np.zeros((9, 10), dtype=np.int64)

    for n in range(draws):
        replayed = ranks(scores(plan, choices.rows(n, n + 1)))[0]
        counts[np.arange(9), replayed.astype(int)] += 1

    spread = robustness_of(result, draws, np.random.default_rng(seed), cells_per_block=100, threads=2)
    np.testing.assert_array_equal(counts, spread.counts)


@given(seeds, st.integers(1, 200), st.integers(1, 4), st.integers(1, 500))
def test_neither_blocks_nor_threads_change_a_byte(seed, draws, threads, cells):
    result = index(figures(seed), uncertainty={"levels": [1, 2], "leave_out": True})

    one = robustness_of(result, draws, np.random.default_rng(seed), pairs=True)
    other = robustness_of(
        result, draws, np.random.default_rng(seed), pairs=True, threads=threads, cells_per_block=cells
    )

    assert one.counts.tobytes() == other.counts.tobytes()
    assert one.pairs.counts.tobytes() == other.pairs.counts.tobytes()


@given(seeds)
def test_an_indicator_copied_under_half_the_weight_changes_nothing(seed):
    values = figures(seed)
    elements = [{"code": "u", "parent": "I", "weight": 2.0}, {"code": "v", "parent": "I"}, {"code": "I"}]
    twice = [{"code": "u", "parent": "I"}, {"code": "v", "parent": "I"}, {"code": "w", "parent": "I"}, {"code": "I"}]
    one = build(Panel(tuple("abcdefghi"), ("u", "v"), values[:, :2]), Method.from_mapping({"element": elements}))
    two = build(
        Panel(tuple("abcdefghi"), ("u", "v", "w"), values[:, [0, 1, 0]]), Method.from_mapping({"element": twice})
    )

    np.testing.assert_allclose(two.scores, one.scores, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("mean", MEANS)
def test_nothing_given_is_changed(mean):
    values = figures(0)
    before = values.copy()

    result = index(values, **aggregated_by(mean))
    robustness_of(result, 10, np.random.default_rng(0))

    np.testing.assert_array_equal(values, before)
