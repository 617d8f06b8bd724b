"""What admissions show of a person on the page in the office: the applications that the person wrote."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from wego.accounts.models import User
from wego.admissions.models import Application
from wego.admissions.permissions import can_see_applications
from wego.core.page_sections import PageSection, TimelineEvent


def applications_of_person(*, person: User, request: HttpRequest) -> PageSection | None:
    """Those that were submitted, in the timeline alone; one query."""
    if not can_see_applications(request.user):
        return None
    found = Application.objects.filter(applicant=person).exclude(submitted_at=None).select_related("organisation")
    events = [
        TimelineEvent(
            timezone.localdate(one.submitted_at),
            pgettext("to the network", "Application"),
            f"{one.organisation} · {one.get_status_display()}",
            reverse("office_admissions:application", args=[one.pk]),
        )
        for one in found
        if one.submitted_at
    ]
    return PageSection("applications", "", events=events)
