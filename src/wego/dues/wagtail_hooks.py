"""Puts dues into the secretariat's office."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import MenuGroup, addresses_in_office, submenu
from wego.dues.permissions import can_see_dues


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return addresses_in_office("wego.dues.urls.office")


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries = [
        (_("Billing runs"), "office_dues:runs"),
        (_("Fee simulator"), "office_dues:simulator"),
        (_("Concessions"), "office_dues:concessions"),
        (_("Readings of the fee tables"), "office_dues:readings"),
    ]
    return submenu(MenuGroup.DUES, entries, allowed=can_see_dues)
