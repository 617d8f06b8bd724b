"""Checking before computing."""

from __future__ import annotations

import numpy as np

from wego.engines.composite import Method, Panel, check

NAN = float("nan")


def said(faults):
    return [(fault.indicator or fault.unit or fault.key, fault.message) for fault in faults]


def test_a_plain_panel_and_method_have_nothing_wrong(panel, method):
    found = check(panel, method())

    assert found.wrong == ()


def test_wrong_is_what_building_refuses(panel, method):
    found = check(panel, method(aggregate={"method": "geometric"}))

    assert [(fault.unit, fault.indicator) for fault in found.wrong] == [("a", "x"), ("a", "y"), ("a", "z")]


def test_wrong_is_also_what_only_a_draw_would_meet(panel, method):
    found = check(panel, method(uncertainty={"aggregate": ["arithmetic", "harmonic"]}))

    assert {fault.indicator for fault in found.wrong} == {"x", "y", "z"}
    assert all(fault.message.startswith("when chosen by [uncertainty]") for fault in found.wrong)


def test_doubts_about_indicators(method):
    rng = np.random.default_rng(0)
    values = np.column_stack([[1.0] * 29 + [500.0], rng.normal(size=30), rng.normal(size=30)])
    values[:15, 1] = NAN
    panel = Panel(tuple(f"u{n}" for n in range(30)), ("x", "y", "z"), values)

    found = said(check(panel, method()).doubtful)

    assert ("x", "29 of 30 values are the same") in found
    assert any(place == "x" and message.startswith("outliers: skewness 5.48") for place, message in found)
    assert ("y", "only 15 of 30 units have a value") in found


def test_doubts_about_constant_single_and_absent_values(method):
    values = np.array([[7.0, NAN, NAN], [7.0, 2.0, NAN], [7.0, NAN, NAN]])
    panel = Panel(("a", "b", "c"), ("x", "y", "z"), values)

    found = said(check(panel, method(normalise={"method": "borda"})).doubtful)

    assert ("x", "the indicator is 7 for every unit and does not distinguish between them") in found
    assert ("y", "the indicator has one value only") in found
    assert ("z", "the indicator has no values and has no effect") in found


def test_doubts_are_about_the_figures_as_divided_and_treated_on_their_own(method):
    rng = np.random.default_rng(0)
    people = rng.lognormal(0.0, 3.0, 30)
    values = np.column_stack([people * rng.normal(10.0, 1.0, 30), people, np.append(rng.normal(size=29), 99.0)])
    panel = Panel(tuple(f"u{n}" for n in range(30)), ("x", "people", "z"), values)
    elements = [
        {"code": "x", "parent": "I", "denominator": "people"},
        {"code": "z", "parent": "I", "treat": "winsorise"},
        {"code": "I"},
    ]

    found = said(check(panel, method(element=elements)).doubtful)

    assert not any("outliers" in message for _, message in found)


def test_a_unit_ranked_on_few_values_is_a_doubt(panel, method):
    few = Panel(("a", "b", "c"), panel.codes, np.array([[1.0, NAN, NAN], [2.0, 1.0, 1.0], [3.0, 2.0, 3.0]]))

    found = said(check(few, method()).doubtful)

    assert ("a", "67% of its values are missing, yet it is ranked") in found


def test_siblings_that_say_the_same_or_the_opposite_are_doubts(method):
    rng = np.random.default_rng(0)
    x = rng.normal(size=40)
    panel = Panel(
        tuple(f"u{n}" for n in range(40)), ("x", "y", "z"), np.column_stack([x, x + 0.01 * rng.normal(size=40), x])
    )

    found = said(check(panel, method()).doubtful)

    assert ("x", "nearly the same as y: correlation 1.00 within P") in found
    assert ("P", "runs against Q: correlation -1.00 within Index") in found


def test_doubts_about_the_method():
    elements = [
        {"code": "x", "parent": "P", "target": 3.0},
        {"code": "y", "parent": "Index", "weight": 0.0},
        {"code": "P", "parent": "Index"},
        {"code": "Index"},
    ]
    method = Method.from_mapping({"element": elements, "uncertainty": {"weights": 0.0}})
    panel = Panel(("a", "b"), ("x", "y"), np.array([[1.0, 2.0], [2.0, 1.0]]))

    found = said(check(panel, method).doubtful)

    assert (("element", 2), "'P' has one child only and adds nothing to it") in found
    assert (("element", 1, "weight"), "'y' has weight 0 and has no effect") in found
    assert (("element", 0, "target"), "'target' is given for 1 elements and not used by minmax") in found
    assert (("uncertainty",), "no variation between simulations") in found
