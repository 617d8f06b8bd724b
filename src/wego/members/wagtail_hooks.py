"""Puts the member register into the secretariat's office."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.core.office import submenu
from wego.members.office.organisations import OrganisationViewSet
from wego.members.permissions import can_keep_register


@hooks.register("register_admin_viewset")
def organisations() -> OrganisationViewSet:
    return OrganisationViewSet()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include("wego.members.urls.office"))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries = [
        (_("Organisations"), "organisations:index", "site"),
        (_("Profile changes"), "office_members:profile_changes", "edit"),
        (_("Inconsistencies"), "office_members:inconsistencies", "warning"),
        (_("Contact"), "office_members:contact", "mail"),
    ]
    return submenu(_("Members"), entries, name="members", icon="globe", order=100, allowed=can_keep_register)
