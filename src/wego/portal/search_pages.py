"""The one search: a page for everybody, and the office's over what the secretariat sees."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.office import office_page
from wego.core.search.queries import find, find_in_office, is_too_short, meant_instead
from wego.portal.permissions import can_search_office

LONGEST = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What this reader may see that bears these words, on the public site and on a member's own pages."""
    words = _words(request)
    found = find(request.user, words)
    is_short = is_too_short(words)
    meant = [] if found or is_short else meant_instead(request.user, words)
    facts = {"words": words, "is_short": is_short, "found": found, "meant": meant}
    return render(request, "portal/search.html", facts)


@require_safe
def office_search(request: HttpRequest) -> HttpResponse:
    """The same over the office's pages, people, applications and decisions among them."""
    require(can_search_office(request.user))
    words = _words(request)
    found = find_in_office(request.user, words)
    facts: dict[str, Any] = {"words": words, "is_short": is_too_short(words), "found": found}
    return office_page(request, "portal/office/search.html", _("Search"), facts)


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST]
