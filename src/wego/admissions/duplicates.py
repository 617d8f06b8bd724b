"""Are two names of organisations likely the same? Case, accents, spacing and words such as “City of” set aside."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from wego.core.bare_names import bare_name as bare

NEAR = 0.8
SHORTEST = 3  # of a folded name that may stand inside another


def is_likely_duplicate(name: str, names: Iterable[str]) -> bool:
    """Is `name` one of these names, a part of one, or so near that a slip of the pen could lie between?"""
    wanted = bare(name)
    return any(_is_near(wanted, bare(known)) for known in names if known)


def _is_near(wanted: str, known: str) -> bool:
    if wanted == known:
        return True
    short, long = sorted((wanted, known), key=lambda name: (len(name), name))
    if len(short) >= SHORTEST and short in long:
        return True
    matcher = SequenceMatcher(None, short, long)
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
