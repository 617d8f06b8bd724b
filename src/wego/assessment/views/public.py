"""What anybody may read of the Activator: every question with why it is asked and what counts as evidence."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wego.assessment.definitions import framework_of
from wego.assessment.presentation import presentation_of
from wego.assessment.queries import framework_in_force


@require_GET
def activator(request: HttpRequest) -> HttpResponse:
    """What the Activator is, its stages and its rule, and the fields in which it asks."""
    return render(request, "assessment/activator.html", _page())


@require_GET
def activator_section(request: HttpRequest, section: str) -> HttpResponse:
    """Every question of one field."""
    page = _page()
    sections = page["presentation"]["sections"]
    number = next((number for number, one in enumerate(sections) if one["code"] == section), None)
    if number is None:
        raise Http404
    following = sections[number + 1] if number + 1 < len(sections) else None
    return render(
        request, "assessment/activator_section.html", {**page, "section": sections[number], "following": following}
    )


def _page() -> dict[str, Any]:
    framework = framework_in_force()
    if framework is None:
        raise Http404
    return {"framework": framework, "presentation": presentation_of(framework, framework_of(framework))}
