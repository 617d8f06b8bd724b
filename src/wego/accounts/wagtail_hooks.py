"""Puts people into the secretariat's office."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.accounts import office
from wego.core.office import addresses_in_office


@hooks.register("register_admin_urls")
def people_urls() -> list[URLResolver]:
    return addresses_in_office("wego.accounts.urls.office")


@hooks.register("register_admin_menu_item")
def people_menu_item() -> MenuItem:
    return office.menu_item()
