"""The report of a diagnosis on screen and as PDF; reopening and showing it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wego.assessment.models import Diagnosis
from wego.assessment.pdf import report_pdf
from wego.assessment.permissions import can_publish_diagnosis, can_reopen_diagnosis
from wego.assessment.queries import diagnoses_visible_to
from wego.assessment.reports import report_of
from wego.assessment.services.diagnoses import publish_diagnosis, reopen_diagnosis
from wego.core.access import require
from wego.core.form_tokens import once, repeatable
from wego.core.rules import RuleError


@login_required
@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    diagnosis = _diagnosis(request, pk)
    page = {
        "diagnosis": diagnosis,
        "report": report_of(diagnosis),
        "can_publish": can_publish_diagnosis(request.user, diagnosis),
        "can_reopen": can_reopen_diagnosis(request.user, diagnosis.response),
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


@login_required
@require_POST
@once
def diagnosis_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    diagnosis = _diagnosis(request, pk)
    require(can_reopen_diagnosis(request.user, diagnosis.response))
    try:
        reopen_diagnosis(response_id=pk, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment:report", pk)
    messages.success(request, _("Diagnosis reopened. Correct the answers and submit it again."))
    return redirect("assessment:diagnosis", pk)


@login_required
@require_POST
@repeatable("shown is shown, hidden is hidden")
def diagnosis_publish(request: HttpRequest, pk: int) -> HttpResponse:
    diagnosis = _diagnosis(request, pk)
    require(can_publish_diagnosis(request.user, diagnosis))
    is_published = request.POST.get("show") == "yes"
    try:
        publish_diagnosis(
            diagnosis_id=diagnosis.pk,
            is_published=is_published,
            by=request.user,  # type: ignore[arg-type]  # login_required
            at=timezone.now(),
        )
    except RuleError as refusal:
        messages.error(request, str(refusal))
    else:
        shown, hidden = _("The stage is shown on your public profile."), _("The stage is hidden from the public.")
        messages.success(request, shown if is_published else hidden)
    return redirect("assessment:report", pk)


def _diagnosis(request: HttpRequest, pk: int) -> Diagnosis:
    """By the number of its response: one address from the first answer to the report."""
    return get_object_or_404(diagnoses_visible_to(request.user), response=pk)
