"""The public page of a questionnaire's versions: what changed from one to the next, and each as a workbook."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wego.core.texts import pick
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Questionnaire
from wego.questionnaires.queries.draft_versions import changes_between, versions_of
from wego.questionnaires.version_words import in_words
from wego.questionnaires.wording import text_of
from wego.questionnaires.workbook_files import workbook_download

MOST_COMPARED = 10  # the versions before are listed with their workbooks


@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Every version, the latest first, with what it changed of the one before."""
    published = versions_of(code)
    if not published:
        raise Http404
    before: list[Any] = [older for _newer, older in pairwise(published)]
    lines = [
        {
            "version": one,
            "before": older,
            "changes": in_words(changes_between(older, one)) if older and place < MOST_COMPARED else None,
        }
        for place, (one, older) in enumerate(zip(published, [*before, None], strict=True))
    ]
    latest = next((one for one in published if one.is_in_force), published[0])
    definition = definition_of(latest)
    facts = {
        "title": pick(latest.titles) or code,
        "note": text_of(definition.note),
        "latest": latest,
        "question_count": sum(question.is_answerable for question in definition.questions),
        "lines": lines,
    }
    return render(request, "questionnaires/versions.html", facts)


@require_safe
def workbook(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A version as a workbook, to be read, changed and uploaded again."""
    one = get_object_or_404(Questionnaire, code=code, pk=pk)
    return workbook_download(definition_of(one), f"{one.code}-{one.version}")
