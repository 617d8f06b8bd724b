"""Puts the editions of the index into the secretariat's office."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.cityindex.office import editions


@hooks.register("register_admin_urls")
def index_urls() -> list[URLResolver]:
    return [path("", include("wego.cityindex.urls.office"))]


@hooks.register("register_admin_menu_item")
def index_menu_item() -> MenuItem:
    return editions.menu_item()
