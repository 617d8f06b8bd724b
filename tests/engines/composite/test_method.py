"""Reading a method: defaults, the way back, and refusals with their key paths."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.engines.composite import CompositeFaults, Method, Panel, check, dotted, method_mapping

ELEMENTS = [{"code": "x", "parent": "P"}, {"code": "y", "parent": "P"}, {"code": "P", "parent": "I"}, {"code": "I"}]


def faults(**tables: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(CompositeFaults) as raised:
        Method.from_mapping({"element": ELEMENTS, **tables})
    return [(dotted(fault.key), fault.message, fault.remedy) for fault in raised.value.faults]


def test_tables_left_out_mean_none_or_minmax_and_arithmetic():
    found = method_mapping(Method.from_mapping({"element": ELEMENTS}))

    assert found == {
        "name": "",
        "element": [
            {"code": "x", "parent": "P", "weight": 1.0, "direction": 1},
            {"code": "y", "parent": "P", "weight": 1.0, "direction": 1},
            {"code": "P", "parent": "I", "weight": 1.0},
            {"code": "I", "weight": 1.0},
        ],
        "screen": {"min_share": 0.0},
        "impute": {"method": "none"},
        "treat": {"method": "none"},
        "normalise": {"method": "minmax", "low": 0.0, "high": 100.0},
        "aggregate": {"method": "arithmetic", "min_share": 0.0},
        "uncertainty": {"weights": 0.25, "levels": [2], "normalise": [], "aggregate": [], "leave_out": False},
    }


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"treat": {"method": "winsorise_then_log", "max_points": 3, "combine": True}},
        {"treat": {"method": "boxcox", "lambda": 0.5}},
        {"impute": {"method": "group_median", "by": "region"}, "screen": {"min_share": 0.5}},
        {"normalise": {"method": "rank", "ties": "average"}, "aggregate": {"method": "power", "p": -1}},
        {"aggregate": {"by_level": ["geometric", "arithmetic"], "min_share": 0.5}},
        {"impute": {"method": "latest"}},
        {"impute": {"method": "latest", "max_time": 2}},
        {
            "normalise": {"method": "minmax", "low": 1, "high": 100, "mean": 10.0, "sd": 2.0},
            "uncertainty": {"normalise": ["minmax", "zscore"], "levels": [1, 2], "leave_out": True, "weights": 0.1},
        },
    ],
)
def test_a_method_reads_back_as_it_was_written(tables):
    method = Method.from_mapping({"element": ELEMENTS, **tables})

    assert Method.from_mapping(method_mapping(method)) == method


def test_everything_wrong_is_named_at_once():
    found = faults(
        colour="blue",
        screen={"min_share": 1.5},
        impute={"method": "group_mean"},
        treat={"method": "winsorise", "max_points": 1.5},
        normalise={"method": "minimax"},
        aggregate={"method": "arithmetic", "p": 2},
    )

    assert [key for key, _, _ in found] == [
        "colour",
        "screen.min_share",
        "impute",
        "treat.max_points",
        "normalise.method",
        "aggregate.p",
    ]


def test_an_unknown_method_is_refused_with_the_known_ones():
    [(key, said, remedy)] = faults(impute={"method": "guess"})

    assert (key, said) == ("impute.method", "unknown method 'guess'")
    assert remedy.startswith("one of none, mean, median, group_mean, group_median, ")


def test_an_option_of_another_method_is_refused_by_whose_it_is():
    assert faults(normalise={"method": "zscore", "low": 1.0}) == [
        ("normalise.low", "'low' belongs to minmax, not to zscore", "leave it out")
    ]


def test_unknown_keys_are_refused_in_every_table():
    found = faults(
        element=[*ELEMENTS[:3], {"code": "I", "wieght": 1.0}],
        screen={"share": 0.5},
        normalise={"hihg": 1.0},
        uncertainty={"noise": 0.25},
    )

    assert [key for key, _, _ in found] == ["element[3].wieght", "screen.share", "normalise.hihg"]


def test_an_unknown_key_of_the_uncertainty_is_refused():
    assert [key for key, _, _ in faults(uncertainty={"noise": 0.25})] == ["uncertainty.noise"]


@pytest.mark.parametrize("levels", [[0], [3], ["2"], [True], 2])
def test_levels_that_carry_no_weight_are_refused(levels):
    assert [key for key, _, _ in faults(uncertainty={"levels": levels})] == ["uncertainty.levels"]


def test_a_level_without_a_method_is_refused():
    assert [key for key, _, _ in faults(aggregate={"by_level": ["arithmetic"]})] == ["aggregate.by_level"]
    assert [key for key, _, _ in faults(aggregate={"by_level": ["arithmetic"] * 3})] == ["aggregate.by_level"]


def test_no_level_named_is_no_method_for_all():
    assert faults(aggregate={"by_level": []})[0][:2] == (
        "aggregate.by_level",
        "names 0 levels, the tree has 2 above the indicators",
    )


def test_an_unknown_key_where_there_are_no_options_is_to_be_left_out():
    assert faults(treat={"max_point": 3}) == [("treat.max_point", "unknown key 'max_point'", "leave it out")]


def test_method_and_by_level_together_are_refused():
    found = faults(aggregate={"method": "geometric", "by_level": ["geometric", "arithmetic"]})

    assert [key for key, _, _ in found] == ["aggregate.by_level"]


def test_a_power_mean_of_order_zero_is_sent_to_the_geometric_one():
    assert faults(aggregate={"method": "power", "p": 0}) == [
        ("aggregate.p", "p is 0, where the power mean is the geometric one", 'method = "geometric"')
    ]


def test_a_method_that_wants_posts_names_the_indicators_without():
    element = [{**ELEMENTS[0], "from": 0.0, "to": 10.0}, *ELEMENTS[1:]]

    found = faults(element=element, normalise={"method": "goalposts"})

    assert [(key, message) for key, message, _ in found] == [
        ("element[1]", "'y' has no 'from', which goalposts wants"),
        ("element[1]", "'y' has no 'to', which goalposts wants"),
    ]


@pytest.mark.parametrize("table", ["screen", "impute", "treat", "normalise", "aggregate", "uncertainty", "element"])
def test_what_should_be_a_table_and_is_not_is_refused(table):
    assert (table,) == tuple(key for key, _, _ in faults(**{table: 3}))


@pytest.mark.parametrize("weight", [True, "1", float("nan"), float("inf"), 10**400])
def test_a_weight_that_is_no_number_is_refused(weight):
    found = faults(element=[{**ELEMENTS[0], "weight": weight}, *ELEMENTS[1:]])

    assert [key for key, _, _ in found] == ["element[0].weight"]


FULL: dict[str, Any] = {
    "name": "Full",
    "element": [
        {"code": "x", "parent": "P", "from": 0.0, "to": 40.0, "treat": {"method": "boxcox", "lambda": 0.5}},
        {"code": "y", "parent": "P", "weight": 2.0, "normalise": "rank"},
        {"code": "z", "parent": "Q", "direction": -1, "denominator": "y", "per": 2.0},
        {"code": "P", "parent": "I", "aggregate": {"method": "power", "p": 2.0}},
        {"code": "Q", "parent": "I"},
        {"code": "I"},
    ],
    "screen": {"min_share": 0.5, "min_nonzero": 0.1},
    "impute": {"method": "group_mean", "by": "region"},
    "treat": {"method": "winsorise_then_log", "max_points": 2, "combine": True},
    "normalise": {"low": 1.0, "mean": 5.0},
    "weights": {"method": "budget", "points": {"Ada": {"x": 3, "y": 4}}},
    "aggregate": {"by_level": ["geometric", "arithmetic"], "p": 2.0, "min_share": 0.2},
    "uncertainty": {
        "weights": [0.1, 0.2],
        "levels": [1, 2],
        "impute": ["none", "median"],
        "treat": ["none", {"method": "winsorise", "max_points": 1}],
        "normalise": ["minmax", "zscore"],
        "aggregate": ["arithmetic", "power"],
        "leave_out": True,
    },
    "years": {"treat": "pooled"},
}
STRANGE = [
    *(None, 0, 1, -1, 2.5, 1e308, 10**400, float("nan"), float("inf"), True, False),
    *("", "x", "I", "none", "minmax", "latest", "regression", "row_mean", "copeland", "pca", "optimised", "log_ct"),
    *([], ["x"], [1], [[]], [None], [{}], {}, {"method": "log"}, {"method": ["x"]}, {"p": 2}),
]


def places(within: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key in range(len(within)) if isinstance(within, list) else within if isinstance(within, dict) else ():
        yield (*path, key)
        yield from places(within[key], (*path, key))


@given(st.sampled_from(sorted(places(FULL), key=str)), st.sampled_from(STRANGE))
def test_whatever_stands_in_a_method_is_read_or_refused(path, strange):
    mapping = deepcopy(FULL)
    within: Any = mapping
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = strange
    values = np.array([[0.0, 10.0, 4.0], [5.0, float("nan"), 3.0], [10.0, 20.0, 2.0], [7.0, 30.0, 1.0]])
    panel = Panel(tuple("abcd"), tuple("xyz"), values, {"region": ("n", "n", "s", None)})

    try:
        method = Method.from_mapping(mapping)
    except CompositeFaults:
        return
    assert Method.from_mapping(method_mapping(method)) == method
    check(panel, method)
