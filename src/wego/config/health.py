"""`/healthz`: are database and storage answering?"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer at once: balancers and containers ask by address, which is none of the site's names."""

    def handle(request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path_info == "/healthz" else get_response(request)

    return handle


def healthz(request: HttpRequest) -> HttpResponse:
    """200 and `ok` while database and storage answer, else 503 and what does not."""
    silent = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        silent.append("database")
    try:
        probe = settings.MEDIA_ROOT / ".healthz"
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_text("ok")
        probe.unlink(missing_ok=True)
    except OSError:
        silent.append("storage")
    if silent:
        return HttpResponse(f"not answering: {', '.join(silent)}\n", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
