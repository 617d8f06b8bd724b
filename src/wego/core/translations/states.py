"""What services note when they change texts: which translations are drafts, reviewed, or of a source that changed.

No row is kept of what is reviewed from the start: the texts of the network's files are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import models

from wego.core.audit import Actor
from wego.core.languages import SOURCE
from wego.core.models import TextState
from wego.core.text_fields import TranslatedText
from wego.core.texts import as_texts


def text_fields(model: type[models.Model]) -> list[TranslatedText]:
    """The texts of a model that wait for translators."""
    return [field for field in model._meta.concrete_fields if isinstance(field, TranslatedText) and field.is_queued]


def note_texts(
    thing: models.Model,
    before: Mapping[str, Any],
    *,
    by: Actor | None,
    at: datetime | None,
    state: TextState.State = TextState.State.DRAFT,
    said: Collection[str] = (),
) -> None:
    """After a service changed texts of a thing; `before` holds them as they were, by field.

    A translation that was typed takes the `state` given; one whose source changed and which was neither changed nor
    `said` again in the same act is out of date.
    """
    for field in text_fields(type(thing)):
        if field.name not in before:
            continue
        old, new = as_texts(before[field.name]), as_texts(getattr(thing, field.name))
        if old == new:
            continue
        for language in (old.keys() | new.keys()) - {SOURCE}:
            if not new.get(language):
                states_of(thing, field.name).filter(language=language).delete()
            elif new[language] != old.get(language):
                set_state(thing, field.name, language, state, by=by, at=at)
            elif language in said:
                set_state(thing, field.name, language, TextState.State.REVIEWED, by=by, at=at)
            elif old.get(SOURCE, "") != new.get(SOURCE, ""):
                said_before = old.get(SOURCE, "")
                set_state(thing, field.name, language, TextState.State.OUTDATED, by=by, at=at, made_from=said_before)


def set_state(
    thing: models.Model,
    field: str,
    language: str,
    state: TextState.State,
    *,
    by: Actor | None,
    at: datetime | None,
    made_from: str = "",
) -> None:
    """Say how far a translation is. One that was out of date already keeps the source that it was made from."""
    known = states_of(thing, field).filter(language=language)
    if state == TextState.State.REVIEWED and by is None:
        known.delete()
        return
    given = {"state": state, "made_from": made_from, "set_at": at, "set_by_key": by.key if by else None}
    row = known.first() or TextState(
        kind=thing._meta.label_lower, thing_id=str(thing.pk), field=field, language=language
    )
    if state == TextState.State.OUTDATED and row.made_from:
        given["made_from"] = row.made_from
    for name, value in given.items():
        setattr(row, name, value)
    row.save()


def note_loaded(thing: models.Model, before: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    """After a load changed texts: what files say is reviewed; what they do not say may be out of date."""
    for name, texts in given.items():
        note_texts(
            thing, {name: before[name]}, by=None, at=None, state=TextState.State.REVIEWED, said=as_texts(texts).keys()
        )


def states_of(thing: models.Model, field: str) -> models.QuerySet[TextState]:
    return TextState.objects.filter(kind=thing._meta.label_lower, thing_id=str(thing.pk), field=field)
