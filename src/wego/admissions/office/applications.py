"""The office's queues of applications: to accept, to decide, and one application beside the register."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wego.admissions import queries
from wego.admissions.forms import AcceptForm, ApplicationReasonForm, ProposalForm
from wego.admissions.models import Application
from wego.admissions.office.frame import A_PAGE, page
from wego.admissions.permissions import can_decide_application
from wego.admissions.services.applications import accept_application, decline_application, return_application
from wego.admissions.services.decisions import propose_admission, put_on_agenda_again
from wego.core.access import require
from wego.core.comments.queries import thread_of
from wego.core.files import download
from wego.core.form_tokens import once
from wego.core.office import run_service
from wego.core.outbox import mails_about
from wego.members.models import Organisation, Standing
from wego.questionnaires.queries import documents_of
from wego.questionnaires.sheets import read_sheet


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the secretariat, the oldest first; and what came of the others."""
    require(can_decide_application(request.user))
    closed = Paginator(queries.closed_applications(), A_PAGE).get_page(request.GET.get("page"))
    facts = {"waiting": queries.waiting_applications(), "page": closed}
    return page(request, "admissions/office/queue.html", gettext_lazy("To accept"), facts)


@once
def to_decide(request: HttpRequest) -> HttpResponse:
    """What waits for a body, with its agenda item; members of old can be proposed."""
    require(can_decide_application(request.user))
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"organisation_id": form.cleaned_data["organisation"].pk, "kind": form.cleaned_data["kind"]}
        year = timezone.localdate().year
        if run_service(
            request, _("Put on the agenda of the Executive Committee."), propose_admission, year=year, **given
        ):
            return redirect("office_admissions:to_decide")
    accepted = Paginator(queries.accepted_applications(), A_PAGE).get_page(request.GET.get("page"))
    items = queries.items_by_subject("admissions.Application", [one.pk for one in accepted])
    rows = [{"application": one, "item": items.get(str(one.pk))} for one in accepted]
    facts = {"rows": rows, "page": accepted, "form": form}
    return page(request, "admissions/office/to_decide.html", gettext_lazy("To decide"), facts)


@once
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application beside what the register knows under a similar name; accept, return or decline it."""
    require(can_decide_application(request.user))
    found = get_object_or_404(queries.applications_visible_to(request.user), pk=pk)
    act = request.POST.get("decision", "")
    values = queries.values_given(found)
    place = {name: values.get(name) for name in ("latitude", "longitude")}
    accepting = AcceptForm(request.POST if act == "accept" else None, initial=place)
    reason = ApplicationReasonForm(request.POST if act in ("return", "decline") else None)
    if request.method == "POST" and _decided(request, pk, act, accepting, reason):
        return redirect("office_admissions:queue")
    response = get_object_or_404(queries.application_responses_visible_to(request.user), pk=found.response_id)
    sheet = read_sheet(response)
    facts = {
        "application": found,
        "sections": sheet.answers_shown(lambda file: reverse("office_admissions:evidence", args=[found.pk, file.pk])),
        "duplicates": [(one, _standing(one)) for one in queries.near_duplicates(found.organisation, request.user)],
        "steps": found.steps.select_related("by"),
        "mails": mails_about(found.reference),
        "thread": thread_of(found.reference),
        "item": queries.item_of(found),
        "accepting": accepting,
        "reason": reason,
        "is_waiting": found.status == Application.Status.SUBMITTED,
    }
    return page(request, "admissions/office/application.html", found.organisation.name, facts)


@require_POST
@once
def application_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an application that was not approved on this year's agenda, or the next if it was this year's."""
    require(can_decide_application(request.user))
    found = get_object_or_404(queries.applications_visible_to(request.user), pk=pk)
    item = queries.item_of(found)
    this_year = timezone.localdate().year
    year = max(this_year, item.year + 1) if item else this_year
    run_service(request, _("Put on the agenda again."), put_on_agenda_again, application_id=pk, year=year)
    return redirect("office_admissions:application", pk)


@require_safe
def evidence(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """A document of the application."""
    require(can_decide_application(request.user))
    found = get_object_or_404(queries.applications_visible_to(request.user), pk=pk)
    kept = get_object_or_404(documents_of(found.response), pk=evidence_pk)
    return download(kept.file, name=kept.title, media_type=kept.media_type)


def _decided(request: HttpRequest, pk: int, act: str, accepting: AcceptForm, reason: ApplicationReasonForm) -> bool:
    if act == "accept" and accepting.is_valid():
        said = _("Accepted: an associate member from today, and on this year's agenda of the Executive Committee.")
        return run_service(request, said, accept_application, application_id=pk, **accepting.cleaned_data)
    if act == "return" and reason.is_valid():
        said = _("Returned with the reason.")
        return run_service(request, said, return_application, application_id=pk, **reason.cleaned_data)
    if act == "decline" and reason.is_valid():
        said = _("Declined with the reason.")
        return run_service(request, said, decline_application, application_id=pk, **reason.cleaned_data)
    return False


def _standing(organisation: Organisation) -> str:
    return str(Standing.Kind(organisation.standing).label) if organisation.standing else _("no member yet")
