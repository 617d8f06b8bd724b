"""The structure of an index, and what is refused of it."""

from __future__ import annotations

import numpy as np
import pytest

from wego.engines.composite import CompositeFaults, Tree, TreeElement, dotted


def refused(*elements: TreeElement) -> list[tuple[str, str]]:
    with pytest.raises(CompositeFaults) as raised:
        Tree(elements)
    return [(dotted(fault.key), fault.message) for fault in raised.value.faults]


def test_levels_count_from_the_indicators_up():
    tree = Tree(
        (
            TreeElement("x", "P"),
            TreeElement("y", "Index"),
            TreeElement("P", "Q"),
            TreeElement("Q", "Index"),
            TreeElement("Index"),
        )
    )

    assert dict(zip([e.code for e in tree.elements], tree.levels, strict=True)) == {
        "x": 1,
        "y": 1,
        "P": 2,
        "Q": 3,
        "Index": 4,
    }
    assert tree.indicators == ("x", "y")
    assert tree.aggregates == ("Index", "Q", "P")
    assert tree.height == 4


def test_effective_weights_multiply_the_siblings_shares_up_the_tree():
    tree = Tree(
        (
            TreeElement("x", "P", 1.0),
            TreeElement("y", "P", 3.0),
            TreeElement("z", "Q", 7.0),
            TreeElement("P", "Index", 2.0),
            TreeElement("Q", "Index", 3.0),
            TreeElement("Index", weight=9.0),
        )
    )

    np.testing.assert_allclose(tree.effective_weights, [0.1, 0.3, 0.6, 0.4, 0.6, 1.0], rtol=1e-15)


def test_tree_refuses_two_roots():
    found = refused(TreeElement("x", "I"), TreeElement("I"), TreeElement("J"))

    assert found == [("element[2]", "'J' is a second root beside 'I'")]


def test_tree_refuses_no_root():
    found = refused(TreeElement("x", "I"), TreeElement("I", "x"))

    assert ("element", "no element is the root") in found


def test_tree_refuses_an_orphan():
    found = refused(TreeElement("x", "I"), TreeElement("y", "Gone"), TreeElement("I"))

    assert found == [("element[1].parent", "an orphan: parent 'Gone' is not an element")]


def test_tree_refuses_a_cycle_beside_the_root():
    found = refused(
        TreeElement("x", "I"), TreeElement("I"), TreeElement("A", "B"), TreeElement("B", "C"), TreeElement("C", "A")
    )

    assert found == [("element[2].parent", "a cycle: A → B → C → A")]


def test_tree_names_the_cycle_that_swallowed_the_root():
    found = refused(TreeElement("x", "P"), TreeElement("P", "Index"), TreeElement("Index", "P"))

    assert found == [("element", "no element is the root"), ("element[1].parent", "a cycle: P → Index → P")]


def test_tree_names_wrong_weights_beside_a_wrong_shape():
    found = refused(TreeElement("x", "I", -1.0), TreeElement("I"), TreeElement("J"))

    assert [key for key, _ in found] == ["element[2]", "element[0].weight"]


def test_tree_refuses_a_code_that_stands_twice():
    found = refused(TreeElement("x", "I"), TreeElement("x", "I"), TreeElement("I"))

    assert found == [("element[1].code", "code 'x' appears 2 times")]


@pytest.mark.parametrize("code", ["", " x", "unit", "rank", "group:region"])
def test_tree_refuses_a_code_that_is_no_column_name(code):
    found = refused(TreeElement(code, "I"), TreeElement("I"))

    assert [key for key, _ in found] == ["element[0].code"]


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_tree_refuses_a_weight_that_is_none(weight):
    found = refused(TreeElement("x", "I", weight), TreeElement("y", "I"), TreeElement("I"))

    assert found == [("element[0].weight", f"weight of 'x' is {weight}")]


def test_tree_refuses_weights_that_are_all_zero():
    found = refused(TreeElement("x", "I", 0.0), TreeElement("y", "I", 0.0), TreeElement("I"))

    assert found == [("element[2]", "the weights below 'I' are all 0")]


def test_tree_refuses_directions_and_posts_on_aggregates():
    found = refused(TreeElement("x", "I", direction=2), TreeElement("I", direction=-1, lower=0.0))

    assert [key for key, _ in found] == ["element[0].direction", "element[1].direction", "element[1].from"]


def test_tree_refuses_nothing_and_a_root_alone():
    assert refused() == [("element", "there are no elements")]
    assert refused(TreeElement("I")) == [("element", "'I' has no indicator below it")]


def test_tree_takes_a_chain_of_many_levels():
    chain = [TreeElement("0")] + [TreeElement(str(n), str(n - 1)) for n in range(1, 3000)]

    assert Tree(tuple(chain)).height == 3000
