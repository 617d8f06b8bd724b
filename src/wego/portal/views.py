"""Home and the pages that span apps."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from wego import __version__
from wego.accounts.queries import roles_in_force, roles_in_words, roles_of
from wego.core.dated_tasks.queries import open_tasks_of
from wego.core.front_page import front_page
from wego.members.queries.affiliations import holds_anything
from wego.portal import queries
from wego.portal.calendar_feed import CALENDAR_ADDRESS_MAKE, CALENDAR_ADDRESS_REVOKE, feed_of
from wego.portal.dashboard import dashboard_of, next_meetings_of
from wego.portal.permissions import can_assign_task
from wego.portal.role_notes import delegations_of, words_of_roles
from wego.portal.work_queues import work_queues_of


def home(request: HttpRequest) -> HttpResponse:
    """What the network is, where its members are, and where to go from here."""
    today = timezone.localdate()
    context = {
        "today": today,
        # Whoever holds a post or a role may see more members than others on the map.
        "audience": request.user.pk if holds_anything(request.user) else "",
        "facts": lambda: {"glance": queries.glance(), "front": front_page(request.user, today=today)},
    }
    return render(request, "portal/home.html", context)


def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the secretariat: from the one place where it is kept."""
    return render(request, "portal/contact.html", {"points": queries.contact_points()})


def about(request: HttpRequest) -> HttpResponse:
    """What this platform is, what is real on it, and where its code and data are."""
    return render(request, "portal/about.html", {"version": __version__, "network": settings.WEGO_NETWORK.name})


@login_required
def my(request: HttpRequest) -> HttpResponse:
    """A person's own page: what waits, and everything that is theirs."""
    today = timezone.localdate()
    context = {
        "dashboard": dashboard_of(request.user, today=today),
        "queues": work_queues_of(request.user, today=today),
        "tasks": open_tasks_of(request.user, with_nobodys=can_assign_task(request.user)),
        "meetings": next_meetings_of(request.user, today=today),
        "delegations": delegations_of(request.user, today=today),
        "role_words": words_of_roles(sorted(roles_of(request.user))),
        "calendar": feed_of(request.user, timezone.now()),
        "calendar_make": CALENDAR_ADDRESS_MAKE,
        "calendar_revoke": CALENDAR_ADDRESS_REVOKE,
        "roles": roles_in_words(sorted(roles_in_force(request.user), key=lambda held: held.role)),
    }
    return render(request, "portal/my.html", context)
