"""What somebody may have meant who wrote one letter wrong: names one letter away, found by the half that is right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from wego.core.bare_names import bare_name
from wego.core.search.kinds import SEARCH_KINDS
from wego.core.search.models import PIECE, SearchEntry, SearchPiece

SHORTEST = 4  # letters: of shorter words too many others are one letter away
MOST_READ = 400
MOST_SHOWN = 3
LAST = "\U0010ffff"  # after every letter


def suggestions(user: Any, kind: str, words: str) -> list[SearchEntry]:
    """Things of a kind that this reader may see with a name one letter away from these words, the shortest first.

    One wrong letter leaves the first half of a word right, or the second: only names that hold one of them are read.
    """
    wanted = bare_name(words)
    if len(wanted) < SHORTEST:
        return []
    middle = len(wanted) // 2
    # The last is left where the two letters in the middle are swapped.
    halves = {wanted[:middle], wanted[middle:], wanted[middle + 1 :]}
    known = Q()
    for half in (one for one in halves if len(one) > 1):
        known |= Q(piece__gte=half[:PIECE], piece__lt=half[:PIECE] + LAST)
    found = SearchPiece.objects.filter(known, kind=kind).values("thing_id")
    seen = SEARCH_KINDS[kind].visible_to(user).order_by().values("pk")
    entries = SearchEntry.objects.filter(kind=kind, thing_id__in=found).filter(thing_id__in=seen).order_by("text")
    near = [entry for entry in entries[:MOST_READ] if is_one_letter_away(wanted, _spellings(entry))]
    return sorted(near, key=lambda entry: (len(entry.text), entry.text))[:MOST_SHOWN]


def _spellings(entry: SearchEntry) -> set[str]:
    """As they are searched, and their own part."""
    return set(entry.text.split("|")) | {bare_name(title) for title in entry.titles.values()}


def is_one_letter_away(wanted: str, spellings: Iterable[str]) -> bool:
    """Is one of these spellings the word with a letter changed, added, left out, or two neighbours swapped?"""
    return any(_is_near(wanted, one) for one in spellings)


def _is_near(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )
