"""The office's menu as a reader sees it: the entries that are let in, the current place marked.

Entries are registered by each app (`core.office`). Nothing of them is stored, so what was written once for a language,
a set of entries and a place holds as long as the process does; whoever loses a role sees another set at once.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, admin_menu

from wego.core.office import AllowedMenuItem, MenuGroup


@cache
def menu_entries() -> tuple[AllowedMenuItem, ...]:
    """Every entry that our apps have registered, by part and order; Wagtail's own are left out."""
    found: list[MenuItem] = []
    for item in admin_menu.registered_menu_items:
        found += item.menu.registered_menu_items if isinstance(item, SubmenuMenuItem) else [item]
    ours = [one for one in found if isinstance(one, AllowedMenuItem)]
    places = list(MenuGroup)
    return tuple(sorted(ours, key=lambda one: (places.index(one.group), one.order)))


def office_menu(request: HttpRequest) -> SafeString:
    """The menu for this reader on this page; asks the database for nothing but what `allowed` asks."""
    shown = tuple(number for number, entry in enumerate(menu_entries()) if entry.is_shown(request))
    language, prefix = get_language() or "", get_script_prefix()
    addresses = _addresses(language, prefix)
    around = [number for number in shown if _is_within(request.path, addresses[number], addresses[0])]
    here = max(around, key=lambda number: len(addresses[number]), default=None)
    is_page = here is not None and addresses[here] == request.path
    return _written(language, prefix, shown, here, is_page)


def _is_within(path: str, address: str, home: str) -> bool:
    """Whether a page belongs to an entry: it stands below its address. All stand below the first page."""
    return path == address or (address != home and path.startswith(address))


@lru_cache(maxsize=64)
def _addresses(language: str, prefix: str) -> tuple[str, ...]:
    return tuple(str(entry.url) for entry in menu_entries())


@lru_cache(maxsize=1024)
def _written(language: str, prefix: str, shown: tuple[int, ...], here: int | None, is_page: bool) -> SafeString:
    entries, addresses = menu_entries(), _addresses(language, prefix)
    parts = [
        {
            "label": group.label,
            "is_first": group == MenuGroup.TODAY,
            "is_here": here is not None and entries[here].group == group,
            "entries": [
                {"label": entries[number].label, "url": addresses[number], "is_here": number == here}
                for number in numbers
            ],
        }
        for group, numbers in groupby(shown, key=lambda number: entries[number].group)
    ]
    return SafeString(render_to_string("office/menu.html", {"parts": parts, "current": "page" if is_page else "true"}))
