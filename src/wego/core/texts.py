"""Texts in several languages, keyed by language and read in the reader's; `core.text_fields` keeps them in models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.utils.functional import Promise

from wego.core import languages
from wego.core.languages import SOURCE


class Text(str):
    """Words in one language that know the others. As a string it is those of the language it was read in."""

    texts: dict[str, str]  # by language; none of them is empty
    asked: str

    def __new__(cls, texts: Mapping[str, str] | str, language: str | None = None) -> Self:
        known, asked = as_texts(texts), language or languages.current()
        text = super().__new__(cls, known.get(asked) or known.get(SOURCE, ""))
        text.texts, text.asked = known, asked
        return text

    def __getnewargs__(self) -> tuple[dict[str, str], str]:  # type: ignore[override]
        return self.texts, self.asked

    @property
    def language(self) -> str:
        """The language of these words: the source's tag where a translation lacks."""
        return self.asked if self.texts.get(self.asked) else SOURCE

    @property
    def source(self) -> str:
        return self.texts.get(SOURCE, "")

    def get(self, language: str) -> str:
        """The words of a language, empty where they lack."""
        return self.texts.get(language, "")

    def in_language(self, language: str) -> Text:
        """The words of a language, the source's where they lack."""
        return Text(self.texts, language)

    def in_each(self) -> list[tuple[str, Any, str]]:
        """(tag, its name, the words or nothing) of every language of the platform, as tables show them."""
        return [(code, languages.name_of(code), self.get(code)) for code in languages.codes()]

    def by_language(self) -> dict[str, str | None]:
        """Every language of the platform, None where it lacks: as exports and the API say it."""
        return {code: self.texts.get(code) for code in languages.codes()}


def as_texts(value: Any) -> dict[str, str]:
    """Texts by language, the source first, without empty ones. A plain string is the source's."""
    if isinstance(value, Text):
        return dict(value.texts)
    if isinstance(value, str | Promise):
        value = {SOURCE: str(value)}
    given = {language: str(text) for language, text in (value or {}).items() if text}
    return {language: given[language] for language in sorted(given, key=lambda code: (code != SOURCE, code))}


def changed(value: Any, given: Mapping[str, str]) -> dict[str, str]:
    """Texts with some languages put in their place; an empty one is taken away, one not given stays."""
    return as_texts({**as_texts(value), **{language: text.strip() for language, text in given.items()}})


def beside(known: Any, given: Any) -> Any:
    """What a field will hold: of a text, the languages given beside those known."""
    return changed(known, given) if isinstance(known, Text) else given


def plain(value: Any) -> Any:
    """What to compare and keep of a field's value: of a text, all its languages."""
    return value.texts if isinstance(value, Text) else value


def pick(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text of a mapping by language in the language asked for or in force, the source's where it lacks."""
    return texts.get(language or languages.current()) or texts.get(SOURCE, "")


# --- texts as columns: of files, of forms, of lines of the audit trail ----------------------------------------------
def columns(*names: str) -> list[str]:
    """`name_en`, `name_ko`, `name_zh`: the columns of texts in files, in the order of languages."""
    return [f"{name}_{suffix}" for name in names for suffix in languages.suffixes().values()]


def columns_of_files(*names: str) -> list[str]:
    """Those of them that the network's files have; the others may be there."""
    return [f"{name}_{languages.suffix(code)}" for name in names for code in languages.of_files()]


def as_columns(name: str, value: Any) -> dict[str, str]:
    """A text as columns, empty where it lacks."""
    texts = as_texts(value)
    return {f"{name}_{suffix}": texts.get(code, "") for code, suffix in languages.suffixes().items()}


def from_columns(name: str, row: Mapping[str, Any]) -> dict[str, str]:
    """The languages of a text that a row has columns for, empty ones too."""
    found = {code: row.get(f"{name}_{suffix}") for code, suffix in languages.suffixes().items()}
    return {code: str(text).strip() for code, text in found.items() if text is not None}


def joined(names: Iterable[str], row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose columns of these texts are put together: `{"name_en": …, "name_ko": …}` is `{"name": {…}}`."""
    gathered = {name: given for name in names if (given := from_columns(name, row))}
    return {**{key: value for key, value in row.items() if key not in columns(*names)}, **gathered}


def parted(row: Mapping[str, Any]) -> dict[str, Any]:
    """The other way round: every text by language among the values as columns."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        flat |= as_columns(name, value) if isinstance(value, Text | Mapping) else {name: value}
    return flat
