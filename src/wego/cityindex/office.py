"""Editions in the secretariat's office: which there are, in what state, from which files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from wego.cityindex.permissions import can_see_editions_office
from wego.cityindex.queries.editions import editions_visible_to
from wego.core.access import require


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """Every edition, drafts among them."""
    require(can_see_editions_office(request.user))
    title = _("Index editions")
    frame = {
        "breadcrumbs_items": [{"url": reverse("office_index:list"), "label": title}],
        "header_title": title,
        "page_title": title,
        "header_icon": "order",
    }
    return render(
        request,
        "cityindex/office/list.html",
        frame | {"editions": editions_visible_to(request.user)},
    )


urls: list[URLPattern] = [path("index-editions/", edition_list, name="list")]


class EditionsMenuItem(MenuItem):
    """The list of editions, in the office's menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_editions_office(request.user)


def menu_item() -> MenuItem:
    return EditionsMenuItem(
        gettext_lazy("Index editions"),
        reverse("office_index:list"),
        name="index-editions",
        icon_name="order",
        order=500,
    )
