"""One contact, and one organisation outside the membership, in the office."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from wego.core import languages
from wego.core.access import require
from wego.core.comments.queries import thread_of
from wego.core.dated_tasks.queries import tasks_about
from wego.core.listings import ListPage
from wego.core.office import office_page
from wego.core.outbox import mails_about
from wego.core.outbox.listings import mail_list
from wego.core.references import Reference
from wego.correspondence.acts import contacts as acts
from wego.correspondence.listings.contacts import PEOPLE_THERE, POSTS
from wego.correspondence.listings.letters import LETTERS_WITH
from wego.correspondence.models import Contact, ExternalOrganisation
from wego.correspondence.permissions import can_keep_contacts, can_see_contacts, can_see_letters
from wego.correspondence.queries.contacts import (
    contacts_visible_to,
    external_organisations_visible_to,
    posts_of,
    reference_to,
)
from wego.correspondence.queries.letters import letters_with


@require_safe
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: how to write to the person, posts over time, e-mails, tasks, notes."""
    require(can_see_contacts(request.user))
    one = get_object_or_404(contacts_visible_to(request.user), pk=pk)
    about = reference_to(one, timezone.localdate())
    facts = {
        "contact": one,
        "salutations": [(languages.name_of(code), code, text) for code, text in one.salutation.texts.items() if text],
        "posts": ListPage(POSTS, request, rows=posts_of(one), prefix="posts-"),
        "letters": _letters(request, one),
        "mails": mail_list(request, mails_about(one)),
        "tasks": tasks_about(about),
        "thread": thread_of(about, may_write=can_keep_contacts(request.user)),
        "acts": {
            "change": acts.CONTACT_CHANGE,
            "ask": acts.CONTACT_ASK,
            "remove": acts.CONTACT_REMOVE,
            "add_post": acts.POST_ADD,
        },
    }
    return office_page(request, "correspondence/contact.html", one.name, facts, above=acts.above_contact())


@require_safe
def external(request: HttpRequest, pk: int) -> HttpResponse:
    """An organisation outside the membership: what is known of it, its people, notes."""
    require(can_see_contacts(request.user))
    one = get_object_or_404(external_organisations_visible_to(request.user), pk=pk)
    about = Reference.to(one)
    facts = {
        "one": one,
        "names": [(languages.name_of(code), code, text) for code, text in one.name.texts.items() if text],
        "people": ListPage(
            PEOPLE_THERE, request, rows=one.posts.select_related("contact").order_by("contact__name"), prefix="people-"
        ),
        "letters": _letters(request, one),
        "tasks": tasks_about(about),
        "thread": thread_of(about, may_write=can_keep_contacts(request.user)),
        "change": acts.EXTERNAL_CHANGE,
        "become": acts.EXTERNAL_BECOME,
    }
    return office_page(request, "correspondence/external.html", one.name, facts, above=acts.above_external())


def _letters(request: HttpRequest, thing: Contact | ExternalOrganisation) -> ListPage | None:
    """What was exchanged with them, for those who see the register."""
    if not can_see_letters(request.user):
        return None
    return ListPage(LETTERS_WITH, request, rows=letters_with(thing), prefix="letters-")
