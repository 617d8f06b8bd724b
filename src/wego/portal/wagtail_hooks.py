"""Puts what waits on the first page of the secretariat's office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from wego.portal.queues import queues_of


class WaitingPanel(Component):
    """The secretariat's queues, each with its next step."""

    name = "waiting"
    template_name = "portal/office/waiting.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"queues": queues_of(parent_context["request"].user, today=timezone.localdate())}


@hooks.register("construct_homepage_panels")
def put_first(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())
