"""Small groups are hidden, and nothing that is shown brings them back."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from wego.core.small_groups import hidden_groups, is_small


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"yes": 20, "no": 30}, set()),
        ({"yes": 20, "no": 0}, set()),
        ({"yes": 20, "no": 3}, {"yes", "no"}),  # of 23 people 20 would leave 3
        ({"yes": 20, "no": 9, "perhaps": 1}, {"no", "perhaps"}),
        ({"yes": 20, "no": 3, "perhaps": 3}, {"no", "perhaps"}),
        ({"yes": 20, "no": 4, "perhaps": 4}, {"yes", "no", "perhaps"}),  # eight among two, each under five
        ({"yes": 1, "no": 0}, {"yes", "no"}),
        ({"yes": 0, "no": 0}, set()),
    ],
)
def test_beside_a_small_group_others_are_hidden(counts: dict[str, int], hidden: set[str]) -> None:
    assert hidden_groups(counts) == hidden


@pytest.mark.parametrize("groups", [2, 3])
def test_whatever_is_shown_leaves_each_hidden_group_open(groups: int) -> None:
    """Every way in which people can be spread: all that look alike once hidden differ in each hidden group."""
    alike = defaultdict(list)
    for counts in product(range(17), repeat=groups):
        hidden = hidden_groups(dict(enumerate(counts)))
        shown = tuple(None if place in hidden else count for place, count in enumerate(counts))
        alike[sum(counts), shown].append(counts)

    told = [
        (whole, shown)
        for (whole, shown), several in alike.items()
        for place, one in enumerate(shown)
        if one is None and len({counts[place] for counts in several}) < 2
    ]
    assert told == []


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (4, True), (5, False), (16, True), (20, False)])
def test_those_who_did_not_tick_are_a_group_too(count: int, small: bool) -> None:
    assert is_small(count, of=20) is small
