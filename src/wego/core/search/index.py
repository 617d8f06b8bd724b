"""Writes the index: with what it tells of, in the same transaction; and anew, where something was written past it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from wego.core.folding import fold_all, fold_from_words
from wego.core.search.hooks import names_written
from wego.core.search.kinds import SEARCH_KINDS, SearchKind, followers_of, kind_of_model
from wego.core.search.models import PIECE, SearchEntry, SearchPiece

BATCH = 500
PIECES_AT_ONCE = 300  # three values each: below what either database takes in one statement


def note_written(
    model: type[Model], things: Iterable[Any], fields: Iterable[str] | None = None, *, is_new: bool = False
) -> None:
    """Things of one model were written (`fields`: only these of them): keep what they are found by.

    Of what `is_new` nothing is looked up, and nobody points to it yet.
    """
    kind = kind_of_model(model)
    if kind is None or (fields is not None and set(kind.reads).isdisjoint(fields)):
        return
    if is_new:
        write(kind, things, is_new=True)
    elif changed := write(kind, things):
        for follower, field in followers_of(model):
            rows = follower.model._default_manager.filter(**{f"{field}__in": changed})
            write(follower, rows.select_related(*follower.joined))


def note_deleted(model: type[Model], numbers: Iterable[Any]) -> None:
    """Things of one model are no more."""
    if kind := kind_of_model(model):
        _forget(kind, list(numbers))


def write(kind: SearchKind, things: Iterable[Any], *, is_new: bool = False) -> list[int]:
    """Bring the index up to what these things say; answers the numbers of those of which it said something else."""
    changed: list[int] = []
    for part in _in_batches(things):
        numbers = [thing.pk for thing in part]
        entries = SearchEntry.objects.filter(kind=kind.code, thing_id__in=[] if is_new else numbers)
        known = {entry.thing_id: entry for entry in entries}
        differing = [entry for thing in part if (entry := entry_of(kind, thing)) and not _is_same(entry, known)]
        gone = [thing.pk for thing in part if thing.pk in known and not kind.is_found(thing)]
        with transaction.atomic(savepoint=False):
            _put(kind, differing, known)
            _forget(kind, gone)
            names_written.fire(kind=kind, things=part)
        changed += [entry.thing_id for entry in differing] + gone
    return changed


def rebuild() -> int:
    """Look at everything that can be found; answers of how many things the index had said something else."""
    corrected = 0
    for kind in SEARCH_KINDS.values():
        rows = kind.model._default_manager.select_related(*kind.joined).order_by("pk")
        corrected += len(write(kind, rows.iterator(chunk_size=BATCH)))
        there = kind.model._default_manager.order_by().values("pk")
        gone = SearchEntry.objects.filter(kind=kind.code).exclude(thing_id__in=there)
        numbers = list(gone.values_list("thing_id", flat=True))
        _forget(kind, numbers)
        corrected += len(numbers)
    return corrected


def refresh_index(at: datetime) -> None:
    """Once a day: what was written past the index is found all the same."""
    rebuild()


def entry_of(kind: SearchKind, thing: Any) -> SearchEntry | None:
    """What the index is to say of a thing; None where it is not to be found."""
    if not kind.is_found(thing):
        return None
    titles = {language: str(title) for language, title in kind.titles(thing).items() if title}
    named = titles.values() if kind.is_found_by_title else ()
    found_by = dict.fromkeys([*named, *filter(None, kind.spellings(thing))])
    text = "|".join(filter(None, map(fold_from_words, found_by))) if kind.is_found_by_words else fold_all(*found_by)
    key = str(attrgetter(kind.key)(thing))
    return SearchEntry(kind=kind.code, thing_id=thing.pk, key=key, titles=titles, text=text)


def pieces_of(kind: SearchKind, text: str) -> Iterator[str]:
    """Each folded spelling from each of its letters on, or of its words."""
    names = text.split("|") if text else []
    if kind.is_found_by_words:  # each word begins a spelling already
        return iter(dict.fromkeys(name[:PIECE] for name in names))
    return iter(dict.fromkeys(name[start : start + PIECE] for name in names for start in range(len(name))))


def _in_batches(things: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(things)
    while part := list(islice(left, BATCH)):
        yield part


def _is_same(entry: SearchEntry, known: dict[int, SearchEntry]) -> bool:
    found = known.get(entry.thing_id)
    return found is not None and (found.key, found.titles, found.text) == (entry.key, entry.titles, entry.text)


def _put(kind: SearchKind, entries: list[SearchEntry], known: dict[int, SearchEntry]) -> None:
    if not entries:
        return
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["kind", "thing_id"], update_fields=["key", "titles", "text"]
    )
    respelled = [entry for entry in entries if not (old := known.get(entry.thing_id)) or old.text != entry.text]
    former = [entry.thing_id for entry in respelled if entry.thing_id in known]
    if former:
        SearchPiece.objects.filter(kind=kind.code, thing_id__in=former).delete()
    _put_pieces((kind.code, piece, entry.thing_id) for entry in respelled for piece in pieces_of(kind, entry.text))


def _put_pieces(rows: Iterable[tuple[str, str, int]]) -> None:
    """Written by hand: forty short rows for one title, and the ORM takes ten times as long as the database."""
    left = iter(rows)
    with connection.cursor() as cursor:
        while part := list(islice(left, PIECES_AT_ONCE)):
            places = ", ".join(["(%s, %s, %s)"] * len(part))
            cursor.execute(
                f"INSERT INTO core_searchpiece (kind, piece, thing_id) VALUES {places} ON CONFLICT DO NOTHING",  # noqa: S608 (no word of a reader's)
                list(chain.from_iterable(part)),
            )


def _forget(kind: SearchKind, numbers: list[int]) -> None:
    for part in _in_batches(numbers):
        SearchEntry.objects.filter(kind=kind.code, thing_id__in=part).delete()
        SearchPiece.objects.filter(kind=kind.code, thing_id__in=part).delete()
