"""What the office's own pages share: their frame, a service called in the reader's name, entries of the menu.

What a reader sees of the menu is `core.office_menu`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.defaults import permission_denied
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.utils.urlpatterns import decorate_urlpatterns

from wego.core.numbers import whole_number
from wego.core.rules import RuleError
from wego.core.security import STRICT

Words = str | Promise
Trail = Sequence[tuple[str, Words]]  # (address, label) of the pages above


def office_page(
    request: HttpRequest, template: str, title: Words, facts: dict[str, Any], *, above: Trail = ()
) -> HttpResponse:
    """A page of the office: `template` extends `office/base.html`."""
    trail = [(reverse("wagtailadmin_home"), gettext_lazy("Today")), *above]
    answer = render(request, template, {"above": trail, "page_title": title, **facts})
    answer.headers["Content-Security-Policy"] = STRICT  # nothing of it needs what Wagtail's pages need
    return answer


def run_service(request: HttpRequest, said: str, service: Callable[..., Any], **facts: Any) -> bool:
    """Call a service in the reader's name; say that it is done, or why not."""
    try:
        service(by=request.user, at=timezone.now(), **facts)
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, said)
    return True


def year_asked(request: HttpRequest) -> int | None:
    """The year to which an address narrows a list (`?year=2016`); None where it says none that can be."""
    year = whole_number(request.GET.get("year", ""))
    return year if year is not None and 1 <= year <= 9999 else None


class MenuGroup(TextChoices):
    """The office's menu, by the work people do: its parts in their order."""

    TODAY = "today", gettext_lazy("Today")
    MEMBERS = "members", gettext_lazy("Members")
    ADMISSIONS = "admissions", gettext_lazy("Admissions")
    DUES = "dues", gettext_lazy("Dues")
    PAYMENTS = "payments", gettext_lazy("Invoices and payments")
    DIAGNOSES = "diagnoses", gettext_lazy("Diagnosis")
    INDEX = "index", gettext_lazy("City index")
    ASSEMBLY = "assembly", gettext_lazy("Governance")
    CORRESPONDENCE = "correspondence", gettext_lazy("Correspondence")
    E_MAILS = "e-mails", gettext_lazy("E-mails")
    SETTINGS = "settings", gettext_lazy("Settings")


class AllowedMenuItem(MenuItem):
    """An entry for those whom a permission lets in, in a part of the menu."""

    def __init__(self, label: Words, address: str, *, group: MenuGroup, allowed: Callable[[Any], bool], order: int = 0):
        self.group, self.allowed = group, allowed
        super().__init__(label, reverse_lazy(address), name=address.replace(":", "-"), order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return self.allowed(request.user)


# Label, URL name, and the part of the menu where it is not that of its neighbours.
MenuEntry = tuple[Words, str] | tuple[Words, str, MenuGroup]


def submenu(
    group: MenuGroup,
    entries: Sequence[MenuEntry],
    *,
    allowed: Callable[[Any], bool],
) -> MenuItem:
    """Several entries of the menu, in their order."""
    items = [
        AllowedMenuItem(label, address, group=other[0] if other else group, allowed=allowed, order=place)
        for place, (label, address, *other) in enumerate(entries)
    ]
    return SubmenuMenuItem(group.label, Menu(items=items), name=group.value)


def addresses_in_office(*modules: Any) -> list[URLResolver]:
    """An app's addresses, put into the office; called in `wagtail_hooks.py`."""
    addresses = [path("", include(module)) for module in modules]
    decorate_urlpatterns(addresses, refused_with_403)
    return addresses


def refused_with_403(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Who may not is told so: Wagtail would lead them to its first page instead."""

    @wraps(view)
    def refusing(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **named)
        except PermissionDenied as refusal:
            return permission_denied(request, refusal)

    return refusing


def add_to_office(urls: str, listing: Any, *, group: MenuGroup, order: int) -> None:
    """Put an app's addresses into the office, and one of its lists into the menu; called in `wagtail_hooks.py`."""
    hooks.register("register_admin_urls", lambda: addresses_in_office(urls))
    add_to_menu(listing, group=group, order=order)


def add_to_menu(listing: Any, *, group: MenuGroup, order: int) -> None:
    """Put a list into the office's menu, for those who see it."""

    def menu_item() -> AllowedMenuItem:
        return AllowedMenuItem(listing.title, listing.address, group=group, allowed=listing.allowed, order=order)

    hooks.register("register_admin_menu_item", menu_item)
