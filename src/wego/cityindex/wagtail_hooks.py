"""Puts the editions of the index into the secretariat's office."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.cityindex.office import acts
from wego.cityindex.permissions import can_see_editions_office
from wego.core.office import AllowedMenuItem, MenuGroup, addresses_in_office


@hooks.register("register_admin_urls")
def index_urls() -> list[URLResolver]:
    return addresses_in_office("wego.cityindex.urls.office")


@hooks.register("register_admin_menu_item")
def editions_menu_item() -> MenuItem:
    return AllowedMenuItem(acts.TITLE, "office_index:list", group=MenuGroup.INDEX, allowed=can_see_editions_office)


@hooks.register("register_admin_menu_item")
def corrections_menu_item() -> MenuItem:
    address, title = "office_index:corrections", acts.CORRECTIONS_TITLE
    return AllowedMenuItem(title, address, group=MenuGroup.INDEX, allowed=can_see_editions_office, order=1)
