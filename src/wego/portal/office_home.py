"""The office's first page: what each app puts there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail import hooks

from wego.core.office import office_page


@require_safe
def office_home(request: HttpRequest) -> HttpResponse:
    """Panels registered by `construct_homepage_panels`, in their order."""
    panels: list[Any] = []
    for add_to in hooks.get_hooks("construct_homepage_panels"):
        add_to(request, panels)
    facts = {"panels": sorted(panels, key=lambda panel: panel.order)}
    return office_page(request, "portal/office/home.html", _("Today"), "home", facts)
