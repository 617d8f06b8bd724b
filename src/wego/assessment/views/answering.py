"""A member's way through a diagnosis: overview, sections, check, submission."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from wego.accounts.queries import is_secretariat
from wego.assessment.permissions import can_answer_diagnosis, can_start_diagnosis, can_submit_diagnosis
from wego.assessment.preview import parts_without_stage, year_end
from wego.assessment.queries import diagnosed_responses_visible_to, framework_in_force, responses_of
from wego.assessment.services.diagnoses import start_diagnosis, submit_diagnosis
from wego.core.access import require
from wego.core.files import download
from wego.core.form_tokens import once, repeatable
from wego.core.rules import RuleError
from wego.engines.questions import missing
from wego.questionnaires.forms import SectionForm
from wego.questionnaires.models import Response
from wego.questionnaires.queries import documents_of, history_of, organisations_answered_by
from wego.questionnaires.services.answers import ResponseClosed
from wego.questionnaires.sheets import Line, SectionLine, Sheet, read_sheet, save_section
from wego.questionnaires.unsaved import signed_in_or_kept, take_typed


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every city for which the person answers, with its years and the next step."""
    framework = framework_in_force()
    year = timezone.localdate().year
    cities = []
    for organisation in organisations_answered_by(request.user).select_related("region", "place"):
        responses = list(responses_of(organisation, framework, request.user))
        current = next((response for response in responses if response.year == year), None)
        cities.append(
            {
                "organisation": organisation,
                "responses": responses,
                "current": current,
                "can_start": current is None and can_start_diagnosis(request.user, organisation),
            }
        )
    page = {"cities": cities, "framework": framework, "year": str(year), "is_secretariat": is_secretariat(request.user)}
    return render(request, "assessment/overview.html", page)


