"""Puts admissions into the secretariat's office."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.admissions.permissions import can_see_applications
from wego.core.office import MenuGroup, addresses_in_office, submenu

ENTRIES = [
    (_("New applications"), "office_admissions:queue"),
    (_("Awaiting committee"), "office_admissions:to_decide"),
    (_("Withdrawals from the network"), "office_admissions:departure_list"),
    (_("Names, mergers, splits"), "office_admissions:changes"),
]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return addresses_in_office("wego.admissions.urls.office")


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    return submenu(MenuGroup.ADMISSIONS, ENTRIES, allowed=can_see_applications)
