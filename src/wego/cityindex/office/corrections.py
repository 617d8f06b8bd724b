"""Who takes part in a draft, and the corrections that cities ask for, each answered with its reason."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.cityindex.forms.participation import AnswerForm
from wego.cityindex.models import Correction, Draft
from wego.cityindex.office.editions import above
from wego.cityindex.permissions import can_answer_corrections
from wego.cityindex.queries import participation as reads
from wego.cityindex.services.participation import answer_correction
from wego.core.access import require
from wego.core.files import download
from wego.core.form_tokens import once
from wego.core.office import office_page, run_service
from wego.core.outbox import mails_about

TITLE = gettext_lazy("Corrections of figures")
A_PAGE = 50


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Requests for corrections, those that wait first, and the cities that take part."""
    require(can_answer_corrections(request.user))
    found = reads.corrections_visible_to(request.user)
    answered = found.exclude(status=Correction.Status.OPEN).order_by("-answered_at", "-pk")
    facts = {
        "waiting": found.filter(status=Correction.Status.OPEN),
        "page": Paginator(answered, A_PAGE).get_page(request.GET.get("page")),
        "participations": reads.participations_visible_to(request.user).filter(draft__status=Draft.Status.OPEN),
    }
    return office_page(request, "cityindex/office/corrections.html", TITLE, "edit", facts, above=above())


@once
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its document, and the answer."""
    require(can_answer_corrections(request.user))
    found = get_object_or_404(reads.corrections_visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"accept": form.cleaned_data["accept"] == "yes", "answer": form.cleaned_data["answer"]}
        if run_service(
            request, _("Answered; whoever asked is told by mail."), answer_correction, correction_id=pk, **given
        ):
            return redirect("office_index:corrections")
    trail = [*above(), (reverse("office_index:corrections"), TITLE)]
    facts = {"correction": found, "form": form, "is_open": found.status == Correction.Status.OPEN}
    facts["mails"] = mails_about(found)
    title = f"{found.participation.organisation}: {found.indicator}"
    return office_page(request, "cityindex/office/correction.html", title, "edit", facts, above=trail)


@require_safe
def correction_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document behind a request."""
    require(can_answer_corrections(request.user))
    evidence = get_object_or_404(reads.corrections_visible_to(request.user), pk=pk).evidence
    return download(evidence.file, name=evidence.title, media_type=evidence.media_type)
