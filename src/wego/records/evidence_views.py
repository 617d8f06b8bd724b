"""Pages of an organisation's documents, and of one of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wego.records import acts
from wego.records.evidence_files import evidence_download
from wego.records.evidence_listing import MY_DOCUMENTS
from wego.records.forms import language_name
from wego.records.queries.evidence import (
    current_evidence,
    evidence_visible_to,
    organisations_with_evidence_visible_to,
    seen_of,
    uses_of,
    versions_of,
)


@require_safe
@login_required
def documents(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All documents of an organisation that stand now, for its officers and contributors and those who verify."""
    organisation = get_object_or_404(organisations_with_evidence_visible_to(request.user), slug=slug)
    rows = current_evidence(evidence_visible_to(request.user)).filter(organisation=organisation)
    facts = {"organisation": organisation, "add": acts.EVIDENCE_ADD}
    return MY_DOCUMENTS.respond(request, rows=rows, facts=facts, file_name=f"documents-{slug}")


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it is, who reads it, its copy and its versions; what it bears out, for its own people."""
    shown = get_object_or_404(evidence_visible_to(request.user).select_related("replaced_by"), pk=pk)
    is_inside = organisations_with_evidence_visible_to(request.user).filter(pk=shown.organisation_id).exists()
    former = versions_of(shown) if is_inside else []
    every = [shown, *former]
    seen = seen_of(request.user, every)
    uses = uses_of(every) if is_inside else {}
    context = {
        "document": shown,
        "language": language_name(shown.language) if shown.language else "",
        "is_expired": shown.removed_at is None and not shown.is_valid_on(timezone.localdate()),
        "copy": next((one for one in seen.values() if one.redacts_id == shown.pk), None),
        "original": evidence_visible_to(request.user).filter(pk=shown.redacts_id).first() if shown.redacts_id else None,
        "newer": getattr(shown, "replaced_by", None) if is_inside else None,
        "former": former,
        "uses": [(one, use) for one in every for use in uses.get(one.pk, [])],
        "is_inside": is_inside,
        "acts": acts.ON_DOCUMENT,
    }
    return render(request, "records/document.html", context)


@require_safe
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself."""
    kept = get_object_or_404(evidence_visible_to(request.user), pk=pk)
    return evidence_download(kept)
