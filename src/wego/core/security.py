"""Headers that tell the browser what a page of ours may do."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Public and member pages run no script and no style but our own files; a chart's SVG carries presentation attributes.
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
# Wagtail's own pages and the API's description page carry inline scripts and styles.
OFFICE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
)


# Pages for one person: not kept by any cache, nor by the browser for whoever sits down there next.
PRIVATE = ("/my/", "/office/", "/accounts/")


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a content security policy, a permissions policy and what may be kept, on every answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = OFFICE if "/office/" in request.path or request.path.startswith("/api/") else STRICT
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if settings.SESSION_COOKIE_NAME in request.COOKIES or any(part in request.path for part in PRIVATE):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
