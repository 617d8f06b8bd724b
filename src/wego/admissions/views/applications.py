"""An applicant's way: where the application stands, its sections, check and submission, withdrawal."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from wego.accounts.requests import SignedInRequest
from wego.admissions.models import Application, Departure
from wego.admissions.pdf import form_pdf
from wego.admissions.permissions import (
    can_answer_application,
    can_give_notice,
    can_submit_application,
    can_withdraw_application,
)
from wego.admissions.queries import (
    application_responses_visible_to,
    applications_visible_to,
    departures_visible_to,
    item_of,
)
from wego.admissions.services.applications import (
    start_application_again,
    submit_application,
    withdraw_application,
)
from wego.core.access import require
from wego.core.files import download
from wego.core.form_tokens import once, repeatable
from wego.core.print.pdf import PrintFault
from wego.core.rules import RuleError
from wego.engines.questions import missing
from wego.finance.queries.terms import contact_of
from wego.members.models import Standing
from wego.members.queries.affiliations import OFFICER, organisations_of
from wego.questionnaires.forms import SectionForm
from wego.questionnaires.models import Response
from wego.questionnaires.queries import documents_of
from wego.questionnaires.services.answers import ResponseClosed
from wego.questionnaires.sheets import Line, SectionLine, Sheet, read_sheet, save_section
from wego.questionnaires.unsaved import signed_in_or_kept, take_typed

ANSWERABLE = (Application.Status.DRAFT, Application.Status.RETURNED)
NEVER, FORMER = "", Standing.Kind.FORMER


@login_required
@require_safe
def membership(request: SignedInRequest) -> HttpResponse:
    """A person's organisations: their standing, applications and notices, and the next step of each."""
    organisations = list(organisations_of(request.user).order_by("name_en"))
    managed = set(organisations_of(request.user, OFFICER).values_list("pk", flat=True))
    applications = _by_organisation(applications_visible_to(request.user).filter(organisation__in=organisations))
    departures = _by_organisation(departures_visible_to(request.user).filter(organisation__in=organisations))
    standings = {
        standing.organisation_id: standing
        for standing in Standing.objects.filter(organisation__in=organisations, ends_on=None)
    }
    rows = []
    for organisation in organisations:
        own = applications.get(organisation.pk, [])
        left = departures.get(organisation.pk, [])
        is_member = organisation.standing not in (NEVER, FORMER)
        has_open = any(one.status in Application.OPEN for one in own)
        rows.append(
            {
                "organisation": organisation,
                "standing": standings.get(organisation.pk),
                "applications": own,
                "departures": left,
                "can_leave": organisation.pk in managed
                and is_member
                and not any(one.status == Departure.Status.NOTICED for one in left),
                "can_apply": organisation.pk in managed and not is_member and not has_open,
            }
        )
    return render(request, "admissions/membership.html", {"rows": rows})


