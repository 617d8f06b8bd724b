"""Puts diagnoses into the secretariat's office."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from wego.assessment import office
from wego.assessment.permissions import can_list_diagnoses


class DiagnosesMenuItem(MenuItem):
    """An entry for those who may list diagnoses."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_list_diagnoses(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include((office.urls, "office_assessment")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries = [
        (_("All diagnoses"), "office_assessment:diagnosis_list", "list-ul"),
        (_("By region"), "office_assessment:region_summary", "globe"),
    ]
    items = [
        DiagnosesMenuItem(label, reverse_lazy(address), name=address.partition(":")[2], icon_name=icon, order=order)
        for order, (label, address, icon) in enumerate(entries)
    ]
    return SubmenuMenuItem(_("Diagnoses"), Menu(items=items), name="diagnoses", icon_name="clipboard-list", order=200)
