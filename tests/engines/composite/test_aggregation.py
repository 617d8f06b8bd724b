"""Aggregation: hand-worked elements and laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite.aggregation import aggregated, copeland, outranking

NAN = float("nan")
CHILDREN = [np.array([[1.0, 4.0, NAN, NAN]]), np.array([[4.0, 16.0, 9.0, NAN]])]
WEIGHTS = np.array([[1.0, 3.0]])


@pytest.mark.parametrize(
    ("method", "options", "expected"),
    [
        ("arithmetic", {}, [3.25, 13.0, 9.0, NAN]),
        ("geometric", {}, [4**0.75, 4 * 4**0.75, 9.0, NAN]),
        ("harmonic", {}, [4 / 1.75, 4 / (0.25 + 3 / 16), 9.0, NAN]),
        ("power", {"p": 2.0}, [np.sqrt(49 / 4), np.sqrt(784 / 4), 9.0, NAN]),
        ("power", {"p": 1.0}, [3.25, 13.0, 9.0, NAN]),
        ("power", {"p": -1.0}, [4 / 1.75, 4 / (0.25 + 3 / 16), 9.0, NAN]),
    ],
)
def test_means_leave_missing_children_out(method, options, expected):
    found = aggregated(CHILDREN, WEIGHTS, method=method, options=options)

    np.testing.assert_allclose(found, [expected], rtol=1e-14)


def test_too_small_a_share_of_present_children_gives_no_score():
    half = aggregated(CHILDREN, WEIGHTS, method="arithmetic", options={}, min_share=0.5)
    more = aggregated(CHILDREN, WEIGHTS, method="arithmetic", options={}, min_share=0.51)

    np.testing.assert_array_equal(half, [[3.25, 13.0, 9.0, NAN]])
    np.testing.assert_array_equal(more, [[3.25, 13.0, NAN, NAN]])


def test_present_children_without_weight_give_no_score():
    children = [np.array([[1.0, NAN]]), np.array([[2.0, 2.0]])]

    found = aggregated(children, np.array([[1.0, 0.0]]), method="arithmetic", options={})

    np.testing.assert_array_equal(found, [[1.0, NAN]])


def test_a_child_left_out_of_a_draw_counts_neither_in_weights_nor_in_shares():
    kept = np.array([[True, True], [True, False], [False, True]])

    found = aggregated(CHILDREN, WEIGHTS, method="arithmetic", options={}, min_share=0.6, kept=kept)

    np.testing.assert_array_equal(found, [[3.25, 13.0, NAN, NAN], [1.0, 4.0, NAN, NAN], [4.0, 16.0, 9.0, NAN]])


def test_outranking_is_the_weight_of_the_indicators_won():
    values = np.array([[1.0, 2.0, 2.0], [5.0, 4.0, NAN]])

    found = outranking(values, np.array([1.0, 3.0]))

    np.testing.assert_array_equal(found, [[0.0, 0.75, 0.0], [0.25, 0.0, 0.5], [1.0, 0.5, 0.0]])


def test_units_that_share_no_indicator_are_equal():
    found = outranking(np.array([[1.0, NAN], [NAN, 2.0]]), np.array([1.0, 1.0]))

    np.testing.assert_array_equal(found, [[0.0, 0.5], [0.5, 0.0]])


def test_copeland_counts_pairs_won_less_pairs_lost():
    values = np.array([[3.0, 2.0, 1.0, NAN], [1.0, 3.0, 2.0, NAN], [3.0, 1.0, 1.0, NAN]])

    found = copeland([*values[:, np.newaxis]], np.ones((1, 3)))

    np.testing.assert_array_equal(found, [[2.0, 0.0, -2.0, NAN]])


def test_copeland_takes_weights_nearer_than_their_rounding_as_equal():
    # 0.1 + 0.2 against 0.3: the sums differ in the last bit, the pair is tied.
    values = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])

    found = copeland([*values[:, np.newaxis]], np.array([[0.1, 0.2, 0.3]]))

    np.testing.assert_array_equal(found, [[0.0, 0.0]])


def test_copeland_of_one_unit_is_nothing_won():
    np.testing.assert_array_equal(copeland([np.array([[3.0]])], np.ones((2, 1))), [[0.0], [0.0]])


@given(st.integers(1, 40), st.integers(2, 9), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_copeland_over_draws_is_what_each_outranking_matrix_says(draws, units, children, seed):
    rng = np.random.default_rng(seed)
    terms = [rng.integers(0, 4, (rng.choice([1, draws]), units)).astype(float) for _ in range(children)]
    for term in terms:
        term[rng.random(term.shape) < 0.2] = NAN
    weights = rng.integers(0, 4, (draws, children)) / 10.0

    found = copeland(terms, weights)

    for draw in range(draws):
        values = np.array([term[draw if len(term) > 1 else 0] for term in terms])
        matrix = outranking(values, weights[draw])
        lead = matrix - matrix.T
        expected = np.sum(lead > 1e-12, axis=1) - np.sum(lead < -1e-12, axis=1).astype(float)
        expected[np.isnan(values[weights[draw] > 0.0]).all(axis=0)] = NAN
        np.testing.assert_array_equal(found[draw], expected)


@pytest.mark.parametrize("vary", [False, True])
def test_a_child_without_weight_takes_no_part_in_the_benefit_of_the_doubt(vary):
    rng = np.random.default_rng(0)
    terms = [rng.random((3 if vary else 1, 6)) for _ in range(3)]
    weights = np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])

    found = aggregated(terms, weights, method="benefit_of_the_doubt", options={"least_share": 0.0})

    for draw, kept in enumerate(([0, 1, 2], [0, 2], [1, 2])):
        alone = [terms[n][draw if vary else 0][np.newaxis] for n in kept]
        same = aggregated(alone, np.ones((1, len(kept))), method="benefit_of_the_doubt", options={"least_share": 0.0})
        np.testing.assert_allclose(found[draw], same[0], rtol=1e-12)


METHODS = st.sampled_from(
    [
        ("arithmetic", {}),
        ("geometric", {}),
        ("harmonic", {}),
        ("power", {"p": 2.0}),
        ("copeland", {}),
        ("benefit_of_the_doubt", {"least_share": 0.0}),
    ]
)
TABLES = st.lists(
    st.lists(st.one_of(st.floats(0.5, 100.0), st.just(NAN)), min_size=4, max_size=4), min_size=2, max_size=5
)


@given(METHODS, TABLES, st.integers(0, 2**32 - 1))
def test_draws_together_are_each_draw_alone_to_the_bit(method, table, seed):
    name, options = method
    children = [np.array([row]) for row in table]
    weights = np.random.default_rng(seed).uniform(0.1, 2.0, (5, len(children)))

    together = aggregated(children, weights, method=name, options=options)

    for draw in range(5):
        alone = aggregated(children, weights[draw : draw + 1], method=name, options=options)
        np.testing.assert_array_equal(together[draw], alone[0])


@given(METHODS.filter(lambda m: m[0] not in ("copeland", "benefit_of_the_doubt")), TABLES)
def test_a_mean_lies_between_its_children_and_means_are_ordered(method, table):
    name, options = method
    children = [np.array([row]) for row in table]
    weights = np.ones((1, len(children)))
    stacked = np.array(table)

    found = aggregated(children, weights, method=name, options=options)[0]

    present = ~np.isnan(stacked).all(axis=0)
    assert np.array_equal(np.isnan(found), ~present)
    low, high = np.fmin.reduce(stacked), np.fmax.reduce(stacked)
    assert np.all(found[present] >= low[present] * (1 - 1e-12))
    assert np.all(found[present] <= high[present] * (1 + 1e-12))
    harmonic, geometric, arithmetic = (
        aggregated(children, weights, method=mean, options={})[0][present]
        for mean in ("harmonic", "geometric", "arithmetic")
    )
    assert np.all(harmonic <= geometric * (1 + 1e-12))
    assert np.all(geometric <= arithmetic * (1 + 1e-12))


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([1.0, 2.0, 9.0], [1.0, 1.0, 1.0], 2.0),
        ([1.0, 2.0, 9.0, 10.0], [1.0, 1.0, 1.0, 1.0], 5.5),
        ([1.0, 2.0, 9.0], [1.0, 1.0, 3.0], 9.0),
        ([1.0, 2.0, 9.0], [2.0, 1.0, 1.0], 1.5),
        ([1.0, NAN, 9.0, 4.0], [1.0, 5.0, 1.0, 1.0], 4.0),
        ([1.0, 7.0, 9.0], [0.0, 1.0, 1.0], 8.0),
        ([NAN, NAN], [1.0, 1.0], NAN),
    ],
)
def test_the_median_is_where_half_of_the_weight_is_reached(values, weights, expected):
    terms = [np.array([[value]]) for value in values]

    found = aggregated(terms, np.array([weights]), method="median", options={})

    np.testing.assert_array_equal(found, [[expected]])


def test_the_median_over_draws_is_that_of_each():
    rng = np.random.default_rng(0)
    terms = [rng.random((1, 7)), rng.random((5, 7)), rng.random((1, 7)), np.full((1, 7), NAN)]
    weights = rng.random((5, 4))

    found = aggregated(terms, weights, method="median", options={})

    for draw in range(5):
        alone = [term[draw : draw + 1] if len(term) > 1 else term for term in terms]
        same = aggregated(alone, weights[draw : draw + 1], method="median", options={})
        np.testing.assert_array_equal(found[draw], same[0])
