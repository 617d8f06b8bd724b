"""The corrections that cities ask for, and one of them with its document and the answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wego.cityindex.models import Correction
from wego.cityindex.office import acts, listings
from wego.cityindex.permissions import can_see_editions_office
from wego.cityindex.queries.participation import corrections_visible_to
from wego.core.access import require
from wego.core.assignments.panel import open_panel
from wego.core.office import office_page
from wego.core.outbox import mails_about
from wego.core.outbox.listings import mail_list
from wego.records.evidence_files import evidence_download


@require_safe
def corrections(request: HttpRequest) -> HttpResponseBase:
    """Requests for corrections, those that wait first, and the cities that take part."""
    return listings.CORRECTIONS.respond(request, title=acts.CORRECTIONS_TITLE)


@require_safe
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its document, and the answer."""
    found = _correction(request, pk)
    act = acts.CORRECTION_ANSWER
    facts = {"correction": found, "is_open": found.status == Correction.Status.OPEN, "answer": act}
    facts["assignment"] = open_panel(request, found)
    facts["mails"] = mail_list(request, mails_about(found))
    return office_page(request, "cityindex/office/correction.html", act.title(found), facts, above=act.above(found))


@require_safe
def correction_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document behind a request."""
    evidence = _correction(request, pk).evidence
    return evidence_download(evidence)


def _correction(request: HttpRequest, pk: int) -> Correction:
    require(can_see_editions_office(request.user))
    return get_object_or_404(corrections_visible_to(request.user), pk=pk)
