"""Puts the editions of the index into the secretariat's office."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLResolver
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from wego.cityindex import office


@hooks.register("register_admin_urls")
def index_urls() -> list[URLResolver]:
    return [path("", include((office.urls, "office_index")))]


@hooks.register("register_admin_menu_item")
def index_menu_item() -> MenuItem:
    return office.menu_item()
