"""Normalisation: hand-worked columns, laws, refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import NORMALISERS, CompositeFaults, TreeElement
from wego.engines.composite.normalisation import normalised

NAN = float("nan")
UNITS = ("a", "b", "c", "d", "e")
COLUMN = [2.0, NAN, 4.0, 12.0, 4.0]
ZSCORES = [10 + 2 * deviation / np.sqrt(59 / 3) for deviation in (-3.5, NAN, -1.5, 6.5, -1.5)]  # squares sum to 59


def one(
    method: str, column: list[float] = COLUMN, element: dict[str, Any] | None = None, **options: Any
) -> list[float]:
    defaults = {name: option.default for name, option in NORMALISERS[method].options.items()}
    found = normalised(
        np.array(column)[:, np.newaxis],
        method=method,
        options={**defaults, **options},
        indicators=[TreeElement("x", "I", **(element or {}))],
        units=UNITS,
    )
    return found[:, 0].tolist()


@pytest.mark.parametrize(
    ("method", "options", "element", "expected"),
    [
        ("minmax", {}, {}, [0.0, NAN, 20.0, 100.0, 20.0]),
        ("minmax", {"low": 1.0, "high": 2.0}, {"direction": -1}, [2.0, NAN, 1.8, 1.0, 1.8]),
        ("zscore", {"mean": 10.0, "sd": 2.0}, {}, ZSCORES),
        ("scale", {}, {"lower": 4.0, "upper": 14.0, "factor": 10.0}, [-2.0, NAN, 0.0, 8.0, 0.0]),
        ("scale", {}, {"lower": 4.0, "upper": 14.0, "direction": -1}, [1.2, NAN, 1.0, 0.2, 1.0]),
        ("goalposts", {}, {"lower": 4.0, "upper": 8.0, "factor": 10.0}, [0.0, NAN, 0.0, 10.0, 0.0]),
        ("goalposts", {"clip": False}, {"lower": 4.0, "upper": 8.0}, [-0.5, NAN, 0.0, 2.0, 0.0]),
        ("goalposts", {}, {"lower": 4.0, "upper": 8.0, "direction": -1}, [1.0, NAN, 1.0, 0.0, 1.0]),
        ("rank", {}, {}, [1.0, NAN, 2.0, 4.0, 2.0]),
        ("rank", {"ties": "max"}, {"direction": -1}, [4.0, NAN, 3.0, 1.0, 3.0]),
        ("rank", {"ties": "average"}, {}, [1.0, NAN, 2.5, 4.0, 2.5]),
        ("percentile_rank", {}, {}, [0.0, NAN, 1 / 3, 1.0, 1 / 3]),
        ("borda", {}, {}, [0.0, NAN, 1.0, 3.0, 1.0]),
        ("distance_to_max", {}, {}, [0.0, NAN, 0.2, 1.0, 0.2]),
        ("distance_to_reference", {"reference": "c"}, {}, [0.0, NAN, 1.0, 5.0, 1.0]),
        ("distance_to_reference", {"reference": "c", "cap": True}, {}, [0.0, NAN, 1.0, 1.0, 1.0]),
        ("distance_to_target", {}, {"target": 7.0}, [0.0, NAN, 0.4, 2.0, 0.4]),
        ("distance_to_target", {"cap": True}, {"target": 7.0}, [0.0, NAN, 0.4, 1.0, 0.4]),
        ("distance_to_target", {}, {"target": 4.0, "direction": -1}, [1.25, NAN, 1.0, 0.0, 1.0]),
        ("fraction_of_max", {}, {}, [1 / 6, NAN, 1 / 3, 1.0, 1 / 3]),
    ],
)
def test_each_method_on_a_hand_worked_column(method, options, element, expected):
    found = one(method, element=element, **options)

    np.testing.assert_allclose(found, expected, rtol=1e-14, atol=1e-14)


@pytest.mark.parametrize(
    ("method", "column", "element", "options"),
    [
        ("minmax", [3.0, 3.0, NAN, 3.0, 3.0], {}, {}),
        ("minmax", [3.0, NAN, NAN, NAN, NAN], {}, {}),
        ("zscore", [0.1, 0.1, 0.1, 0.1, 0.1], {}, {}),
        ("zscore", [3.0, NAN, NAN, NAN, NAN], {}, {}),
        ("scale", COLUMN, {"lower": 2.0, "upper": 2.0}, {}),
        ("goalposts", COLUMN, {"lower": 2.0, "upper": 2.0}, {}),
        ("percentile_rank", [3.0, NAN, NAN, NAN, NAN], {}, {}),
        ("distance_to_max", [3.0, 3.0, 3.0, 3.0, 3.0], {}, {}),
        ("distance_to_reference", COLUMN, {}, {"reference": "a"}),
        ("distance_to_reference", COLUMN, {}, {"reference": "b"}),
        ("distance_to_target", COLUMN, {"target": 2.0}, {}),
        ("fraction_of_max", [0.0, -1.0, NAN, 0.0, 0.0], {}, {}),
    ],
)
def test_a_zero_denominator_names_the_indicator(method, column, element, options):
    with pytest.raises(CompositeFaults) as raised:
        one(method, column, element, **options)

    assert [fault.indicator for fault in raised.value.faults] == ["x"]


def test_fraction_of_max_refuses_a_reversed_indicator():
    with pytest.raises(CompositeFaults, match="reversed"):
        one("fraction_of_max", element={"direction": -1})


def test_a_reference_unit_that_is_not_there_is_refused():
    with pytest.raises(CompositeFaults) as raised:
        one("distance_to_reference", reference="z")

    assert raised.value.faults[0].key == ("normalise", "reference")


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank", "percentile_rank", "borda", "distance_to_max"])
def test_an_indicator_without_values_stays_missing(method):
    assert np.isnan(one(method, [NAN] * 5)).all()


def test_all_columns_at_once_are_each_column_alone():
    values = np.random.default_rng(0).normal(size=(5, 4))
    values[2, 1] = NAN
    elements = [TreeElement(code, "I", direction=d) for code, d in zip("abcd", (1, -1, 1, -1), strict=True)]

    together = normalised(values, method="minmax", options={"low": 0.0, "high": 1.0}, indicators=elements, units=UNITS)

    for column, element in enumerate(elements):
        alone = one("minmax", values[:, column].tolist(), {"direction": element.direction}, high=1.0)
        np.testing.assert_array_equal(together[:, column], alone)


COLUMNS = st.lists(st.integers(-1000, 1000), min_size=5, max_size=5).filter(lambda x: len(set(x)) > 1)


@given(COLUMNS, st.sampled_from(["minmax", "zscore", "rank", "percentile_rank", "borda", "distance_to_max"]))
def test_normalising_keeps_the_order_and_direction_turns_it(values, method):
    column = [float(value) for value in values]

    up, down = one(method, column), one(method, column, {"direction": -1})

    for i in range(5):
        for j in range(5):
            if column[i] < column[j]:
                assert up[i] < up[j]
                assert down[i] > down[j]


@given(COLUMNS, st.integers(1, 50), st.integers(-100, 100))
def test_minmax_and_zscore_do_not_see_the_unit_of_measure(values, stretch, shift):
    column = [float(value) for value in values]
    other = [stretch * value + shift for value in column]

    for method in ("minmax", "zscore"):
        np.testing.assert_allclose(one(method, other), one(method, column), rtol=1e-9, atol=1e-9)
