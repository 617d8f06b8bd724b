"""Puts dues into the secretariat's office."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import submenu
from wego.dues.office import decided, runs
from wego.dues.permissions import can_run_dues

urls = [
    path("dues/", runs.run_list, name="runs"),
    path("dues/<int:pk>/", runs.run_page, name="run"),
    path("dues/<int:pk>/confirm/", runs.run_confirm, name="run_confirm"),
    path("dues/<int:pk>/drop/", runs.run_drop, name="run_drop"),
    path("dues/<int:pk>/resume/", runs.run_resume, name="run_resume"),
    path("dues/simulator/", decided.simulator, name="simulator"),
    path("dues/readings/", decided.readings, name="readings"),
    path("dues/readings/<slug:code>/", decided.readings, name="reading"),
    path("dues/concessions/", decided.concessions, name="concessions"),
    path("dues/concessions/<int:pk>/withdraw/", decided.concession_withdraw, name="concession_withdraw"),
]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include((urls, "office_dues")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries = [
        (_("Dues runs"), "office_dues:runs", "calendar"),
        (_("Fee simulator"), "office_dues:simulator", "view"),
        (_("Concessions"), "office_dues:concessions", "tag"),
        (_("Readings of the fee tables"), "office_dues:readings", "list-ul"),
    ]
    return submenu(_("Dues"), entries, name="dues", icon="calendar", order=150, allowed=can_run_dues)
