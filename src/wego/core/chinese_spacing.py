"""No space after a full-width mark in Chinese: the mark brings its own, whatever templates have put after it.

Pages are closed up on their way out; e-mails and papers where they are composed, by `closed_up_in`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

_INLINE = "a|abbr|b|bdi|code|em|small|span|strong|time"
_SPACE = re.compile(rf"([，。、；：！？）”])((?:</(?:{_INLINE})>)*)[ \n]+(?=[^\s<]|<(?:br|{_INLINE})\b)")
_SPACE_IN_LINE = re.compile(r"([，。、；：！？）”]) +(?=\S)")
# What people typed, and what is not read: left as it is.
_LEFT = re.compile(r"<(textarea|script|style|pre)\b.*?</\1>|<(?:input|option)\b[^>]*>", re.DOTALL)


def closed_up(page: str) -> str:
    """A page's text with nothing but the mark itself between two sentences: `甲。 乙` is `甲。乙`."""
    parts, end = [], 0
    for left in _LEFT.finditer(page):
        parts += [_SPACE.sub(r"\1\2", page[end : left.start()]), left[0]]
        end = left.end()
    return "".join([*parts, _SPACE.sub(r"\1\2", page[end:])])


def closed_up_in(language: str, value: Any) -> Any:
    """Plain text with nothing after a full-width mark where it is Chinese; its lines stay. Also texts within data."""
    if not language.startswith("zh"):
        return value
    if isinstance(value, str):
        return value if value.lstrip().startswith("<svg") else _SPACE_IN_LINE.sub(r"\1", value)
    if isinstance(value, dict):
        return {key: closed_up_in(language, inner) for key, inner in value.items()}
    return [closed_up_in(language, inner) for inner in value] if isinstance(value, list | tuple) else value


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        if is_page and (get_language() or "").startswith("zh"):
            response.content = closed_up(response.content.decode()).encode()
        return response

    return handle
