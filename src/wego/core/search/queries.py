"""Reads of the search: which things of a noun bear a name, and what of everything a reader may see bears it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet
from django.utils.translation import get_language

from wego.core.bare_names import bare_name
from wego.core.folding import fold
from wego.core.languages import SOURCE
from wego.core.search.kinds import SEARCH_KINDS, SearchKind
from wego.core.search.models import PIECE, SearchEntry, SearchPiece
from wego.core.search.suggestions import suggestions

MOST_OF_A_KIND = 20
MOST_OF_SEVERAL = 8  # of each, where things of several nouns bear the words
MOST_WORDS = 6  # by which the fewest are looked for; by the others what is found is read
MOST_COUNTED = 500  # pieces: enough to tell a rare end of a name from a common one
MOST_RANKED = 40  # of what bears the words: so many are put in order, however many there are
LAST = "\U0010ffff"  # after every letter


def is_too_short(words: str) -> bool:
    """Nothing but single letters: one of the Latin stands in nearly every name, one of Hangul or Han can be a word."""
    folded = list(filter(None, map(fold, words.split())))
    return bool(folded) and all(len(word) == 1 and word.isascii() for word in folded)


def things_named(kind: str, folded: str) -> QuerySet[Any, Any]:
    """The numbers of the things of a kind in a spelling of which these folded letters stand, anywhere in it."""
    part = folded[:PIECE] if len(folded) <= PIECE else _rarer_end(kind, folded)
    begun = SearchPiece.objects.filter(kind=kind, piece__gte=part, piece__lt=part + LAST).values("thing_id")
    if len(folded) <= PIECE:
        return begun
    return SearchEntry.objects.filter(kind=kind, thing_id__in=begun, text__contains=folded).values("thing_id")


def _rarer_end(kind: str, folded: str) -> str:
    """By its beginning or by its end: “Invitation to forum 4711” is one by its end, thousands by its beginning."""
    parts = [folded[:PIECE], folded[-PIECE:]]
    if SEARCH_KINDS[kind].is_found_by_words:  # only the beginnings of words are kept
        return parts[0]
    counts = _begun([(kind, part) for part in parts], most=MOST_COUNTED)
    return min(zip(counts, parts, strict=True), key=lambda one: one[0])[1]


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
    """What was found of a noun, at most `MOST_OF_A_KIND` or `MOST_OF_SEVERAL`; `more` says that there is more of it."""

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
    looked_for: list[tuple[SearchKind, list[str]]] = []
    for kind, counts in zip(kinds, _counts(kinds, wanted[:MOST_WORDS]), strict=True):
        if all(counts.values()):  # else no thing of this kind has all the words
            rarest = min(counts, key=lambda word: counts[word])
            looked_for.append((kind, [rarest, *(word for word in wanted if word != rarest)]))
    most = MOST_OF_A_KIND if len(looked_for) == 1 else MOST_OF_SEVERAL
    entries = _entries(looked_for, user, words, ranked=min(MOST_RANKED, 2 * most))
    return [
        KindFound(kind, _results(kind, own[:most]), len(own) > most)
        for kind, _words in looked_for
        if (own := entries.get(kind.code))
    ]


def _results(kind: SearchKind, entries: list[SearchEntry]) -> list[SearchResult]:
    assert kind.address is not None
    return [SearchResult(title_of(entry), kind.address(entry)) for entry in entries]


def _counts(kinds: list[SearchKind], wanted: list[str]) -> list[dict[str, int]]:
    """How many pieces of each kind begin with each word, none counted beyond a few; one query for all of them.

    So a noun without the words is asked nothing further, and where there are several the fewest are looked at.
    Written by hand: it is many small looks into one index, and the ORM takes longer to write them than they take.
    """
    # Of a long word the end is asked for, too: it begins a piece wherever each letter does.
    parts = [
        (kind.code, word[-PIECE:] if is_end and not kind.is_found_by_words else word[:PIECE])
        for kind in kinds
        for word in wanted
        for is_end in (False, True)
    ]
    # Of one word it is enough to know that it is there; of several the rarest is wanted.
    counts = iter(_begun(parts, most=MOST_COUNTED if len(wanted) > 1 else 1))
    return [{word: min(next(counts), next(counts)) for word in wanted} for _kind in kinds]


def _begun(parts: list[tuple[str, str]], *, most: int) -> list[int]:
    """How many pieces of a kind begin with each part, none counted beyond `most`."""
    one = (
        "(SELECT COUNT(*) FROM (SELECT 1 FROM core_searchpiece "  # noqa: S608 (numbers of ours alone)
        f"WHERE kind = %s AND piece >= %s AND piece < %s LIMIT {most}) AS begun)"
    )
    distinct = list(dict.fromkeys(parts))
    if not distinct:
        return []
    asked = [value for kind, part in distinct for value in (kind, part, part + LAST)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([one] * len(distinct))}", asked)
        counts = dict(zip(distinct, cursor.fetchone(), strict=True))
    return [counts[part] for part in parts]


def meant_instead(user: Any, words: str) -> list[SearchResult]:
    """Where nothing is found: what of the public site is called so but for one letter."""
    return [
        SearchResult(title_of(entry), kind.address(entry))
        for kind in SEARCH_KINDS.values()
        if kind.address and kind.suggests
        for entry in suggestions(user, kind.code, words)
    ]


def _entries(
    looked_for: list[tuple[SearchKind, list[str]]], user: Any, words: str, *, ranked: int
) -> dict[str, list[SearchEntry]]:
    """What bears the words, by kind, the nearest first; one query for all kinds, since most of each is its overhead.

    Written by hand, as the counts are: the ORM takes longer to write it than the database to answer it.
    """
    parts, given = [], []
    for kind, wanted in looked_for:
        try:
            numbers, own = _numbers(kind, user, wanted, most=ranked)
        except EmptyResultSet:  # of this noun the reader sees nothing at all
            continue
        parts.append(f"(kind = %s AND thing_id IN ({numbers}))")
        given += [kind.code, *own]
    whole, found = fold(words), defaultdict[str, list[SearchEntry]](list)
    if parts:
        which = " OR ".join(parts)
        for entry in SearchEntry.objects.raw(f"SELECT * FROM core_searchentry WHERE {which}", given):  # noqa: S608
            found[entry.kind].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (_nearness(entry.text, whole), entry.text, -entry.thing_id))
    return found


def _numbers(kind: SearchKind, user: Any, wanted: list[str], *, most: int) -> tuple[str, list[Any]]:
    """The question for the numbers of the things of a kind that this reader sees and that bear the words.

    Who sees it is asked of the noun itself each time: nothing that the index remembers can be out of date.
    The index of pieces is walked until there are enough: whose name ends with the words comes first, so whoever is
    called just so is among them. What many bear costs no more than what some do.
    """
    first, *others = wanted
    part = first[:PIECE]
    asked = "SELECT found.thing_id FROM core_searchpiece found WHERE found.kind = %s AND found.piece >= %s"
    asked, given = f"{asked} AND found.piece < %s", [kind.code, part, part + LAST]
    seen = kind.visible_to(user)
    if seen.query.where.children:  # who sees everything of a noun need not be asked of each thing
        numbers, own = seen.order_by().values(seen_number=F("pk")).query.sql_with_params()
        asked += f" AND EXISTS (SELECT 1 FROM ({numbers}) seen WHERE seen.seen_number = found.thing_id)"  # noqa: S608 (a query of ours)
        given += own
    if read := [*others, *([first] if len(first) > PIECE else [])]:
        each = " AND read.text LIKE %s ESCAPE '\\'" * len(read)
        one = "SELECT 1 FROM core_searchentry read WHERE read.kind = %s AND read.thing_id = found.thing_id"
        asked += f" AND EXISTS ({one}{each})"
        given += [kind.code, *(f"%{connection.ops.prep_for_like_query(word)}%" for word in read)]
    return f"{asked} ORDER BY found.piece, found.thing_id DESC LIMIT {most}", given


def _nearness(text: str, whole: str) -> int:
    """Who is called so comes first, then whose name begins so, in any of its spellings."""
    names = text.split("|")
    return 0 if whole in names else 1 if any(name.startswith(whole) for name in names) else 2


def title_of(entry: SearchEntry) -> str:
    """In the reader's language, else in English, else in whatever there is."""
    titles = entry.titles
    return titles.get(get_language() or SOURCE) or titles.get(SOURCE) or next(iter(titles.values()), entry.key)
