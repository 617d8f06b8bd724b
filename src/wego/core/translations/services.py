"""Translating one text into one language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from wego.core import audit, languages
from wego.core.audit import Actor
from wego.core.models import TextState
from wego.core.rules import RuleError
from wego.core.texts import as_columns, changed
from wego.core.translations.states import set_state, text_fields


class TranslationRefused(RuleError):
    """The text cannot be translated so; the message says why."""


def _lines(text: str) -> list[str]:
    """A browser sends other ends of lines than it was given."""
    return text.splitlines()


@transaction.atomic
def translate_text(
    *,
    kind: str,
    thing_id: int,
    field: str,
    language: str,
    text: str,
    source: str,
    is_reviewed: bool,
    by: Actor | None,
    at: datetime,
) -> models.Model:
    """Put a translation in its place, as a draft or reviewed. `source` is what the translator had before the eyes."""
    model: Any = apps.get_model(kind)
    if field not in {known.name for known in text_fields(model)} or language not in languages.further():
        raise TranslationRefused(_("There is nothing to translate here."))
    thing = model._default_manager.select_for_update().get(pk=thing_id)
    known = getattr(thing, field)
    if not text.strip():
        raise TranslationRefused(_("Enter the translation; a text cannot be deleted here."))
    if _lines(known.source) != _lines(source):
        raise TranslationRefused(_("The source text has changed in the meantime. Check it before you translate."))
    setattr(thing, field, changed(known, {language: text}))
    thing.save()
    state = TextState.State.REVIEWED if is_reviewed else TextState.State.DRAFT
    set_state(thing, field, language, state, by=by, at=at)
    column = f"{field}_{languages.suffix(language)}"
    before, after = as_columns(field, known)[column], as_columns(field, getattr(thing, field))[column]
    audit.record(
        "text.translated",
        thing,
        by=by,
        at=at,
        before={column: before},
        after={column: after, "state": state.value},
        label=known.source,
    )
    return thing
