"""What the pages of a diagnosis are called, and where a response that a diagnosis is made of is answered."""

from __future__ import annotations

from collections.abc import Sequence

from wego.assessment.queries import is_diagnosed
from wego.questionnaires.declarations import FlowNames
from wego.questionnaires.models import Response

NAMESPACE = "assessment"
PAGES = FlowNames(overview="diagnosis", submit="diagnosis_submit")


def diagnosis_page(*, response: Response, page: str, parts: Sequence[object]) -> str | None:
    """Fills `questionnaires.hooks.flow_page`."""
    return PAGES.address(NAMESPACE, response.pk, page, parts) if is_diagnosed(response) else None
