"""The frame of the office's pages of admissions, and how they call a service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wego.core.rules import RuleError

A_PAGE = 50


def done(request: HttpRequest, said: str, service: Callable[..., Any], **facts: Any) -> bool:
    """Call a service in the reader's name; say that it is done, or why not."""
    try:
        service(by=request.user, at=timezone.now(), **facts)
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, said)
    return True


def page(request: HttpRequest, template: str, title: str | Promise, facts: dict[str, Any]) -> HttpResponse:
    """A page of the office with its trail."""
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("office_admissions:queue"), "label": _("Admissions")},
        {"url": "", "label": title},
    ]
    frame = {"breadcrumbs_items": trail, "header_title": title, "page_title": title, "header_icon": "user"}
    return render(request, template, {**frame, **facts})
