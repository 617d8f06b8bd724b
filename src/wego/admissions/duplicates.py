"""Are two names of organisations likely the same? Case, accents, spacing and words such as “City of” set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from wego.core.folding import fold

NEAR = 0.8
SHORTEST = 3  # of a folded name that may stand inside another
_WORDS = re.compile(
    r"\b(the|of|and|city|municipality|municipal|metropolitan|government|council|local|province|provincial|state|district"
    r"|county|prefecture|region|inc|ltd|co|corp|corporation|company|limited|gmbh|llc)\b",
    re.IGNORECASE,
)
_SUFFIXES = re.compile(
    r"(특별자치시|특별자치도|특별시|광역시|시청|구청|군청|도청|(?<=..)[시군구도]|人民政府|政府|(?<=..)[市省区县])$"
)


def bare(name: str) -> str:
    """A name's own part, folded: `The City of São Paulo` → `saopaulo`; 서울특별시 → the letters of 서울."""
    own = _SUFFIXES.sub("", _WORDS.sub(" ", name).strip())
    return fold(own) or fold(name)


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
