"""Sobol indices: worked by hand, against a function whose indices are known, and of an index."""

from __future__ import annotations

import io

import numpy as np
import pytest

from wego.engines.composite import (
    CompositeFaults,
    Method,
    Panel,
    Trial,
    build,
    plan_draws,
    sample,
    scores,
    sensitivity,
)
from wego.engines.composite.ranks import ranks
from wego.engines.composite.sensitivity import bootstrap, mean_rank_change, sobol

NAN = float("nan")
ELEMENTS = [
    *({"code": f"i{n}", "parent": f"P{n // 3}"} for n in range(9)),
    *({"code": f"P{n}", "parent": "Index"} for n in range(3)),
    {"code": "Index"},
]
MIXED = {
    "normalise": {"method": "minmax", "low": 1.0, "high": 100.0, "mean": 10.0, "sd": 1.0},
    "uncertainty": {
        "normalise": ["minmax", "zscore"],
        "treat": ["none", "log_ct"],
        "impute": ["mean", "none"],
        "leave_out": True,
    },
}


def result(**tables):
    rng = np.random.default_rng(5)
    values = rng.lognormal(size=(12, 9))
    values[rng.random(values.shape) < 0.1] = NAN
    panel = Panel(tuple(f"u{n}" for n in range(12)), tuple(f"i{n}" for n in range(9)), values)
    return build(panel, Method.from_mapping({"element": ELEMENTS, **tables}))


def test_indices_by_hand():
    outputs = np.array([[1.0, 3.0], [2.0, 6.0], [1.0, 5.0]])  # A, B, A with the one factor of B

    first, total = sobol(outputs)

    # V of 1, 3, 2, 6 is 14/3; mean(y_B (y_AB - y_A)) = (0 + 12)/2; sum((y_A - y_AB)^2)/(2 N) = 4/4
    assert first[0] == pytest.approx(6.0 / (14.0 / 3.0), rel=1e-15)
    assert total[0] == pytest.approx(1.0 / (14.0 / 3.0), rel=1e-15)


def test_indices_of_the_ishigami_function_are_the_known_ones():
    rng = np.random.default_rng(1)
    a, b = rng.uniform(-np.pi, np.pi, (2, 3, 60_000))

    def ishigami(x):
        return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])

    mixed = [np.where(np.arange(3)[:, np.newaxis] == factor, b, a) for factor in range(3)]

    first, total = sobol(np.stack([ishigami(x) for x in (a, b, *mixed)]))

    np.testing.assert_allclose(first, [0.3139, 0.4424, 0.0], atol=0.03)
    np.testing.assert_allclose(total, [0.5576, 0.4424, 0.2437], atol=0.03)


def test_an_output_that_does_not_vary_has_no_indices():
    first, total = sobol(np.ones((4, 10)))

    assert np.isnan(first).all()
    assert np.isnan(total).all()


def test_the_bootstrap_is_the_index_of_resampled_runs():
    outputs = np.random.default_rng(0).random((5, 40))

    first, total = bootstrap(outputs, resamples=3, rng=np.random.default_rng(9))

    taken = np.random.default_rng(9).integers(0, 40, (3, 40))
    for n in range(3):
        np.testing.assert_allclose(np.stack(sobol(outputs[:, taken[n]])), [first[n], total[n]], rtol=1e-12)


def test_the_output_is_the_mean_absolute_rank_change_over_units_with_both_ranks():
    found = mean_rank_change(np.array([[3.0, 2.0, NAN, 1.0], [1.0, 2.0, 3.0, NAN]]), np.array([2.0, 1.0, 3.0, NAN]))

    np.testing.assert_array_equal(found, [1.0, 4.0 / 3.0])


def test_every_factor_that_varies_has_its_indices_and_no_other():
    assert [i.factor for i in sensitivity(result(), 20, np.random.default_rng(0)).indices] == ["weights"]
    assert [i.factor for i in sensitivity(result(**MIXED), 20, np.random.default_rng(0)).indices] == [
        "weights",
        "impute",
        "treat",
        "normalise",
        "leave_out",
    ]