@login_required
@require_safe
def application(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where the application stands: its steps with their days, the next step, the answers and documents."""
    found = _application(request, pk)
    sheet = read_sheet(_response(request, found))
    facts = {
        "application": found,
        "steps": found.steps.all(),
        "item": item_of(found),
        "sheet": sheet,
        "lines": _with_addresses(found, sheet),
        "sections": _with_words(found, sheet),
        "is_answerable": found.status in ANSWERABLE and can_answer_application(request.user, found),
        "can_withdraw": found.status in (*ANSWERABLE, Application.Status.SUBMITTED)
        and can_withdraw_application(request.user, found),
        "names_contact": found.status == Application.Status.APPROVED
        and found.seeks == Application.Seeks.FULL
        and can_give_notice(request.user, found.organisation)
        and contact_of(found.organisation) is None,
        "can_leave": found.status == Application.Status.ACCEPTED and can_give_notice(request.user, found.organisation),
    }
    return render(request, "admissions/application.html", facts)


@signed_in_or_kept
@repeatable("the same answers are no new answers")
def section(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """One section: shown, or saved. What cannot be saved is shown again as it was typed, with its reason."""
    found = _application(request, pk)
    require(can_answer_application(request.user, found))
    if found.status not in ANSWERABLE:
        messages.warning(request, _("The application is submitted; its answers are not changed any more."))
        return redirect("admissions:application", pk)
    sheet = read_sheet(_response(request, found))
    line = sheet.line(code)
    if line is None:
        raise Http404
    if request.method == "POST":
        return _section_saved(request, found, sheet, line)
    if typed := take_typed(request):
        form = sheet.form(line.section, data=typed)
        messages.warning(request, _("Your session had ended. What you typed is below and not saved yet."))
        return _section_page(request, found, sheet, line, form)
    return _section_page(request, found, sheet, line, sheet.form(line.section))


def _section_saved(request: SignedInRequest, found: Application, sheet: Sheet, line: SectionLine) -> HttpResponse:
    pk, code = found.pk, line.section.code
    try:
        outcome = save_section(
            sheet, line.section, data=request.POST, uploads=request.FILES, by=request.user, at=timezone.now()
        )
    except ResponseClosed as refusal:  # a colleague submitted meanwhile
        messages.error(request, str(refusal))
        return redirect("admissions:application", pk)
    if not outcome.is_whole:
        return _section_page(request, found, sheet, line, outcome.form, saved_count=outcome.saved_count, status=422)
    if request.POST.get("then") == "later":
        messages.success(request, _("Saved. You can go on here at any time, on any device."))
        return redirect("admissions:application", pk)
    if outcome.opened:
        count = len(outcome.opened)
        text = ngettext(
            "Saved. Your answers open %(count)d more question here.",
            "Saved. Your answers open %(count)d more questions here.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect(reverse("admissions:section", args=[pk, code]) + f"#q-{outcome.opened[0]}")
    following = read_sheet(_response(request, found)).line_after(code)
    if following is None:
        return redirect("admissions:check", pk)
    return redirect("admissions:section", pk, following.section.code)


def _section_page(
    request: SignedInRequest,
    found: Application,
    sheet: Sheet,
    line: SectionLine,
    form: SectionForm,
    *,
    saved_count: int = 0,
    status: int = 200,
) -> HttpResponse:
    for entry in form.entries:
        if entry.file:
            entry.file_url = reverse("admissions:evidence", args=[found.pk, entry.file.pk])
    facts = {
        "application": found,
        "sheet": sheet,
        "line": line,
        "place": [one.section.code for one in sheet.lines].index(line.section.code) + 1,
        "form": form,
        "faulty": list(form.faulty_entries) if form.is_bound else [],
        "saved_count": saved_count,
        "upload_limit": settings.WEGO_UPLOAD_LIMIT,
    }
    return render(request, "admissions/section.html", facts, status=status)


@login_required
@require_safe
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every answer once more, what is missing, and the submission; printed, the form to sign."""
    found = _application(request, pk)
    if found.status not in ANSWERABLE:
        return redirect("admissions:application", pk)
    sheet = read_sheet(_response(request, found))
    facts = {
        "application": found,
        "sheet": sheet,
        "sections": _with_words(found, sheet),
        "missing": _missing(found, sheet),
        "can_submit": can_submit_application(request.user, found),
    }
    return render(request, "admissions/check.html", facts)


@login_required
@require_safe
def form_as_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answers as a form to sign."""
    found = _application(request, pk)
    try:
        pdf = form_pdf(found, read_sheet(_response(request, found)))
    except PrintFault:
        messages.error(request, _("The form holds a sign that cannot be printed. Print this page instead."))
        return redirect("admissions:check", pk)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="application-{found.organisation.slug}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@login_required
@once
def application_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _application(request, pk)
    require(can_submit_application(request.user, found))
    try:
        submit_application(application_id=pk, by=request.user, at=timezone.now())
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return redirect("admissions:check", pk)
    messages.success(request, _("Application submitted. The secretariat looks at it; every step comes by mail."))
    return redirect("admissions:application", pk)


@login_required
@once
def application_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take the application back."""
    found = _application(request, pk)
    require(can_withdraw_application(request.user, found))
    if request.method == "POST":
        try:
            withdraw_application(application_id=pk, by=request.user, at=timezone.now())
            messages.success(request, _("Application withdrawn."))
        except RuleError as refusal:
            messages.error(request, str(refusal))
        return redirect("admissions:application", pk)
    return render(request, "admissions/withdraw.html", {"application": found})


@require_POST
@login_required
@once
def apply_again(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new application of an organisation that is registered and no member now."""
    organisation = get_object_or_404(organisations_of(request.user), slug=slug)
    require(can_give_notice(request.user, organisation))
    try:
        begun = start_application_again(organisation_id=organisation.pk, by=request.user, at=timezone.now())
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return redirect("admissions:membership")
    return redirect("admissions:application", begun.pk)


@login_required
@require_safe
def evidence(request: SignedInRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """A document of the application, to those who see the application."""
    found = _application(request, pk)
    kept = get_object_or_404(documents_of(found.response), pk=evidence_pk)
    return download(kept.file, name=kept.title, media_type=kept.media_type)


def _application(request: SignedInRequest, pk: int) -> Application:
    return get_object_or_404(applications_visible_to(request.user), pk=pk)


def _response(request: SignedInRequest, found: Application) -> Response:
    return get_object_or_404(application_responses_visible_to(request.user), pk=found.response_id)


def _by_organisation(found: Any) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = {}
    for one in found:
        rows.setdefault(one.organisation_id, []).append(one)
    return rows


def _with_addresses(found: Application, sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {"line": line, "url": reverse("admissions:section", args=[found.pk, line.section.code])} for line in sheet.lines
    ]


def _with_words(found: Application, sheet: Sheet) -> list[dict[str, Any]]:
    """Every section with its answers in words; documents with the way to them."""
    return [
        {
            "title": line.title,
            "url": reverse("admissions:section", args=[found.pk, line.section.code]),
            "answers": [{"line": answer, "file_url": _file_url(found, answer)} for answer in answers],
        }
        for line, answers in sheet.answers_by_section()
    ]


def _file_url(found: Application, line: Line) -> str:
    kept = line.answer.evidence_id if line.answer else None
    return reverse("admissions:evidence", args=[found.pk, kept]) if kept else ""


def _missing(found: Application, sheet: Sheet) -> list[dict[str, str]]:
    """The questions that must be answered before the submission, each with the way to it."""
    rows = []
    for code in missing(sheet.definition, sheet.values):
        question = sheet.definition.question_by_code[code]
        page = reverse("admissions:section", args=[found.pk, question.section])
        rows.append({"text": Line(question, None).text, "url": f"{page}#q-{code}"})
    return rows
