"""Puts governance into the secretariat's office."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import MenuGroup, addresses_in_office, submenu
from wego.governance.permissions import can_see_agenda

ENTRIES = [
    (_("Agenda"), "office_governance:agenda"),
    (_("Decisions"), "office_governance:decision_list"),
    (_("Meetings"), "office_governance:meeting_list"),
    (_("Bodies"), "office_governance:bodies"),
]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return addresses_in_office("wego.governance.urls.office")


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    return submenu(MenuGroup.ASSEMBLY, ENTRIES, allowed=can_see_agenda)
