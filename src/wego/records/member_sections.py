"""What the record shows of a member on its page in the office: the documents that its people handed in."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.page_sections import PageSection, TimelineEvent
from wego.members.models import Organisation
from wego.members.permissions import can_keep_register

MOST_DOCUMENTS = 12


def documents_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """The latest documents; one query."""
    if not can_keep_register(request.user):
        return None
    found = list(organisation.evidence.select_related("uploaded_by").order_by("-uploaded_at")[:MOST_DOCUMENTS])
    if not found:
        return None
    events = [TimelineEvent(timezone.localdate(one.uploaded_at), _("Document"), one.title) for one in found]
    return PageSection(
        "documents", _("Documents"), "records/office/member_section.html", {"documents": found}, events=events
    )
