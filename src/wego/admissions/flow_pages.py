"""What the pages of an application are called, and where the response of one is answered."""

from __future__ import annotations

from collections.abc import Sequence

from wego.admissions.models import Application
from wego.questionnaires.declarations import FlowNames
from wego.questionnaires.models import Response

NAMESPACE = "admissions"
PAGES = FlowNames(overview="application", submit="application_submit")


def application_page(*, response: Response, page: str, parts: Sequence[object]) -> str | None:
    """Fills `questionnaires.hooks.flow_page`."""
    number = Application.objects.filter(response=response).values_list("pk", flat=True).first()
    return None if number is None else PAGES.address(NAMESPACE, number, page, parts)
