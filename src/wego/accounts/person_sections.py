"""What accounts themselves show of a person on the page in the office: where one is signed in, and roles over time."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.accounts.permissions import can_manage_people
from wego.core.page_sections import PageSection, TimelineEvent

MOST_SESSIONS = 10


def account_section(*, person: User, request: HttpRequest) -> PageSection:
    """When the account was made, roles given and ended, in the timeline alone; the roles are prefetched."""
    events = [TimelineEvent(timezone.localdate(person.joined_at), _("Joined"))]
    for held in person.network_roles.all():
        events.append(TimelineEvent(timezone.localdate(held.granted_at), _("Role granted"), held.title))
        if held.ended_at:
            events.append(TimelineEvent(timezone.localdate(held.ended_at), _("Role ended"), held.title))
    return PageSection("account", "", events=events)


def sessions_section(*, person: User, request: HttpRequest) -> PageSection | None:
    """Where the person is signed in, for those who help people back in; one query."""
    if not can_manage_people(request.user):
        return None
    sessions = UserSession.objects.filter(user=person).defer("data").order_by("-last_seen_at")[:MOST_SESSIONS]
    return PageSection(
        "sessions", _("Signed in at"), "accounts/office/sessions_section.html", {"sessions": list(sessions)}
    )
