"""The index in the secretariat's office: editions, and the drafts that they are made from."""

from django.urls import URLPattern

from wego.cityindex.office import cities, corrections, drafts, editions

urls: list[URLPattern] = [*editions.urls, *drafts.urls, *cities.urls, *corrections.urls]
menu_item = editions.menu_item

__all__ = ["menu_item", "urls"]
