"""What the register itself shows of a member on its page in the office: its standing over time, proposed profiles."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.next_steps import NextStep
from wego.core.page_sections import PageSection, TimelineEvent
from wego.members.models import Organisation
from wego.members.permissions import can_keep_register

MOST_CHANGES = 10


def standing_section(*, organisation: Organisation, request: HttpRequest) -> PageSection:
    """Every period with the decision behind it; one query."""
    standings = list(organisation.standings.order_by("-starts_on"))
    links = []
    if can_keep_register(request.user):
        address = f"{reverse('office_members:standing_decide')}?row={organisation.pk}"
        links.append(NextStep(_("Decide the standing"), address))
    events = [
        TimelineEvent(one.starts_on, one.get_kind_display(), one.decision_label or one.source)
        for one in standings
        if one.starts_on <= timezone.localdate()
    ]
    return PageSection(
        "standing", _("Standing"), "members/office/standing_section.html", {"standings": standings}, links, events
    )


def profile_section(*, organisation: Organisation, request: HttpRequest) -> PageSection:
    """The latest profiles that were proposed, in the time line alone; one query."""
    changes = organisation.profile_changes.order_by("-submitted_at")[:MOST_CHANGES]
    events = [
        TimelineEvent(
            timezone.localdate(one.submitted_at),
            _("Profile change"),
            one.get_status_display(),
            reverse("office_members:profile_change", args=[one.pk]),
        )
        for one in changes
    ]
    return PageSection("profile", _("Profile changes"), events=events)
