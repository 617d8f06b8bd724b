"""What diagnoses show of a member on its page in the office: each year with its stage."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.assessment.permissions import can_list_diagnoses
from wego.assessment.queries import diagnoses_visible_to
from wego.assessment.wording import score_text
from wego.core.page_sections import PageSection, TimelineEvent
from wego.members.models import Organisation


def diagnoses_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """One query."""
    if not can_list_diagnoses(request.user) or organisation.kind != Organisation.Kind.LOCAL_GOVERNMENT:
        return None
    found = diagnoses_visible_to(request.user).filter(organisation=organisation).defer("result").order_by("-year")
    rows: list[dict[str, Any]] = [
        {
            "diagnosis": one,
            "year": str(one.year),
            "score": score_text(one.score),
            "url": reverse("assessment:report", args=[one.response_id]),
        }
        for one in found
    ]
    events = [
        TimelineEvent(timezone.localdate(row["diagnosis"].submitted_at), _("Diagnosis"), row["score"], row["url"])
        for row in rows
    ]
    return PageSection(
        "diagnoses", _("Diagnoses"), "assessment/office/member_section.html", {"rows": rows}, events=events
    )
