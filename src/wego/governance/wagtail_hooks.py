"""Puts governance into the secretariat's office."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from wego.governance.office import pages
from wego.governance.permissions import can_keep_agenda


class GovernanceMenuItem(MenuItem):
    """An entry for those who keep the agendas."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_keep_agenda(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include((pages.urls, "office_governance")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries = [
        (_("To decide"), "office_governance:agenda", "list-ul"),
        (_("Decisions"), "office_governance:decision_list", "check"),
        (_("Meetings"), "office_governance:meeting_list", "calendar-alt"),
        (_("Bodies"), "office_governance:bodies", "group"),
    ]
    items = [
        GovernanceMenuItem(
            label,
            reverse_lazy(address),
            name=f"governance-{address.partition(':')[2]}",
            icon_name=icon,
            order=order,
        )
        for order, (label, address, icon) in enumerate(entries)
    ]
    return SubmenuMenuItem(_("Governance"), Menu(items=items), name="governance", icon_name="group", order=160)
