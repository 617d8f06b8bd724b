"""What the link of somebody outside opens: the questions that were asked of them, to be answered once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from wego.core.files import UploadRefused
from wego.core.form_tokens import once
from wego.core.personal_links.queries import link_by_token
from wego.core.rules import RuleError
from wego.engines.questions import AnswerFault
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.forms import SectionForm
from wego.questionnaires.links import OUTSIDE_LINK
from wego.questionnaires.models import Answer, OutsideRequest
from wego.questionnaires.services.outside_requests import answer_outside
from wego.questionnaires.wording import fault_text, response_text


class GiverForm(forms.Form):
    """Who answers: perhaps not whoever was asked."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)


@never_cache
@once
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: mail programs look too. Sent once, the link is used up."""
    link = link_by_token(OUTSIDE_LINK, token)
    found = OutsideRequest.objects.select_related("response__organisation", "response__questionnaire", "asked_by")
    asked = found.filter(pk=link.subject_id).first() if link else None
    if link is None or asked is None:
        raise Http404
    is_current = asked.link_id == link.pk  # a returned answer is asked for by a new link
    is_open = is_current and link.is_open(timezone.now()) and asked.status == OutsideRequest.Status.OPEN
    facts: dict[str, Any] = {"asked": asked, "organisation": asked.response.organisation, "is_open": is_open}
    if not is_open:
        is_answered = is_current and asked.status in (OutsideRequest.Status.ANSWERED, OutsideRequest.Status.ACCEPTED)
        status = 200 if is_answered else 410
        return render(request, "questionnaires/outside.html", facts | {"is_answered": is_answered}, status=status)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, giver = _form(asked, data, files), GiverForm(data, initial={"name": asked.name}, auto_id="id-giver-%s")
    if request.method == "POST" and _both_valid(form, giver):
        try:
            answer_outside(
                request_id=asked.pk,
                link_id=link.pk,
                name=giver.cleaned_data["name"],
                given=form.answers,
                remarks=form.remarks,
                uploads={**form.evidence, **form.uploads},
                at=timezone.now(),
            )
        except AnswerFault as fault:
            form.add_error(fault.question, fault_text(fault, form.definition))
        except (RuleError, UploadRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(request.path)  # which says thank you
    facts |= {
        "form": form,
        "giver": giver,
        "about": response_text(asked.response),
        "faulty": list(form.faulty_entries) if form.is_bound else [],
        "upload_limit": settings.WEGO_UPLOAD_LIMIT,
        "is_outside": True,
    }
    return render(request, "questionnaires/outside.html", facts, status=422 if form.is_bound else 200)


def _both_valid(*asked: forms.Form) -> bool:
    """Each is looked at, so that everything that is wrong is said at once."""
    return sum(not form.is_valid() for form in asked) == 0


def _form(asked: OutsideRequest, data: MultiValueDict | None, files: MultiValueDict | None) -> SectionForm:
    """The questions of the request, and what was said before where it was returned."""
    definition = definition_of(asked.response.questionnaire)
    shown = [definition.question_by_code[code] for code in asked.questions if code in definition.question_by_code]
    before = {
        row.question: Answer(question=row.question, value=row.value, remark=row.remark, revision=0, state="given")
        for row in asked.answers.filter(round=asked.round - 1, evidence=None)
    }
    section = definition.sections[0]
    return SectionForm(definition, section, shown=shown, revision=0, stored=before, offers={}, data=data, uploads=files)
