"""Ranks over draws: determinism, bounds, replay, statistics."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import (
    CompositeFaults,
    DrawTally,
    Method,
    Panel,
    Robustness,
    build,
    plan_draws,
    ranks,
    robustness,
    robustness_of,
    sample,
    scores,
    tallies,
)

NAN = float("nan")
ELEMENTS = [
    *({"code": f"i{n}", "parent": f"P{n // 3}", "direction": -1 if n == 2 else 1} for n in range(9)),
    *({"code": f"P{n}", "parent": "Index"} for n in range(3)),
    {"code": "Index"},
]
MIXED = {
    "normalise": {"method": "minmax", "low": 1.0, "high": 100.0, "mean": 10.0, "sd": 1.0},
    "uncertainty": {
        "levels": [1, 2],
        "normalise": ["minmax", "zscore", "rank"],
        "aggregate": ["arithmetic", "geometric"],
        "leave_out": True,
    },
}


def index(**tables):
    return Method.from_mapping({"element": ELEMENTS, **tables})


def random_panel(units: int = 12, gaps: float = 0.1) -> Panel:
    rng = np.random.default_rng(5)
    values = rng.normal(size=(units, 9))
    values[rng.random(values.shape) < gaps] = NAN
    return Panel(tuple(f"u{n}" for n in range(units)), tuple(f"i{n}" for n in range(9)), values)


@pytest.mark.parametrize("tables", [{}, MIXED, {**MIXED, "aggregate": {"method": "copeland"}}])
def test_equal_seeds_give_equal_bytes_whatever_the_block(tables):
    panel, method = random_panel(), index(**tables)

    one, again, small, single = (
        robustness(panel, method, 200, np.random.default_rng(7), cells_per_block=cells)
        for cells in (1 << 17, 1 << 17, 12 * 7, 1)
    )

    assert one.counts.tobytes() == again.counts.tobytes() == small.counts.tobytes() == single.counts.tobytes()


def test_equal_seeds_give_equal_bytes_whatever_the_number_of_threads():
    result = build(random_panel(), index(**MIXED))

    found = [
        robustness_of(result, 300, np.random.default_rng(7), pairs=True, cells_per_block=50, threads=threads)
        for threads in (1, 2, 5)
    ]

    assert len({one.counts.tobytes() for one in found}) == 1
    assert len({one.pairs.counts.tobytes() for one in found}) == 1


@pytest.mark.parametrize("stop", [1, 3, 7])
def test_an_interrupted_run_goes_on_to_the_same_bytes(stop):
    result = build(random_panel(), index(**MIXED))
    plan = plan_draws(result)
    whole = robustness_of(result, 200, np.random.default_rng(7), pairs=True)
    for step, tally in enumerate(tallies(plan, 200, np.random.default_rng(7), pairs=True, cells_per_block=12 * 20)):
        if step == stop:
            kept = DrawTally(tally.done, tally.counts.copy(), tally.ahead.copy(), tally.state)
            break

    before = kept.done
    resumed = robustness_of(result, 200, np.random.default_rng(999), since=kept, cells_per_block=12 * 31)

    assert 0 < before < 200
    assert resumed.draws == 200
    assert resumed.counts.tobytes() == whole.counts.tobytes()
    assert resumed.pairs.counts.tobytes() == whole.pairs.counts.tobytes()


def test_progress_is_told_as_draws_are_done():
    said = []

    robustness_of(
        build(random_panel(), index()),
        50,
        np.random.default_rng(0),
        cells_per_block=12 * 20,
        progress=lambda tally: said.append(tally.done),
    )

    assert said == [20, 40, 50]


def test_treatment_and_imputation_are_drawn_with_options_of_their_own():
    uncertainty = {"treat": ["none", {"method": "winsorise", "max_points": 1}], "impute": ["none", "median"]}
    panel, method = random_panel(), index(uncertainty={**uncertainty, "levels": []})
    plan = plan_draws(build(panel, method))
    draws = sample(plan, 30, np.random.default_rng(0))

    found = scores(plan, draws)

    assert plan.factors == ("impute", "treat")
    for n in range(30):
        treat = [{}, {"method": "winsorise", "max_points": 1}][draws.treat[n]]
        impute = {"method": ["none", "median"][draws.impute[n]]}
        alone = build(panel, index(treat=treat, impute=impute))
        np.testing.assert_allclose(found[n], alone.scores[:, 0], rtol=1e-12)


def test_leaving_out_changes_the_benefit_of_the_doubt():
    tables = {"aggregate": {"by_level": ["benefit_of_the_doubt", "arithmetic"]}, "uncertainty": {"leave_out": True}}
    panel, method = random_panel(), index(**tables)
    plan = plan_draws(build(panel, method))
    draws = sample(plan, 30, np.random.default_rng(0))
    draws = replace(draws, factors=np.ones_like(draws.factors))

    found = scores(plan, draws)

    for n, left_out in enumerate(draws.left_out):
        elements = [e for place, e in enumerate(ELEMENTS) if place != left_out]
        columns = [place for place in range(9) if place != left_out]
        codes = tuple(panel.codes[place] for place in columns)
        rest = Panel(panel.units, codes, panel.values[:, columns])
        np.testing.assert_allclose(found[n], build(rest, index(**tables, element=elements)).scores[:, 0], rtol=1e-12)


def test_each_level_may_have_its_own_noise():
    plan = plan_draws(build(random_panel(), index(uncertainty={"weights": [0.5, 0.1], "levels": [2, 1]})))

    spread = np.abs(sample(plan, 2000, np.random.default_rng(0)).factors - 1.0).max(axis=0)

    assert np.all(spread[:9] <= 0.1)
    assert np.all((spread[9:] > 0.45) & (spread[9:] <= 0.5))


def test_the_distribution_of_ranks_sums_to_one():
    spread = robustness(random_panel(), index(**MIXED), 60, np.random.default_rng(0))

    np.testing.assert_allclose(spread.distribution.sum(axis=1), 1.0)
    np.testing.assert_allclose(spread.distribution @ np.arange(1, 13), spread.mean)


def test_scores_of_draws_are_the_same_bits_alone_and_together():
    plan = plan_draws(build(random_panel(), index(**MIXED)))
    draws = sample(plan, 60, np.random.default_rng(3))

    together = scores(plan, draws)

    for n in range(60):
        alone = draws.rows(n, n + 1)
        assert scores(plan, alone).tobytes() == together[n].tobytes()


def test_other_seeds_give_other_draws():
    panel, method = random_panel(), index()

    one, other = (robustness(panel, method, 100, np.random.default_rng(seed)) for seed in (0, 1))

    assert one.counts.tobytes() != other.counts.tobytes()


def test_each_draw_is_the_index_built_with_its_choices():
    panel, method = random_panel(), index(**MIXED)
    plan = plan_draws(build(panel, method))
    draws = sample(plan, 40, np.random.default_rng(11))

    found = scores(plan, draws)

    for n in range(40):
        elements = [
            dict(element, weight=float(factor)) for element, factor in zip(ELEMENTS[:12], draws.factors[n], strict=True)
        ]
        left_out = draws.left_out[n]
        if left_out >= 0:
            elements[left_out]["weight"] = 0.0
        alone = index(
            element=[*elements, ELEMENTS[12]],
            normalise=[{"low": 1.0}, {"method": "zscore", "mean": 10.0}, {"method": "rank"}][draws.normalise[n]],
            aggregate={"method": ["arithmetic", "geometric"][draws.aggregate[n]]},
        )
        np.testing.assert_allclose(found[n], build(panel, alone).scores[:, 0], rtol=1e-12)


def test_every_choice_is_drawn_and_weights_stay_within_their_share():
    plan = plan_draws(build(random_panel(), index(**MIXED)))

    draws = sample(plan, 4000, np.random.default_rng(2))

    assert draws.factors.shape == (4000, 12)
    assert draws.factors.min() >= 0.75
    assert draws.factors.max() <= 1.25
    assert abs(draws.factors.mean() - 1.0) < 0.005
    for field, choices in ((draws.normalise, [0, 1, 2]), (draws.aggregate, [0, 1]), (draws.left_out, range(-1, 9))):
        values, times = np.unique(field, return_counts=True)
        assert values.tolist() == list(choices)
        assert np.all(np.abs(times / 4000 - 1 / len(values)) < 0.05)


def test_by_default_weights_above_the_indicators_vary_and_nothing_else():
    plan = plan_draws(build(random_panel(), index()))

    assert [plan.method.tree.elements[position].code for position in plan.varied] == ["P0", "P1", "P2"]
    assert list(plan.fixed) == [(0, 0, 0, 0)]
    assert plan.moving == {"Index"}


def test_where_nothing_varies_every_draw_has_the_nominal_rank():
    panel = random_panel()
    spread = robustness(panel, index(uncertainty={"weights": 0.0}), 50, np.random.default_rng(0))

    for found in (spread.mean, spread.median, spread.low, spread.high, spread.quantile(0.05)):
        np.testing.assert_array_equal(found, build(panel, index()).rank)


def test_statistics_are_those_of_the_ranks_of_each_draw():
    panel, method = random_panel(gaps=0.4), index(**MIXED, aggregate={"min_share": 0.5})
    plan = plan_draws(build(panel, method))
    each = ranks(scores(plan, sample(plan, 101, np.random.default_rng(9))))

    spread = robustness(panel, method, 101, np.random.default_rng(9))

    assert np.isnan(each).any()
    for row in range(12):
        present = each[~np.isnan(each[:, row]), row]
        if not present.size:
            assert np.isnan([spread.mean[row], spread.median[row], spread.low[row], spread.high[row]]).all()
            continue
        expected = [present.mean(), *np.quantile(present, [0.0, 0.05, 0.5, 0.95, 1.0])]
        found = [spread.mean[row], *(spread.quantile(share)[row] for share in (0.0, 0.05, 0.5, 0.95, 1.0))]
        np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_a_unit_without_a_score_in_any_draw_has_no_statistics():
    counts = np.array([[3, 0, 0], [0, 3, 0]])
    spread = Robustness(("a", "b"), np.array([NAN, 1.0]), 3, counts)

    np.testing.assert_array_equal(spread.mean, [NAN, 1.0])
    np.testing.assert_array_equal(spread.high, [NAN, 1.0])


def test_a_combination_that_cannot_be_computed_is_refused_before_drawing():
    method = index(uncertainty={"aggregate": ["arithmetic", "geometric"]})

    with pytest.raises(CompositeFaults) as raised:
        robustness(random_panel(), method, 10, np.random.default_rng(0))

    assert all("geometric mean" in fault.message for fault in raised.value.faults)


@pytest.mark.parametrize("draws", [0, -1])
def test_less_than_one_draw_is_refused(draws):
    with pytest.raises(ValueError, match="at least 1"):
        robustness(random_panel(), index(), draws, np.random.default_rng(0))


def test_many_units_and_few_draws_count_as_few_units_and_many_draws_do():
    panel, method = random_panel(units=90), index(**MIXED)

    few, many = (
        robustness(panel, method, 120, np.random.default_rng(1), cells_per_block=cells) for cells in (900, 1 << 17)
    )

    assert few.counts.tobytes() == many.counts.tobytes()
    assert few.counts.sum(axis=1).tolist() == [120] * 90


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_ranks_lie_between_low_and_high_and_sum_up(seed, draws):
    panel = random_panel(gaps=0.0)

    spread = robustness(panel, index(), draws, np.random.default_rng(seed))

    assert np.all(spread.low <= spread.quantile(0.05))
    assert np.all(spread.quantile(0.05) <= spread.median)
    assert np.all(spread.median <= spread.quantile(0.95))
    assert np.all(spread.quantile(0.95) <= spread.high)
    assert np.all((spread.low >= 1) & (spread.high <= 12))
    assert spread.counts.sum(axis=1).tolist() == [draws] * 12
    assert spread.mean.sum() == pytest.approx(78.0, abs=12.0 * 12.0 * 1e-9)


def test_the_nominal_rank_is_that_of_the_weights_as_given():
    panel, method = random_panel(), index(**MIXED)

    spread = robustness(panel, method, 5, np.random.default_rng(0))

    np.testing.assert_array_equal(spread.rank, build(panel, replace(method, uncertainty=None)).rank)
