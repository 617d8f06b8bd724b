"""Are two names of organisations likely the same, and how? Case, accents, spacing and “City of” are set aside."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import IntEnum

from wego.core.bare_names import bare_name as bare

NEAR = 0.8
SHORTEST = 3  # of a folded name that may stand inside another


class Likeness(IntEnum):
    """How much two names are alike, the least first."""

    SPELLING = 1  # a slip of the pen could lie between
    PART = 2  # one stands within the other
    SAME = 3


def is_likely_duplicate(name: str, names: Iterable[str]) -> bool:
    """Is `name` one of these names, a part of one, or so near that a slip of the pen could lie between?"""
    wanted = bare(name)
    return any(_likeness(wanted, bare(known)) for known in names if known)


def likest(names: Iterable[str], known: Iterable[str]) -> tuple[Likeness, str] | None:
    """How far one of these names and one of the known ones are alike at the most, and that known one."""
    theirs = [(name, bare(name)) for name in known if name]
    found = [
        (likeness, name) for one in names if one for name, own in theirs if (likeness := _likeness(bare(one), own))
    ]
    return max(found, key=lambda pair: pair[0], default=None)


def _likeness(wanted: str, known: str) -> Likeness | None:
    if wanted == known:
        return Likeness.SAME
    short, long = sorted((wanted, known), key=lambda name: (len(name), name))
    if len(short) >= SHORTEST and short in long:
        return Likeness.PART
    matcher = SequenceMatcher(None, short, long)
    is_near = matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
    return Likeness.SPELLING if is_near else None
