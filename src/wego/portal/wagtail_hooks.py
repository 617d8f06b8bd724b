"""Puts what waits on the first page of the secretariat's office."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls.resolvers import URLResolver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from wego.core.office import AllowedMenuItem, MenuGroup, addresses_in_office
from wego.portal.permissions import can_see_mails, can_see_seals, can_see_tasks, can_see_translations
from wego.portal.queries import tasks_due
from wego.portal.work_queues import work_queues_of

SOON = timedelta(days=14)


class WaitingPanel(Component):
    """The secretariat's queues, each with its next step."""

    name = "waiting"
    template_name = "portal/office/waiting.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, today = parent_context["request"].user, timezone.localdate()
        tasks = tasks_due(user, until=today + SOON)
        return {"queues": work_queues_of(user, today=today), "tasks": tasks if can_see_tasks(user) else ()}


@hooks.register("construct_homepage_panels")
def put_first(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())


@hooks.register("register_admin_urls")
def office_urls() -> list[URLResolver]:
    return addresses_in_office("wego.portal.urls.office")


@hooks.register("register_admin_menu_item")
def today_menu_item() -> MenuItem:
    return AllowedMenuItem(_("Today"), "wagtailadmin_home", group=MenuGroup.TODAY, allowed=lambda user: True)


@hooks.register("register_admin_menu_item")
def tasks_menu_item() -> MenuItem:
    return AllowedMenuItem(_("Tasks"), "office_tasks:list", group=MenuGroup.TODAY, allowed=can_see_tasks, order=1)


@hooks.register("register_admin_menu_item")
def mail_menu_item() -> MenuItem:
    return AllowedMenuItem(_("Outbox"), "office_mail:list", group=MenuGroup.E_MAILS, allowed=can_see_mails)


@hooks.register("register_admin_menu_item")
def translations_menu_item() -> MenuItem:
    address = "office_translations:overview"
    return AllowedMenuItem(_("Translations"), address, group=MenuGroup.SETTINGS, allowed=can_see_translations, order=40)


@hooks.register("register_admin_menu_item")
def seals_menu_item() -> MenuItem:
    return AllowedMenuItem(_("Seals"), "office_seals:list", group=MenuGroup.SETTINGS, allowed=can_see_seals, order=50)
