"""The frame of the office's pages of admissions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from wego.core.office import Words, office_page

A_PAGE = 50


def page(request: HttpRequest, template: str, title: Words, facts: dict[str, Any]) -> HttpResponse:
    """A page of admissions, with its trail."""
    above = [(reverse("office_admissions:queue"), _("Admissions"))]
    return office_page(request, template, title, "user", facts, above=above)
