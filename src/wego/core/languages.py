"""The languages of the platform: one list (settings.LANGUAGES, read from the network), the rest made of it.

A tag is BCP 47's in lower case (`zh-hans`). Columns of files and inputs of forms end in its first part (`name_zh`).
"""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SOURCE = "en"  # every text is written in it first; what lacks in another language is shown in it

# As people say them beside a text; a network that writes Chinese in two scripts tells them apart by their full names.
_SHORT = {"zh-hans": _("Chinese")}


def codes() -> list[str]:
    """The tags of all languages, the source first."""
    return sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != SOURCE)


def further() -> list[str]:
    """The languages into which the source is translated."""
    return codes()[1:]


def of_files() -> list[str]:
    """The languages in which the network's reviewed files give every text; others may lack there."""
    return [code for code in codes() if code in settings.WEGO_FILE_LANGUAGES]


def choices() -> list[tuple[str, str | Promise]]:
    """For fields of models and forms: a callable, so that another language needs no migration."""
    return list(settings.LANGUAGES)


def current() -> str:
    """The reader's language."""
    return get_language() or SOURCE


def name_of(code: str) -> str | Promise:
    """The language in the reader's words."""
    return _SHORT[code] if code in _SHORT else dict(settings.LANGUAGES).get(code, code)


def suffix(code: str) -> str:
    """How columns and inputs end that hold this language: `zh` for `zh-hans`, all of it where two would be the same."""
    first = code.partition("-")[0]
    alike = [other for other in codes() if other.partition("-")[0] == first]
    return first if alike[:1] in ([], [code]) else code.replace("-", "_")


def suffixes() -> dict[str, str]:
    """Every language with the end of its columns."""
    return {code: suffix(code) for code in codes()}
