"""Puts diagnoses into the secretariat's office."""

from __future__ import annotations

from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.assessment.permissions import can_list_diagnoses
from wego.core.office import MenuGroup, addresses_in_office, submenu


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return addresses_in_office("wego.assessment.urls.office")


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries = [
        (_("All diagnoses"), "office_assessment:diagnosis_list"),
        (_("By region"), "office_assessment:region_summary"),
    ]
    return submenu(MenuGroup.DIAGNOSES, entries, allowed=can_list_diagnoses)
