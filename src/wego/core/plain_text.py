"""Text as it may be kept: without control characters, which no XML, no PDF and no table can hold.

What is typed is cleaned before any form sees it, by the middleware; what comes in files and by other doors is cleaned
with `plain` where it is read. What goes out is cleaned once more by those who write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict

# Word's soft line break, a form feed and the next-line sign of large machines are ends of lines.
_LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x85), "\n")
_CONTROLS: Iterable[int] = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
# Halves of a letter, and code points that Unicode keeps for no letter (XML 1.0, 2.2).
_LAST = (plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
_NONE = (*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), *_LAST)
_TABLE: dict[int, str | None] = {**dict.fromkeys((*_CONTROLS, *_NONE)), **_LINE_ENDS}
# Most text holds none of them: looking is ten times as quick as rewriting.
_SUSPECT = frozenset(map(chr, _TABLE))


def plain(text: str) -> str:
    """The text without control characters; tabs and ends of lines stay."""
    return text if (text.isascii() and text.isprintable()) or _SUSPECT.isdisjoint(text) else text.translate(_TABLE)


def plain_value(value: Any) -> Any:
    """The same in a value of JSON, its keys included."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain_value(key): plain_value(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([plain_value(part) for part in value])
    return value


def plain_input(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what is typed into any form, or into an address after its question mark, holds none of them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.GET = _plain_query(request.GET)  # type: ignore[assignment]
        return get_response(request)

    def process_view(request: HttpRequest, view: Callable[..., Any], *_facts: Any) -> None:
        # A view without a form's token reads its own body, such as a payment provider's signed one.
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return
        request.POST = _plain_query(request.POST)  # type: ignore[assignment]
        for files in request.FILES.lists():
            for file in files[1]:
                if isinstance(file, UploadedFile) and file.name:
                    file.name = plain(file.name)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _plain_query(given: QueryDict) -> QueryDict:
    pairs = list(given.lists())
    if all(plain(value) is value for _name, values in pairs for value in values):
        return given
    cleaned = QueryDict(mutable=True, encoding=given.encoding)
    for name, values in pairs:
        cleaned.setlist(plain(name), [plain(value) for value in values])
    cleaned._mutable = False
    return cleaned
