"""The report of a diagnosis on screen and as PDF."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from wego.assessment.acts import DIAGNOSIS_PUBLISH, DIAGNOSIS_REOPEN
from wego.assessment.models import Diagnosis
from wego.assessment.pdf import report_pdf
from wego.assessment.queries import diagnoses_visible_to
from wego.assessment.reports import report_of


@login_required
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    diagnosis = _diagnosis(request, pk)
    page = {
        "diagnosis": diagnosis,
        "report": report_of(diagnosis),
        "publish": DIAGNOSIS_PUBLISH,
        "reopen": DIAGNOSIS_REOPEN,
        "can_publish": DIAGNOSIS_PUBLISH.is_offered(request.user, diagnosis),
        "can_reopen": DIAGNOSIS_REOPEN.is_offered(request.user, diagnosis),
    }
    return render(request, "assessment/report.html", page)


@login_required
@require_GET
def report_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    diagnosis = _diagnosis(request, pk)
    response = HttpResponse(report_pdf(diagnosis), content_type="application/pdf")
    name = f"{diagnosis.organisation.slug}-activator-{diagnosis.year}-{get_language()}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _diagnosis(request: HttpRequest, pk: int) -> Diagnosis:
    """By the number of its response: one address from the first answer to the report."""
    return get_object_or_404(diagnoses_visible_to(request.user), response=pk)
