"""The nouns that can be found: what each is found by, who sees it, and where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import override

from wego.core import languages

if TYPE_CHECKING:
    from wego.core.search.models import SearchEntry

Words = str | Promise


def _always(thing: Any) -> bool:
    return True


@dataclass(frozen=True)
class SearchKind:
    """One noun in the search.

    `titles` answers by language what a result says, `spellings` what else it is found by. `reads` names the fields that
    either comes from: only a write to one of them is a reason to look. `follows` names, for another searchable model,
    the field by which this noun points to it and whose names it shows. A name is found from each of its letters on;
    what is no name (an address, what a payer wrote) from the beginning of each of its words: `is_found_by_words`.
    """

    code: str
    model: type[Model]
    label: Words
    titles: Callable[[Any], Mapping[str, str]]
    visible_to: Callable[[Any], QuerySet[Any]]
    reads: tuple[str, ...]
    spellings: Callable[[Any], Iterable[str]] = lambda thing: ()
    is_found: Callable[[Any], bool] = _always
    is_found_by_title: bool = True  # else by its spellings alone
    is_found_by_words: bool = False
    key: str = "pk"  # what its addresses bear
    address: Callable[[SearchEntry], str] | None = None  # its page on the public site or among a member's pages
    office_address: Callable[[SearchEntry], str] | None = None
    opened_in_office_by: Callable[[Any], bool] = _always  # may this reader open its pages there at all
    seen_in_office_by: Callable[[Any], QuerySet[Any]] | None = None  # where that is less than what the public sees
    joined: tuple[str, ...] = ()  # for `select_related`
    suggests: bool = False  # are names one letter away offered where nothing is found
    follows: Mapping[type[Model], str] = field(default_factory=dict)


def in_every_language(written: Callable[[], str]) -> dict[str, str]:
    """What a result says, by language: for titles in which amounts, days or words of the platform stand."""
    titles = {}
    for code in languages.codes():
        with override(code):
            titles[code] = written()
    return titles


SEARCH_KINDS: dict[str, SearchKind] = {}
_BY_MODEL: dict[type[Model], SearchKind] = {}


def declare(kind: SearchKind) -> SearchKind:
    """Make a noun findable; called by `config/wiring.py` alone."""
    if kind.code in SEARCH_KINDS or kind.model in _BY_MODEL:
        raise ValueError(f"{kind.code} is searched already")
    SEARCH_KINDS[kind.code] = _BY_MODEL[kind.model] = kind
    return kind


def kind_of_model(model: type[Model]) -> SearchKind | None:
    return _BY_MODEL.get(model)


def followers_of(model: type[Model]) -> list[tuple[SearchKind, str]]:
    """The kinds that show names of this model, and by which field they point to it."""
    return [(kind, kind.follows[model]) for kind in SEARCH_KINDS.values() if model in kind.follows]
