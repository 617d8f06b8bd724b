"""Reads of the search: which things of a noun bear a name, and what of everything a reader may see bears it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from wego.core.bare_names import bare_name
from wego.core.folding import fold
from wego.core.languages import SOURCE
from wego.core.search.kinds import SEARCH_KINDS, SearchKind
from wego.core.search.models import PIECE, SearchEntry, SearchPiece
from wego.core.search.suggestions import suggestions

MOST_OF_A_KIND = 20
MOST_WORDS = 6  # by which the fewest are looked for; by the others what is found is read
MOST_RANKED = 40  # of what bears the words: so many are put in order, however many there are
LAST = "\U0010ffff"  # after every letter


def is_too_short(words: str) -> bool:
    """Nothing but single letters: one of the Latin stands in nearly every name, one of Hangul or Han can be a word."""
    folded = list(filter(None, map(fold, words.split())))
    return bool(folded) and all(len(word) == 1 and word.isascii() for word in folded)


def things_named(kind: str, folded: str) -> QuerySet[Any, Any]:
    """The numbers of the things of a kind in a spelling of which these folded letters stand, anywhere in it."""
    begun = SearchPiece.objects.filter(kind=kind, piece__gte=folded[:PIECE], piece__lt=folded[:PIECE] + LAST).values(
        "thing_id"
    )
    if len(folded) <= PIECE:
        return begun
    return SearchEntry.objects.filter(kind=kind, thing_id__in=begun, text__contains=folded).values("thing_id")


def named(rows: QuerySet[Any], kind: str, words: str, *, field: str = "pk") -> QuerySet[Any]:
    """A list narrowed to what bears the words as its name, or a part of it; `field` points to what is named.

    Where nothing does, what bears the name's own part (`core.bare_names`).
    """
    folded, bare = fold(words), bare_name(words)
    if not folded:
        return rows.none()
    things = things_named(kind, folded)
    if bare != folded and not things.exists():  # 서울시 and “Seoul City” are called 서울 and Seoul
        things = things_named(kind, bare)
    return rows.filter(**{f"{field}__in": things})


@dataclass(frozen=True)
class SearchResult:
    """One thing found: what it is called in the reader's language, and where it is."""

    title: str
    url: str


@dataclass(frozen=True)
class KindFound:
    """What was found of a noun, at most `MOST_OF_A_KIND`; `more` says that there is more of it."""

    kind: SearchKind
    results: list[SearchResult]
    more: bool


def find(user: Any, words: str) -> list[KindFound]:
    """What this reader may see on the public site and on a member's pages."""
    return _find(user, words, [kind for kind in SEARCH_KINDS.values() if kind.address])


def find_in_office(user: Any, words: str) -> list[KindFound]:
    """What this reader may see, at its pages in the office."""
    kinds = [
        _in_office(kind) for kind in SEARCH_KINDS.values() if kind.office_address and kind.opened_in_office_by(user)
    ]
    return _find(user, words, kinds)


def _in_office(kind: SearchKind) -> SearchKind:
    """A noun at its pages in the office, to those who see them there."""
    return replace(kind, address=kind.office_address, visible_to=kind.seen_in_office_by or kind.visible_to)


def _find(user: Any, words: str, kinds: list[SearchKind]) -> list[KindFound]:
    # The longest word first: it finds the fewest.
    wanted = sorted(filter(None, map(fold, words.split())), key=len, reverse=True)
    if not wanted or is_too_short(words):
        return []
    found = _found(user, wanted, words, kinds)
    bare = bare_name(words)
    return found or (_found(user, [bare], bare, kinds) if [bare] != wanted else [])


def _found(user: Any, wanted: list[str], words: str, kinds: list[SearchKind]) -> list[KindFound]:
    found = []
    for kind, counts in zip(kinds, _counts(kinds, wanted[:MOST_WORDS]), strict=True):
        if not all(counts.values()):  # no thing of this kind has all the words
            continue
        rarest = min(counts, key=lambda word: counts[word])
        assert kind.address is not None
        entries = _entries(kind, user, [rarest, *(word for word in wanted if word != rarest)], words)
        results = [SearchResult(title_of(entry), kind.address(entry)) for entry in entries[:MOST_OF_A_KIND]]
        if results:
            found.append(KindFound(kind, results, len(entries) > MOST_OF_A_KIND))
    return found


def _counts(kinds: list[SearchKind], wanted: list[str]) -> list[dict[str, int]]:
    """How many pieces of each kind begin with each word, none counted beyond `MOST_RANKED`; one query for all of them.

    So a noun without the words is asked nothing further, and where there are several the fewest are looked at.
    Written by hand: it is many small looks into one index, and the ORM takes longer to write them than they take.
    """
    one = (
        "(SELECT COUNT(*) FROM (SELECT 1 FROM core_searchpiece "  # noqa: S608 (numbers of ours alone)
        f"WHERE kind = %s AND piece >= %s AND piece < %s LIMIT {MOST_RANKED}) AS begun)"
    )
    # Of a long word the end is asked for, too: it begins a piece wherever each letter does.
    parts = [
        (kind, word[-PIECE:] if is_end and not kind.is_found_by_words else word[:PIECE])
        for kind in kinds
        for word in wanted
        for is_end in (False, True)
    ]
    asked = [(kind.code, part, part + LAST) for kind, part in parts]
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([one] * len(asked))}", [part for facts in asked for part in facts])
        counts = iter(cursor.fetchone())
    return [{word: min(next(counts), next(counts)) for word in wanted} for _kind in kinds]


def meant_instead(user: Any, words: str) -> list[SearchResult]:
    """Where nothing is found: what of the public site is called so but for one letter."""
    return [
        SearchResult(title_of(entry), kind.address(entry))
        for kind in SEARCH_KINDS.values()
        if kind.address and kind.suggests
        for entry in suggestions(user, kind.code, words)
    ]


def _entries(kind: SearchKind, user: Any, wanted: list[str], words: str) -> list[SearchEntry]:
    """Who sees it is asked of the noun itself each time: nothing that the index remembers can be out of date.

    The index of pieces is walked until there are enough: whose name ends with the words comes first, so whoever is
    called just so is among them. What many bear costs no more than what some do.
    """
    first, *others = wanted
    found = SearchPiece.objects.filter(
        kind=kind.code,
        piece__gte=first[:PIECE],
        piece__lt=first[:PIECE] + LAST,
        thing_id__in=kind.visible_to(user).order_by().values("pk"),
    )
    for word in [*others, *([first] if len(first) > PIECE else [])]:
        entry = SearchEntry.objects.filter(kind=kind.code, thing_id=OuterRef("thing_id"), text__contains=word)
        found = found.filter(Exists(entry))
    numbers = found.order_by("piece", "-thing_id").values("thing_id")[:MOST_RANKED]
    whole = fold(words)
    entries = SearchEntry.objects.filter(kind=kind.code, thing_id__in=numbers)
    return sorted(entries, key=lambda entry: (_nearness(entry.text, whole), entry.text, -entry.thing_id))


def _nearness(text: str, whole: str) -> int:
    """Who is called so comes first, then whose name begins so, in any of its spellings."""
    names = text.split("|")
    return 0 if whole in names else 1 if any(name.startswith(whole) for name in names) else 2


def title_of(entry: SearchEntry) -> str:
    """In the reader's language, else in English, else in whatever there is."""
    titles = entry.titles
    return titles.get(get_language() or SOURCE) or titles.get(SOURCE) or next(iter(titles.values()), entry.key)
