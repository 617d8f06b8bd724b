"""Puts regional offices into the secretariat's office."""

from django.urls import include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from wego.core.office import AllowedMenuItem
from wego.networks.permissions import can_keep_offices


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include("wego.networks.urls.office"))]


@hooks.register("register_admin_menu_item")
def register_menu() -> AllowedMenuItem:
    return AllowedMenuItem(
        _("Regional offices"),
        reverse_lazy("office_networks:offices"),
        allowed=can_keep_offices,
        name="offices",
        icon_name="home",
        order=170,
    )
