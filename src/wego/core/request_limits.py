"""What is refused before anything of a request is read: odd methods, unreadable addresses, other hosts, too much; and
how often something may be asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")  # no TRACE: it would say back what it was sent

BEYOND_COUNTING = re.compile(r"/\d{19,}(?=[/.]|$)")


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer what no page could answer; everything else goes on."""

    def handle(request: HttpRequest) -> HttpResponse:
        return _refused(request) or get_response(request)

    return handle


def _refused(request: HttpRequest) -> HttpResponse | None:
    if request.method not in METHODS:
        return HttpResponse(status=405, headers={"Allow": ", ".join(METHODS)})
    # No database of text has a NUL, and none counts so far: nothing can be there.
    if "\0" in request.path_info or BEYOND_COUNTING.search(request.path_info):
        return _plain("There is no such page.\n", 404)
    if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.META.get("QUERY_STRING", ""):
        return _plain("This request cannot be read.\n", 400)
    try:
        request.get_host()
    except DisallowedHost:
        return _plain("This site is not known by that name.\n", 400)
    if _length(request) > most_bytes(request):
        with translation.override(translation.get_language_from_request(request, check_path=True)):
            answer = _plain(_("The data you sent is too large. Send fewer or smaller files.") + "\n", 413)
        answer["Connection"] = "close"  # what is still on its way is not waited for
        return answer
    return None


def most_bytes(request: HttpRequest) -> int:
    """How much may be sent: files only by whoever has a session, which strangers get for no form with files."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return settings.WEGO_REQUEST_LIMIT
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def seconds_to_wait(what: str, *, most: int, at: datetime, within: int = 60) -> int:
    """Count that something is asked for; 0 while it is at most so often within so many seconds, else how long to wait.

    Counted for every process and machine together (`core.SharedNote`).
    """
    second = int(at.timestamp())
    counter = "asked:" + hashlib.sha256(f"{what} {second // within}".encode()).hexdigest()
    if cache.add(counter, 1, timeout=2 * within):
        return 0
    try:
        count = cache.incr(counter)
    except ValueError:  # it ended in between
        return 0
    return within - second % within if count > most else 0


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
