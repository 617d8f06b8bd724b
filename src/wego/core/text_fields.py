"""A text of a model in several languages: one field, keyed by language, read in the reader's.

`organisation.name` is a `Text`: the words in the language in force where it is read, the source's where these lack,
with the other languages behind them. Queries say the language: `filter(name__ko="서울")`, `order_by("name__en")`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.forms import Field as FormField
from django.utils.translation import gettext as _

from wego.core import languages
from wego.core.languages import SOURCE
from wego.core.text_forms import TextInputs
from wego.core.texts import Text, as_texts, plain

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class _TextAttribute(DeferredAttribute):
    """Keeps the languages in the instance, and reads them as a `Text` in the language in force."""

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        found = super().__get__(instance, cls)
        return Text(found) if isinstance(found, dict) else found

    def __set__(self, instance: models.Model, value: Any) -> None:
        is_expression = hasattr(value, "resolve_expression")
        instance.__dict__[self.field.attname] = value if is_expression else as_texts(value)


class TranslatedText(models.JSONField):
    """A text keyed by language: `{"en": …, "ko": …, "zh-hans": …}`.

    The source is required unless `blank`; `max_length` holds for each language. `is_queued=False` keeps it from the
    translators' queue.
    """

    descriptor_class = _TextAttribute
    empty_strings_allowed = False

    def __init__(self, *args: Any, is_queued: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_queued = is_queued

    def get_default(self) -> Any:
        return super().get_default() if self.has_default() else {}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        return Text(found) if isinstance(found, dict) else found

    def to_python(self, value: Any) -> Any:
        return as_texts(super().to_python(value))

    def value_from_object(self, obj: models.Model) -> Any:
        return plain(super().value_from_object(obj))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Text | Mapping):
            value = as_texts(value)
        return super().get_db_prep_value(value, connection, prepared)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Held here for both databases alike, since neither knows the length of a part of JSON."""
        if isinstance(value, str | Mapping):
            value = as_texts(value)
            for language, text in value.items():
                if self.max_length and len(text) > self.max_length:
                    raise ValueError(f"{self.name} in {language} has {len(text)} characters of {self.max_length}")
        return super().get_db_prep_save(value, connection)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not self.blank and not as_texts(value).get(SOURCE):
            raise ValidationError(self.error_messages["blank"], code="blank")
        for code, text in as_texts(value).items():
            if self.max_length and len(text) > self.max_length:
                said = _("%(language)s: at most %(most)d characters.")
                raise ValidationError(said % {"language": languages.name_of(code), "most": self.max_length})

    def formfield(self, **kwargs: Any) -> FormField | None:
        chosen = {name: kwargs[name] for name in ("widget", "help_text") if name in kwargs}
        return TextInputs(
            label=kwargs.get("label", self.verbose_name),
            required=not self.blank,
            max_length=self.max_length,
            **chosen,
        )

    def get_transform(self, name: str) -> Any:
        """`name__ko` is the text of that language, NULL where it lacks; `name__source` the one first written."""
        if registered := models.Field.get_transform(self, name):
            return registered
        return _Language(SOURCE if name == "source" else name)


class InLanguage(models.Transform):
    """The text of one language, written so that an index upon it is found."""

    def __init__(self, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not _TAG.fullmatch(language):
            raise ValueError(f"{language} is no tag of a language")
        self.language = language

    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        sql, params = compiler.compile(self.lhs)
        return f"JSON_EXTRACT({sql}, '$.\"{self.language}\"')", params

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        sql, params = compiler.compile(self.lhs)
        return f"({sql} ->> '{self.language}')", params


class _Language:
    """Makes the transform of a language, as Django asks for one by its name."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, *args: Any, **kwargs: Any) -> InLanguage:
        return InLanguage(self.language, *args, **kwargs)
