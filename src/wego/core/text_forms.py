"""Forms that ask for a text in every language of the platform: `title = TextInputs(...)` in a `TextsForm`."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import pgettext

from wego.core import languages
from wego.core.forms import ONE_LINE
from wego.core.languages import SOURCE
from wego.core.texts import as_columns, from_columns


def _label_in(label: Any, code: str) -> str:
    said = pgettext("a text and its language", "%(text)s in %(language)s")
    return str(capfirst(said % {"text": label, "language": languages.name_of(code)}))


label_in = lazy(_label_in, str)


class TextInputs(forms.Field):
    """Stands for a field for each language: `title_en`, `title_ko`, …; only a `TextsForm` knows how to ask for it."""

    def __init__(
        self,
        *,
        label: Any,
        max_length: int | None = None,
        required: bool = True,
        further_help: Any = "",
        **kwargs: Any,
    ) -> None:
        self.max_length, self.further_help = max_length, further_help
        kwargs.setdefault("widget", forms.TextInput if max_length and max_length <= ONE_LINE else forms.Textarea)
        super().__init__(label=label, required=required, **kwargs)

    def inputs(self, name: str) -> dict[str, forms.CharField]:
        """The fields; the source's alone may be required."""
        return {
            f"{name}_{suffix}": forms.CharField(
                label=label_in(self.label, code),
                max_length=self.max_length,
                required=self.required and code == SOURCE,
                help_text=self.help_text if code == SOURCE else self.further_help or self.help_text,
                widget=deepcopy(self.widget),
            )
            for code, suffix in languages.suffixes().items()
        }


class TextsForm(forms.BaseForm):
    """A base for forms: asks for its texts in every language, and gives them back by language under their own name."""

    text_inputs: dict[str, TextInputs]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text_inputs = {name: field for name, field in self.fields.items() if isinstance(field, TextInputs)}
        asked: dict[str, forms.Field] = {}
        for name, field in self.fields.items():
            asked |= field.inputs(name) if isinstance(field, TextInputs) else {name: field}
        self.fields = asked
        for name in self.text_inputs:
            if (known := self.initial.pop(name, None)) is not None:
                self.initial = {**as_columns(name, known), **self.initial}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in self.text_inputs:
            texts = from_columns(name, given)
            for suffix in languages.suffixes().values():
                given.pop(f"{name}_{suffix}", None)
            given[name] = texts
        return given


def first_input(name: str) -> str:
    """The input of the source, to which errors about the whole text are shown."""
    return f"{name}_{languages.suffix(SOURCE)}"
