"""Puts admissions into the secretariat's office."""

from __future__ import annotations

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.admissions.office import applications, departures, mergers
from wego.admissions.permissions import can_decide_application
from wego.core.office import submenu

urls: list[URLPattern] = [
    path("admissions/", applications.queue, name="queue"),
    path("admissions/to-decide/", applications.to_decide, name="to_decide"),
    path("admissions/<int:pk>/", applications.application, name="application"),
    path("admissions/<int:pk>/again/", applications.application_again, name="application_again"),
    path("admissions/<int:pk>/evidence/<int:evidence_pk>/", applications.evidence, name="evidence"),
    path("admissions/leaving/", departures.departure_list, name="departure_list"),
    path("admissions/leaving/<int:pk>/retract/", departures.departure_retract, name="departure_retract"),
    path("admissions/changes/", mergers.changes, name="changes"),
    path("admissions/changes/<slug:act>/", mergers.change, name="change"),
]


ENTRIES = [
    (_("To accept"), "office_admissions:queue", "inbox"),
    (_("To decide"), "office_admissions:to_decide", "list-ul"),
    (_("Leaving"), "office_admissions:departure_list", "logout"),
    (_("Names, mergers, splits"), "office_admissions:changes", "edit"),
]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include((urls, "office_admissions")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    allowed = can_decide_application
    return submenu(_("Admissions"), ENTRIES, name="admissions", icon="user", order=120, allowed=allowed)
