"""A draft in the office: its faults by cell, what it changes, its workbook, and its trial."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.accounts.models import User
from wego.core.access import require
from wego.core.form_tokens import repeatable
from wego.core.office import office_page
from wego.core.rules import RuleError
from wego.engines.questions import QuestionnaireDefinition, changes, missing, read_questionnaire
from wego.questionnaires import draft_acts
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.fault_words import in_reader_words
from wego.questionnaires.models import DraftVersion
from wego.questionnaires.permissions import can_make_questionnaires, can_see_questionnaires
from wego.questionnaires.queries.draft_versions import drafts_visible_to, in_force, what_stands_against
from wego.questionnaires.services.draft_versions import save_trial
from wego.questionnaires.trial_answers import answered, sheet_of
from wego.questionnaires.version_words import in_words
from wego.questionnaires.wording import text_of
from wego.questionnaires.workbook_files import workbook_download

MOST_FAULTS = 200  # shown at once; the rest is found once these are put right
ACTS = {
    "upload": draft_acts.DRAFT_UPLOAD,
    "publish": draft_acts.DRAFT_PUBLISH,
    "remove": draft_acts.DRAFT_REMOVE,
    "clear": draft_acts.TRIAL_REMOVE,
}


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong in the last workbook, what the draft changes, who has tried it."""
    one = _draft(request, pk)
    facts: dict[str, Any] = {"draft": one, "acts": ACTS, "may_make": can_make_questionnaires(request.user)}
    facts |= {
        "faults": [
            {**fault, "message": in_reader_words(fault["message"]), "remedy": in_reader_words(fault["remedy"])}
            for fault in one.faults[:MOST_FAULTS]
        ],
        "more_faults": max(0, len(one.faults) - MOST_FAULTS),
        "notes": [{**note, "message": in_reader_words(note["message"])} for note in one.notes],
    }
    if one.definition is not None:
        definition, before = read_questionnaire(one.definition), in_force(one.code)
        facts |= {
            "definition": definition,
            "question_count": sum(question.is_answerable for question in definition.questions),
            "before": before,
            "changes": in_words(changes(definition_of(before), definition)) if before else [],
            "against": what_stands_against(definition) if one.status == DraftVersion.Status.DRAFT else [],
            "trials": one.trials.select_related("by"),
        }
    return office_page(request, "questionnaires/office/draft.html", str(one), facts, above=draft_acts.above_draft())


@require_safe
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as a workbook that is read as the same questionnaire."""
    one, definition = _sound(request, pk)
    return workbook_download(definition, f"{one.code}-{one.version}")


@require_safe
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections as a respondent finds them, with one's own trial answers."""
    one, definition = _sound(request, pk)
    require(can_make_questionnaires(request.user))
    sheet = sheet_of(definition, _said(one, request.user))
    left = [definition.question_by_code[code] for code in missing(definition, sheet.values)]
    facts = {
        "draft": one,
        "sheet": sheet,
        "lines": [
            {"line": line, "url": reverse("office_questionnaires:trial_section", args=[pk, line.section.code])}
            for line in sheet.lines
        ],
        "sections": sheet.answers_shown(lambda file: ""),
        "missing": [text_of(question.text) for question in left],
    }
    title = _("Trial: %(draft)s") % {"draft": one}
    return office_page(request, "questionnaires/office/trial.html", title, facts, above=_above_trial(one))


@repeatable("the same answers are no new answers")
def trial_section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One section as a respondent answers it; kept apart, as the officer's trial."""
    one, definition = _sound(request, pk)
    require(can_make_questionnaires(request.user))
    user = cast(User, request.user)
    sheet = sheet_of(definition, _said(one, user))
    line = sheet.line(code)
    if line is None:
        raise Http404
    form, status = sheet.form(line.section), 200
    if request.method == "POST":
        saved = answered(sheet, line.section, request.POST, request.FILES)
        try:
            save_trial(draft_id=pk, said=saved.said, by=user, at=timezone.now())
        except RuleError as refusal:
            messages.error(request, str(refusal))
            return redirect(draft_acts.page_of_draft(one))
        form, status = saved.form, 422
        if not saved.form.errors:
            return redirect(_next_page(pk, code, sheet_of(definition, saved.said), saved.opened, request.POST))
    facts = {
        "draft": one,
        "line": line,
        "form": form,
        "before": sheet.line_before(code),
        "faulty": list(form.faulty_entries) if form.is_bound else [],
        "upload_limit": settings.WEGO_UPLOAD_LIMIT,
    }
    above = [*_above_trial(one), (reverse("office_questionnaires:trial", args=[pk]), _("Trial"))]
    answer = office_page(request, "questionnaires/office/trial_section.html", line.title, facts, above=above)
    answer.status_code = status
    return answer


def _next_page(pk: int, code: str, sheet: Any, opened: list[str], sent: Any) -> str:
    here = reverse("office_questionnaires:trial_section", args=[pk, code])
    if opened:
        return f"{here}#q-{opened[0]}"
    following = {"back": sheet.line_before, "next": sheet.line_after}.get(sent.get("then"), lambda _code: None)(code)
    if following:
        return reverse("office_questionnaires:trial_section", args=[pk, following.section.code])
    return reverse("office_questionnaires:trial", args=[pk])


def _draft(request: HttpRequest, pk: int) -> DraftVersion:
    require(can_see_questionnaires(request.user))
    return get_object_or_404(drafts_visible_to(request.user), pk=pk)


def _sound(request: HttpRequest, pk: int) -> tuple[DraftVersion, QuestionnaireDefinition]:
    """A draft that can be read; one of which no workbook was sound yet has no such page."""
    one = _draft(request, pk)
    if one.definition is None:
        raise Http404
    return one, read_questionnaire(one.definition)


def _said(one: DraftVersion, user: Any) -> dict[str, Any]:
    found = one.trials.filter(by=user).first()
    return found.said if found else {}


def _above_trial(one: DraftVersion) -> list[tuple[str, Any]]:
    return [*draft_acts.above_draft(), (draft_acts.page_of_draft(one), str(one))]
