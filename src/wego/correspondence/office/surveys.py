"""One survey in the office: its questions, and what was answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.office import office_page
from wego.correspondence.acts import surveys as acts
from wego.correspondence.permissions import can_see_mailings
from wego.correspondence.queries.surveys import results_of, shows_results, surveys_visible_to, with_answers

ACTS = {
    "add": acts.QUESTION_ADD,
    "remove": acts.QUESTION_REMOVE,
    "open": acts.SURVEY_OPEN,
    "close": acts.SURVEY_CLOSE,
}


@require_safe
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    require(can_see_mailings(request.user))
    one = get_object_or_404(with_answers(surveys_visible_to(request.user)), pk=pk)
    facts = {"survey": one, "results": results_of(one), "are_shown": shows_results(one), "acts": ACTS}
    return office_page(request, "correspondence/survey.html", one.title, facts, above=acts.above_survey())
