"""The people to whom the network writes at a member, on the member's page in the office."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.next_steps import NextStep
from wego.core.page_sections import PageSection, TimelineEvent
from wego.correspondence.permissions import can_keep_contacts, can_see_contacts, can_see_letters, can_write_letters
from wego.correspondence.queries.contacts import posts_at
from wego.correspondence.queries.letters import letters_with
from wego.members.models import Organisation

MOST_LETTERS = 10


def contacts_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """Who holds which post, and who held it; one query."""
    if not can_see_contacts(request.user):
        return None
    posts = list(posts_at(organisation))
    today = timezone.localdate()
    held = [post for post in posts if post.ends_on is None or post.ends_on >= today]
    events = [
        TimelineEvent(post.starts_on, str(post.title), post.contact.name)
        for post in posts
        if post.starts_on and post.starts_on <= today
    ]
    links = [NextStep(_("All contacts"), f"{reverse('office_contacts:contacts')}?organisation={organisation.slug}")]
    if can_keep_contacts(request.user):
        links.append(NextStep(_("Start a plan"), reverse("office_contacts:plan_start", args=[organisation.pk])))
    return PageSection("contacts", _("Contacts"), "correspondence/member_section.html", {"posts": held}, links, events)


def letters_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """The latest letters exchanged with a member; one query."""
    if not can_see_letters(request.user):
        return None
    letters = list(letters_with(organisation)[: MOST_LETTERS + 1])
    links = [NextStep(_("All letters"), f"{reverse('office_contacts:letters')}?organisation={organisation.slug}")]
    if can_write_letters(request.user):
        links.append(NextStep(_("Write a letter"), reverse("office_contacts:letter_draft")))
    events = [
        TimelineEvent(letter.dated_on, _("Letter"), letter.number, reverse("office_contacts:letter", args=[letter.pk]))
        for letter in letters
        if letter.number
    ]
    data = {"letters": letters[:MOST_LETTERS]}
    return PageSection("letters", _("Letters"), "correspondence/letters_section.html", data, links, events)
