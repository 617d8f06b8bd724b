"""Why a unit has its rank."""

from __future__ import annotations

import numpy as np
import pytest

from wego.engines.composite import AGGREGATORS, CompositeFaults, build, explain


def test_every_line_of_a_hand_worked_unit(panel, method):
    found = explain(build(panel, method()), "c")

    assert (found.score, found.rank) == (56.25, 2.0)
    assert [
        (line.code, line.value, line.score, line.weight, line.term, line.points)
        for line in found.lines
        if line.code in "xyz"
    ] == [
        ("x", 10.0, 100.0, 0.25, 25.0, 12.5),
        ("y", 20.0, 50.0, 0.75, 37.5, 18.75),
        ("z", 2.0, 50.0, 1.0, 50.0, 25.0),
    ]
    assert [
        (line.code, line.score, line.rank, line.weight, line.points) for line in found.lines if line.code in "PQ"
    ] == [
        ("P", 62.5, 2.0, 0.5, 31.25),
        ("Q", 50.0, 2.0, 0.5, 25.0),
    ]


def test_parents_stand_before_their_children(panel, method):
    found = explain(build(panel, method()), "a")

    assert [line.code for line in found.lines] == ["Index", "P", "x", "y", "Q", "z"]


def test_a_missing_value_gives_its_weight_to_its_siblings(panel, method):
    lines = {line.code: line for line in explain(build(panel, method()), "b").lines}

    assert np.isnan([lines["y"].value, lines["y"].score, lines["y"].weight, lines["y"].points]).all()
    assert lines["x"].weight == 1.0
    assert lines["x"].points == 25.0


def test_an_imputed_value_says_so_and_a_treated_one_too(panel, method):
    result = build(panel, method(impute={"method": "mean"}, treat={"method": "log_ct_orig"}))

    lines = {line.code: line for line in explain(result, "b").lines}

    assert np.isnan(lines["y"].value)
    assert (lines["y"].imputed, lines["y"].treated, lines["y"].used) == (True, True, np.log(11.0))
    assert (lines["x"].imputed, lines["x"].treated, lines["x"].value) == (False, True, 5.0)


@pytest.mark.parametrize("name", ["arithmetic", "geometric", "harmonic", "power"])
def test_terms_sum_to_the_parent_and_points_to_the_score(panel, method, name):
    options = {"p": 2.0} if name == "power" else {}
    result = build(panel, method(normalise={"low": 1.0}, aggregate={"method": name, **options}))
    aggregator = AGGREGATORS[name]

    for unit in result.units:
        lines = explain(result, unit).lines
        for parent in (line for line in lines if line.code in result.aggregates):
            terms = [line.term for line in lines if line.parent == parent.code and not np.isnan(line.score)]
            assert float(aggregator.backward(np.array(sum(terms)), options)) == pytest.approx(parent.score, rel=1e-12)
        points = np.array([line.points for line in lines if line.code in result.codes])
        if name == "arithmetic":
            assert np.nansum(points) == pytest.approx(lines[0].score, rel=1e-12)
        else:
            assert np.isnan(points).all()


def test_copeland_has_ranks_and_no_terms(panel, method):
    found = explain(build(panel, method(aggregate={"method": "copeland"})), "d")

    assert found.rank == 1.0
    assert np.isnan([line.term for line in found.lines]).all()


def test_a_unit_that_is_not_ranked_is_refused_with_the_reason(panel, method):
    result = build(panel, method(screen={"min_share": 0.9}))

    with pytest.raises(CompositeFaults, match="left out by screening"):
        explain(result, "b")
    with pytest.raises(CompositeFaults, match="is not in the data"):
        explain(result, "nowhere")
