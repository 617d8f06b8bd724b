"""What Wagtail's own pages take from us: addresses of the office, and our frame's style around what they show."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLResolver
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from wego.core.office import addresses_in_office


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return addresses_in_office("wego.core.urls.office")


@hooks.register("insert_global_admin_css")
def frame_style() -> SafeString:
    sheets = ((static(f"core/{name}.css"),) for name in ("office", "office-wagtail"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)
