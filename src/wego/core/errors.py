"""Error pages: what happened, and what to do, in the reader's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wego.core.form_tokens import page_of_form, typed_in


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(
        request, "core/error.html", {"status": status, "error_title": title, "error_text": text}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("This request cannot be read"), _("Go back, reload the page and try again."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        _("You do not have permission for this"),
        _("Your role does not allow this. If it should, ask your organisation's officer or the secretariat."),
    )


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that may come from another site, or from before signing in: Django's check says no."""
    typed = [(name, value) for name, values in typed_in(request) if "password" not in name for value in values if value]
    return render(request, "core/form_refused.html", {"typed": typed, "page": page_of_form(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        _("Page not found"),
        _("It may have moved, or you may not have access to it. Try the directory of members, or sign in."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """No template context that could fail again: plain words only."""
    try:
        return _page(
            request,
            500,
            _("Something went wrong here"),
            _("Something went wrong on our side. Nothing was saved; please try again."),
        )
    except Exception:
        return HttpResponse("Something went wrong here. Nothing half done was kept; try again.", status=500)
