"""Counts of anonymous answers without the small groups: hidden so that no subtraction brings them back."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

LEAST = 5  # people: a group of fewer is not shown
K = TypeVar("K", bound=Hashable)


def hidden_groups(counts: Mapping[K, int]) -> set[K]:
    """Which groups of a whole not to show, where the whole is known: its counts add up to it, those who said nothing
    among them.

    Beside each group of one to four people so many others are hidden that what is left over says of none of them how
    many it has, also to a reader who knows this rule: complementary cell suppression (Hundepool and others,
    *Statistical Disclosure Control*, 2012, chapter 4).
    """
    hidden = {key for key, count in counts.items() if 0 < count < LEAST}
    if not hidden:
        return set()
    others = sorted((key for key in counts if key not in hidden), key=lambda key: (counts[key] == 0, counts[key]))
    while others and _is_told(sum(counts[key] for key in hidden), len(hidden)):
        least = counts[others[0]]  # of equals all are hidden: which of them would tell
        hidden |= {key for key in others if counts[key] == least}
        others = [key for key in others if counts[key] != least]
    return hidden


def is_small(count: int, of: int) -> bool:
    """Whether those who ticked something, or those who did not, are too few to be counted."""
    return 0 < count < LEAST or 0 < of - count < LEAST


def _is_told(people: int, groups: int) -> bool:
    """Whether what is left over for the hidden groups says how many each has, or is itself a group too small."""
    return groups == 1 or people < LEAST or people in (groups, (LEAST - 1) * groups)
