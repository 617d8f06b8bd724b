"""What the link of a survey opens."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from wego.core.form_tokens import once
from wego.core.rules import RuleError
from wego.correspondence.forms.surveys import SurveyAnswerForm
from wego.correspondence.mailing_text import digest_of
from wego.correspondence.queries.surveys import survey_of_token
from wego.correspondence.services.surveys import answer_survey, is_open


@never_cache
@once
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One to five questions on one page; answered once."""
    found = survey_of_token(token)
    if found is None:
        raise Http404
    survey, recipient = found
    is_done = survey.uses.filter(digest=digest_of(f"{survey.pk}:{recipient.pk}")).exists()
    form = SurveyAnswerForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        try:
            answer_survey(survey_id=survey.pk, recipient_id=recipient.pk, said=form.said, at=timezone.now())
            return redirect(request.path)
        except RuleError as refusal:
            form.add_error(None, str(refusal))
    facts = {"survey": survey, "form": form, "is_done": is_done, "is_open": is_open(survey, timezone.localdate())}
    return render(request, "correspondence/answer.html", facts)
