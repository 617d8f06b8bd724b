"""What the office's own pages share: their frame, a service called in the reader's name, entries of the menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from wego.core.numbers import whole_number
from wego.core.rules import RuleError

Words = str | Promise
Trail = Sequence[tuple[str, Words]]  # (address, label) of the pages above


def office_page(
    request: HttpRequest, template: str, title: Words, icon: str, facts: dict[str, Any], *, above: Trail = ()
) -> HttpResponse:
    """A page of the office: `template` extends `wagtailadmin/generic/base.html`."""
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    trail += [{"url": url, "label": str(label)} for url, label in above]
    trail += [{"url": "", "label": str(title)}]
    frame = {"breadcrumbs_items": trail, "header_title": title, "page_title": title, "header_icon": icon}
    return render(request, template, {**frame, **facts})


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


class AllowedMenuItem(MenuItem):
    """An entry for those whom a permission lets in."""

    def __init__(self, *args: Any, allowed: Callable[[Any], bool], **kwargs: Any) -> None:
        self.allowed = allowed
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return self.allowed(request.user)


def submenu(
    label: Words,
    entries: Sequence[tuple[Words, str, str]],
    *,
    name: str,
    icon: str,
    order: int,
    allowed: Callable[[Any], bool],
) -> MenuItem:
    """A part of the office's menu: entries are (label, URL name, icon), in their order."""
    items = [
        AllowedMenuItem(
            text,
            reverse_lazy(address),
            name=address.replace(":", "_"),
            icon_name=sign,
            order=place,
            allowed=allowed,
        )
        for place, (text, address, sign) in enumerate(entries)
    ]
    return SubmenuMenuItem(label, Menu(items=items), name=name, icon_name=icon, order=order)


def add_to_office(urls: str, listing: Any, *, order: int) -> None:
    """Put an app's addresses into the office, and one of its lists into the menu; called in `wagtail_hooks.py`."""

    def menu_item() -> AllowedMenuItem:
        address = reverse_lazy(listing.address)
        return AllowedMenuItem(
            listing.title,
            address,
            allowed=listing.allowed,
            name=listing.name,
            icon_name=listing.icon,
            order=order,
        )

    hooks.register("register_admin_urls", lambda: [path("", include(urls))])
    hooks.register("register_admin_menu_item", menu_item)
