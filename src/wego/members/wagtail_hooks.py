"""Puts the member register into the secretariat's office."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import MenuEntry, MenuGroup, addresses_in_office, submenu
from wego.members.permissions import can_see_register
from wego.members.urls.office import organisations


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return addresses_in_office("wego.members.urls.office", (organisations, "organisations"))


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries: list[MenuEntry] = [
        (_("Organisations"), "organisations:index"),
        (_("Profile changes"), "office_members:profile_changes"),
        (_("Inconsistencies"), "office_members:inconsistencies"),
        (_("Contact"), "office_members:contact", MenuGroup.SETTINGS),
    ]
    return submenu(MenuGroup.MEMBERS, entries, allowed=can_see_register)
