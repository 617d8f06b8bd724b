"""What the register shows of a person on the page in the office: positions over time, invitations."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.accounts.queries import proven_addresses
from wego.core.page_sections import PageSection, TimelineEvent
from wego.members.models import Affiliation, Invitation, Organisation
from wego.members.permissions import can_see_register


def posts_section(*, person: User, request: HttpRequest) -> PageSection:
    """Every position that was held, those of today first, and open invitations; three queries."""
    posts = list(Affiliation.objects.filter(user=person).select_related("organisation").order_by("-starts_on", "-pk"))
    posts.sort(key=lambda post: post.ends_on is not None)
    may_see = can_see_register(request.user)
    rows = [(post, page_of(post.organisation) if may_see else "") for post in posts]
    invited = Invitation.objects.filter(email__in=proven_addresses(person), status=Invitation.Status.OPEN)
    events = []
    for post, url in rows:
        words = " · ".join(filter(None, [str(post.get_role_display()), post.post, str(post.organisation)]))
        events.append(TimelineEvent(post.starts_on, _("Position started"), words, url))
        if post.ends_on and post.ends_on <= timezone.localdate():
            events.append(TimelineEvent(post.ends_on, _("Position ended"), words, url))
    data = {"posts": rows, "invitations": list(invited.select_related("organisation"))}
    return PageSection(
        "posts", _("Positions at organisations"), "members/office/posts_section.html", data, events=events
    )


def page_of(organisation: Organisation) -> str:
    return reverse("organisations:organisation", args=[organisation.pk])
