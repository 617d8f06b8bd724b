"""Puts what spans apps into the office: its addresses and its places in the menu."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import AllowedMenuItem, MenuGroup, addresses_in_office
from wego.portal.permissions import (
    can_see_absences,
    can_see_mails,
    can_see_seals,
    can_see_tasks,
    can_see_translations,
)


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
def work_menu_item() -> MenuItem:
    label, address = _("Assigned work"), "office_work:list"
    return AllowedMenuItem(label, address, group=MenuGroup.TODAY, allowed=can_see_tasks, order=2)


@hooks.register("register_admin_menu_item")
def absences_menu_item() -> MenuItem:
    label, address = _("Absences"), "office_absences:list"
    return AllowedMenuItem(label, address, group=MenuGroup.TODAY, allowed=can_see_absences, order=3)


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
