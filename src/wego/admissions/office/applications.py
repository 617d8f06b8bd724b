"""One application in the office, beside what the register knows under a similar name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from wego.admissions import acts, queries
from wego.admissions.application_listings import similar_list, step_list
from wego.admissions.permissions import can_decide_application, can_see_applications
from wego.core.access import require
from wego.core.assignments.panel import open_panel
from wego.core.comments.queries import thread_of
from wego.core.office import office_page
from wego.core.outbox import mails_about
from wego.core.outbox.listings import mail_list
from wego.questionnaires.queries import documents_of
from wego.questionnaires.sheets import read_sheet
from wego.records.evidence_files import evidence_download


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application, and what can be decided on it."""
    require(can_see_applications(request.user))
    found = get_object_or_404(queries.applications_visible_to(request.user), pk=pk)
    response = get_object_or_404(queries.application_responses_visible_to(request.user), pk=found.response_id)
    sheet = read_sheet(response)
    facts = {
        "application": found,
        "sections": sheet.answers_shown(lambda file: reverse("office_admissions:evidence", args=[found.pk, file.pk])),
        "similar": similar_list(request, queries.like_organisations(found, request.user)),
        "steps": step_list(request, found),
        "mails": mail_list(request, mails_about(found.reference)),
        "assignment": open_panel(request, found),
        "thread": thread_of(found.reference, may_write=can_decide_application(request.user)),
        "item": queries.item_of(found),
        "may_decide": can_decide_application(request.user),
        "accept": acts.APPLICATION_ACCEPT,
        "return_": acts.APPLICATION_RETURN,
        "decline": acts.APPLICATION_DECLINE,
        "again": acts.APPLICATION_AGAIN,
    }
    title = found.organisation.name
    return office_page(request, "admissions/office/application.html", title, facts, above=acts.above())


@require_safe
def evidence(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """A document of the application."""
    require(can_see_applications(request.user))
    found = get_object_or_404(queries.applications_visible_to(request.user), pk=pk)
    kept = get_object_or_404(documents_of(found.response), pk=evidence_pk)
    return evidence_download(kept)
