"""The frame of the office: our style, and a menu that is not written anew for every page."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.templatetags.static import static
from django.urls import URLResolver, include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.admin.templatetags import wagtailadmin_tags


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include("wego.core.urls.office"))]


@hooks.register("insert_global_admin_css")
def office_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("core/office.css"))


@wagtailadmin_tags.register.simple_tag(takes_context=True, name="sidebar_props")
def kept_sidebar(context: dict[str, Any]) -> SafeString:
    """The menu beside every page of the office, kept for a minute: writing it is half of what the frame costs.

    Whoever loses a role may see its entries a minute longer; they lead nowhere.
    """
    key = f"sidebar-{get_language()}-{context['request'].user.pk}"
    return SafeString(caches["pages"].get_or_set(key, lambda: wagtailadmin_tags.sidebar_props(context), timeout=60))