@login_required
@require_POST
@once
def diagnosis_start(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(organisations_answered_by(request.user), slug=slug)
    require(can_start_diagnosis(request.user, organisation))
    now = timezone.now()
    try:
        response = start_diagnosis(
            organisation_id=organisation.pk,
            framework=framework_in_force(),
            year=timezone.localdate(now).year,
            by=request.user,  # type: ignore[arg-type]  # login_required
            at=now,
        )
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment:overview")
    return redirect("assessment:diagnosis", response.pk)


@login_required
@require_GET
def diagnosis(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections with what is done and what is left; a submitted diagnosis shows its report."""
    response = _response(request, pk)
    if response.status == Response.Status.SUBMITTED:
        return redirect("assessment:report", pk)
    sheet = read_sheet(response)
    page = {
        "response": response,
        "sheet": sheet,
        "lines": _with_addresses(sheet),
        "can_answer": can_answer_diagnosis(request.user, response),
    }
    return render(request, "assessment/diagnosis.html", page)


@signed_in_or_kept
@repeatable("the same answers are no new answers")
def section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One section: shown, or saved. What cannot be saved is shown again as it was typed, with its reason."""
    response = _response(request, pk)
    require(can_answer_diagnosis(request.user, response))
    if response.status == Response.Status.SUBMITTED:
        messages.warning(request, _("This diagnosis is submitted; its answers are not changed any more."))
        return redirect("assessment:report", pk)
    sheet = read_sheet(response)
    line = sheet.line(code)
    if line is None:
        raise Http404
    if request.method == "POST":
        return _section_saved(request, sheet, line)
    if typed := take_typed(request):
        form = sheet.form(line.section, data=typed)
        messages.warning(
            request,
            _("Your session had ended. What you typed is below and not saved yet; files have to be chosen again."),
        )
        return _section_page(request, sheet, line, form)
    return _section_page(request, sheet, line, sheet.form(line.section))


def _section_saved(request: HttpRequest, sheet: Sheet, line: SectionLine) -> HttpResponse:
    pk, code = sheet.response.pk, line.section.code
    try:
        outcome = save_section(
            sheet,
            line.section,
            data=request.POST,
            uploads=request.FILES,
            by=request.user,  # type: ignore[arg-type]  # signed_in_or_kept
            at=timezone.now(),
        )
    except ResponseClosed as refusal:  # a colleague submitted meanwhile
        messages.error(request, str(refusal))
        return redirect("assessment:report", pk)
    if not outcome.is_whole:
        return _section_page(request, sheet, line, outcome.form, saved_count=outcome.saved_count, status=422)
    if request.POST.get("then") == "later":
        messages.success(request, _("Saved. You can go on here at any time, on any device."))
        return redirect("assessment:diagnosis", pk)
    if outcome.opened:
        count = len(outcome.opened)
        text = ngettext(
            "Saved. Your answers open %(count)d more question here.",
            "Saved. Your answers open %(count)d more questions here.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect(reverse("assessment:section", args=[pk, code]) + f"#q-{outcome.opened[0]}")
    following = read_sheet(_response(request, pk)).line_after(code)
    if following is None:
        return redirect("assessment:check", pk)
    return redirect("assessment:section", pk, following.section.code)


def _section_page(
    request: HttpRequest, sheet: Sheet, line: SectionLine, form: SectionForm, *, saved_count: int = 0, status: int = 200
) -> HttpResponse:
    pk = sheet.response.pk
    for entry in form.entries:
        if entry.file:
            entry.file_url = reverse("assessment:evidence", args=[pk, entry.file.pk])
        if entry.has_history:
            entry.history_url = reverse("assessment:history", args=[pk, entry.question.code])
    page = {
        "response": sheet.response,
        "sheet": sheet,
        "line": line,
        "place": [one.section.code for one in sheet.lines].index(line.section.code) + 1,
        "form": form,
        "faulty": list(form.faulty_entries) if form.is_bound else [],
        "saved_count": saved_count,
        "upload_limit": settings.WEGO_UPLOAD_LIMIT,
    }
    return render(request, "assessment/section.html", page, status=status)


@login_required
@require_GET
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Every answer once more, what is missing, and the submission."""
    response = _response(request, pk)
    if response.status == Response.Status.SUBMITTED:
        return redirect("assessment:report", pk)
    sheet = read_sheet(response)
    page = {
        "response": response,
        "sheet": sheet,
        "sections": _with_links(sheet),
        "missing": _with_ways(sheet, missing(sheet.definition, sheet.values)),
        "left_open": _with_ways(sheet, sheet.left_open),
        "without_stage": parts_without_stage(sheet) if sheet.left_open else [],
        "year_ends_on": year_end(response, timezone.localdate()),
        "can_answer": can_answer_diagnosis(request.user, response),
        "can_submit": can_submit_diagnosis(request.user, response),
    }
    return render(request, "assessment/check.html", page)


@login_required
@require_POST
@once
def diagnosis_submit(request: HttpRequest, pk: int) -> HttpResponse:
    response = _response(request, pk)
    require(can_submit_diagnosis(request.user, response))
    left_open = len(read_sheet(response).left_open)
    if left_open and request.POST.get("left_open") != str(left_open):
        text = ngettext(
            "%(count)d question is left open. Tick the box that says so, and submit again; or answer it first.",
            "%(count)d questions are left open. Tick the box that says so, and submit again; or answer them first.",
            left_open,
        )
        messages.error(request, text % {"count": left_open})
        return redirect("assessment:check", pk)
    if year_end(response, timezone.localdate()) and request.POST.get("before_the_end") != str(response.year):
        text = _("The year %(year)s is not over. Tick the box that says so, and submit again; or submit it later.")
        messages.error(request, text % {"year": response.year})
        return redirect("assessment:check", pk)
    try:
        submit_diagnosis(response_id=pk, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment:check", pk)
    messages.success(request, _("Diagnosis submitted. This is your report."))
    return redirect("assessment:report", pk)


@login_required
@require_GET
def history(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Every answer that was given to a question: what, when, by whom."""
    response = _response(request, pk)
    sheet = read_sheet(response)
    question = sheet.definition.question_by_code.get(code)
    if question is None:
        raise Http404
    lines = [Line(question, answer) for answer in history_of(response, code)]
    page = {"response": response, "question": Line(question, None), "lines": lines}
    return render(request, "assessment/history.html", page)


@login_required
@require_GET
def evidence(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """A file that answers a question of this response, to those who see the response."""
    response = _response(request, pk)
    found = get_object_or_404(documents_of(response), pk=evidence_pk)
    return download(found.file, name=found.title, media_type=found.media_type)


def _response(request: HttpRequest, pk: int) -> Response:
    return get_object_or_404(diagnosed_responses_visible_to(request.user), pk=pk)


def _with_addresses(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {"line": line, "url": reverse("assessment:section", args=[sheet.response.pk, line.section.code])}
        for line in sheet.lines
    ]


def _with_links(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "title": line.title,
            "url": reverse("assessment:section", args=[sheet.response.pk, line.section.code]),
            "answers": answers,
        }
        for line, answers in sheet.answers_by_section()
    ]


def _with_ways(sheet: Sheet, codes: list[str]) -> list[dict[str, str]]:
    """Questions, each with the way to it."""
    found = []
    for code in codes:
        question = sheet.definition.question_by_code[code]
        page = reverse("assessment:section", args=[sheet.response.pk, question.section])
        found.append({"text": Line(question, None).text, "url": f"{page}#q-{code}"})
    return found