def test_runs_are_a_b_and_a_with_one_factor_of_b():
    index = result(**MIXED)
    found = sensitivity(index, 15, np.random.default_rng(2))
    plan = plan_draws(index)
    both = sample(plan, 30, np.random.default_rng(2))
    a, b = both.rows(0, 15), both.rows(15, 30)

    changed = scores(plan, a.with_choice_of(b, "treat"))

    assert found.runs == 15 * 7
    np.testing.assert_array_equal(found.outputs[4], mean_rank_change(changed, index.rank))
    np.testing.assert_array_equal(found.outputs[0], mean_rank_change(scores(plan, a), index.rank))


def test_rank_statistics_use_a_and_b_only():
    index = result(**MIXED)
    plan = plan_draws(index)

    spread = sensitivity(index, 15, np.random.default_rng(2)).robustness

    assert spread.draws == 30
    each = ranks(scores(plan, sample(plan, 30, np.random.default_rng(2))))
    np.testing.assert_allclose(spread.mean, each.mean(axis=0), rtol=1e-14)


def test_equal_seeds_give_equal_bytes_whatever_the_block_and_the_threads():
    index = result(**MIXED)

    found = [
        sensitivity(index, 40, np.random.default_rng(3), cells_per_block=cells, threads=threads)
        for cells, threads in ((1 << 16, 1), (50, 1), (50, 3))
    ]

    assert found[0].outputs.tobytes() == found[1].outputs.tobytes() == found[2].outputs.tobytes()
    assert found[0].indices == found[1].indices == found[2].indices


def test_one_factor_alone_explains_everything():
    [index] = sensitivity(result(), 400, np.random.default_rng(0)).indices

    assert index.total == pytest.approx(1.0, abs=0.1)
    assert index.first_low <= index.first <= index.first_high
    assert index.total_low <= index.total <= index.total_high


def test_where_nothing_varies_it_is_refused():
    with pytest.raises(CompositeFaults, match="no variation"):
        sensitivity(result(uncertainty={"weights": 0.0}), 10, np.random.default_rng(0))


@pytest.mark.parametrize(("runs", "resamples"), [(1, 10), (10, 0)])
def test_too_few_runs_or_resamples_are_refused(runs, resamples):
    with pytest.raises(ValueError, match="at least 2 and 1"):
        sensitivity(result(), runs, np.random.default_rng(0), resamples=resamples)


def test_progress_is_told_to_the_end():
    said = []

    sensitivity(result(), 10, np.random.default_rng(0), progress=lambda trial: said.append(trial.done))

    assert said[-1] == 30


@pytest.mark.parametrize("done", [1, 39, 40, 41, 100, 119])
def test_a_trial_that_is_kept_goes_on_to_the_same_bytes(done: int):
    index = result(**MIXED)
    whole = sensitivity(index, 40, np.random.default_rng(3))
    kept: list[dict[str, np.ndarray]] = []

    class Enough(Exception):
        """Stopped here."""

    def keep(trial: Trial) -> None:
        if trial.done >= done:
            file = io.BytesIO()
            np.savez(file, **trial.to_arrays())
            kept.append(dict(np.load(io.BytesIO(file.getvalue()), allow_pickle=False)))
            raise Enough

    with pytest.raises(Enough):
        sensitivity(index, 40, np.random.default_rng(3), cells_per_block=1, progress=keep)
    since = Trial.from_arrays(kept[0])
    assert since.done == done
    again = sensitivity(index, 40, np.random.default_rng(3), since=since, threads=2)

    assert again.outputs.tobytes() == whole.outputs.tobytes()
    assert again.indices == whole.indices
    np.testing.assert_array_equal(again.robustness.counts, whole.robustness.counts)
