"""What waits for translators: what lacks, is a draft or is out of date, by noun and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, overload

from django.apps import apps
from django.db.models import Count, Model, Q, QuerySet
from django.utils.text import capfirst

from wego.core import languages
from wego.core.models import TextState
from wego.core.text_fields import TranslatedText
from wego.core.translations.states import text_fields

LACKING = "lacking"
AT_ONCE = 500  # texts of a file that are read together
WAITING = (TextState.State.DRAFT, TextState.State.OUTDATED)


@dataclass(frozen=True)
class Noun:
    """One text of one kind of thing: the names of organisations."""

    model: type[Model]
    field: TranslatedText

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower

    @property
    def code(self) -> str:
        """How addresses write it: `members.organisation.name`."""
        return f"{self.kind}.{self.field.name}"

    @property
    def label(self) -> str:
        return f"{capfirst(self.model._meta.verbose_name_plural)}: {self.field.verbose_name}"

    def lacking(self, language: str) -> Q:
        name = self.field.name
        return Q(**{f"{name}__source__isnull": False, f"{name}__{language}__isnull": True})


@dataclass(frozen=True)
class Waiting:
    """How much of a noun waits in a language."""

    noun: Noun
    language: str
    lacking: int
    drafts: int
    outdated: int

    @property
    def language_name(self) -> Any:
        return languages.name_of(self.language)


@dataclass(frozen=True)
class WaitingText:
    """One text that waits, with its source."""

    noun: Noun
    language: str
    thing: Model
    source: str
    text: str
    state: str
    made_from: str


class WaitingTexts(Sequence[WaitingText]):
    """The texts of a noun that wait in a language, read part by part: what lacks is a row of no table."""

    def __init__(self, noun: Noun, language: str, state: str) -> None:
        self._noun, self._language = noun, language
        self._things = waiting_things(noun, language, state)

    def __len__(self) -> int:
        return self._things.count()

    @overload
    def __getitem__(self, which: int) -> WaitingText: ...
    @overload
    def __getitem__(self, which: slice) -> list[WaitingText]: ...
    def __getitem__(self, which: int | slice) -> WaitingText | list[WaitingText]:
        if isinstance(which, slice):
            return list(with_texts(self._noun, self._language, list(self._things[which])))
        return self[which : which + 1][0]

    def __iter__(self) -> Iterator[WaitingText]:
        things = self._things.iterator(chunk_size=AT_ONCE)
        while part := list(islice(things, AT_ONCE)):
            yield from with_texts(self._noun, self._language, part)


def nouns() -> list[Noun]:
    """Every text of the platform that is translated, as models declare them."""
    return [Noun(model, field) for model in apps.get_models() for field in text_fields(model)]


def noun_of(code: str) -> Noun | None:
    return next((noun for noun in nouns() if noun.code == code), None)


def waiting_by_noun() -> list[Waiting]:
    """One row for each noun and language of which something waits; a query for each kind and one for states."""
    counted = TextState.objects.filter(state__in=WAITING).order_by().values_list("kind", "field", "language", "state")
    states = {tuple(key): number for *key, number in counted.annotate(number=Count("pk"))}
    found = []
    for model, of_model in _by_model().items():
        asked = {(noun.code, code): noun.lacking(code) for noun in of_model for code in languages.further()}
        names = {key: f"n{number}" for number, key in enumerate(asked)}
        numbers = model._default_manager.aggregate(
            **{names[key]: Count("pk", filter=lacking) for key, lacking in asked.items()}
        )
        for noun in of_model:
            for code in languages.further():
                drafts, outdated = (states.get((noun.kind, noun.field.name, code, state.value), 0) for state in WAITING)
                found.append(Waiting(noun, code, numbers[names[noun.code, code]], drafts, outdated))
    return [one for one in found if one.lacking or one.drafts or one.outdated]


def _by_model() -> dict[type[Model], list[Noun]]:
    grouped: dict[type[Model], list[Noun]] = {}
    for noun in nouns():
        grouped.setdefault(noun.model, []).append(noun)
    return grouped


def waiting_things(noun: Noun, language: str, state: str) -> QuerySet[Any]:
    """The things of a noun whose text waits in a language, in one of the three ways."""
    things = noun.model._default_manager.order_by("pk")
    if state == LACKING:
        return things.filter(noun.lacking(language))
    rows = TextState.objects.filter(kind=noun.kind, field=noun.field.name, language=language, state=state)
    return things.filter(pk__in=[int(key) for key in rows.values_list("thing_id", flat=True)])


def with_texts(noun: Noun, language: str, things: list[Any]) -> Iterator[WaitingText]:
    """Each thing with its source, its translation and the state of it; one query."""
    keys = [str(thing.pk) for thing in things]
    rows = TextState.objects.filter(kind=noun.kind, field=noun.field.name, language=language, thing_id__in=keys)
    states = {row.thing_id: row for row in rows}
    for thing in things:
        text, row = getattr(thing, noun.field.name), states.get(str(thing.pk))
        state = row.state if row else (TextState.State.REVIEWED.value if text.get(language) else LACKING)
        yield WaitingText(noun, language, thing, text.source, text.get(language), state, row.made_from if row else "")
