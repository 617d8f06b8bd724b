"""Puts governance into the secretariat's office."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import submenu
from wego.governance.permissions import can_keep_agenda

ENTRIES = [
    (_("To decide"), "office_governance:agenda", "list-ul"),
    (_("Decisions"), "office_governance:decision_list", "check"),
    (_("Meetings"), "office_governance:meeting_list", "calendar-alt"),
    (_("Bodies"), "office_governance:bodies", "group"),
]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include("wego.governance.urls.office"))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    return submenu(_("Governance"), ENTRIES, name="governance", icon="group", order=160, allowed=can_keep_agenda)
