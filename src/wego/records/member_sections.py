"""What the record shows of a member on its page in the office: the documents that its people gave."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.next_steps import NextStep
from wego.core.page_sections import PageSection, TimelineEvent
from wego.members.models import Organisation
from wego.records.permissions import can_see_evidence
from wego.records.queries.evidence import current_evidence, evidence_visible_to

MOST_DOCUMENTS = 12


def documents_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """The latest documents, for those who verify; one query."""
    if not can_see_evidence(request.user):
        return None
    rows = current_evidence(evidence_visible_to(request.user)).filter(organisation=organisation)
    found = list(rows.select_related("uploaded_by").order_by("-uploaded_at", "-pk")[:MOST_DOCUMENTS])
    if not found:
        return None
    events = [
        TimelineEvent(
            timezone.localdate(one.uploaded_at), _("Document"), one.title, reverse("documents:document", args=[one.pk])
        )
        for one in found
    ]
    links = [NextStep(_("All documents"), reverse("my_evidence:documents", args=[organisation.slug]))]
    return PageSection(
        "documents",
        _("Documents"),
        "records/office/member_section.html",
        {"documents": found},
        links=links,
        events=events,
    )
