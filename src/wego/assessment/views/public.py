"""What anybody may read of the Activator: every question with why it is asked and what counts as evidence."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wego.assessment.definitions import framework_of
from wego.assessment.presentation import presentation_of
from wego.assessment.queries import framework_in_force


@require_GET
def activator(request: HttpRequest) -> HttpResponse:
    framework = framework_in_force()
    if framework is None:
        raise Http404
    page = {"framework": framework, "presentation": presentation_of(framework, framework_of(framework))}
    return render(request, "assessment/activator.html", page)
