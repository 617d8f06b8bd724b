"""Puts the member register into the secretariat's office."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from wego.members.office import queues
from wego.members.office.organisations import OrganisationViewSet
from wego.members.permissions import can_keep_register


class RegisterMenuItem(MenuItem):
    """An entry for those who keep the register."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_keep_register(request.user)


@hooks.register("register_admin_viewset")
def organisations() -> OrganisationViewSet:
    return OrganisationViewSet()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include((queues.urls, "office_members")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    entries = [
        (_("Organisations"), "organisations:index", "site"),
        (_("Profile changes"), "office_members:profile_changes", "edit"),
        (_("Inconsistencies"), "office_members:inconsistencies", "warning"),
        (_("Contact"), "office_members:contact", "mail"),
    ]
    items = [
        RegisterMenuItem(
            label, reverse_lazy(address), name=address.partition(":")[2] or address, icon_name=icon, order=order
        )
        for order, (label, address, icon) in enumerate(entries)
    ]
    return SubmenuMenuItem(_("Members"), Menu(items=items), name="members", icon_name="globe", order=100)
