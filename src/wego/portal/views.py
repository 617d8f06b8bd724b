"""Home and the pages that span apps."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from wego import __version__
from wego.accounts.models import NetworkRole
from wego.accounts.queries import roles_of
from wego.portal import queries
from wego.portal.dashboard import dashboard_of
from wego.portal.work_queues import work_queues_of


def home(request: HttpRequest) -> HttpResponse:
    """What the network is, where its members are, and where to go from here."""
    return render(request, "portal/home.html", {"glance": queries.glance()})


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
        "roles": [NetworkRole.Role(role).label for role in sorted(roles_of(request.user))],
    }
    return render(request, "portal/my.html", context)
