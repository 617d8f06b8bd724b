"""Keeping contacts true: the yearly question by mail, its answer, and tasks where an address or a post has ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wego.core import audit, outbox
from wego.core.audit import Actor
from wego.core.dated_tasks.queries import tasks_about
from wego.core.dated_tasks.services import add_task
from wego.core.languages import SOURCE
from wego.core.models import Mail
from wego.core.personal_links.services import make_link, use_link
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.correspondence.links import CONFIRMATION_LINK, CONFIRMATION_MAIL
from wego.correspondence.models import Contact, Post
from wego.correspondence.queries.contacts import (
    agreements_to_renew,
    in_force,
    posts_to_follow_up,
    reference_to,
    to_confirm,
)
from wego.correspondence.services.contacts import remove_contact, write_changes

# So many are asked a day, so that answers and bounces can be dealt with.
ASKED_A_DAY = 200
# What has to be found out is due after so many days.
DUE_AFTER = timedelta(days=14)


class ConfirmationRefused(RuleError):
    """The contact cannot be asked; the message says why."""


def ask_due_contacts(at: datetime) -> None:
    """Ask those whose year is over; a daily job."""
    for contact_id in list(to_confirm(Contact.objects.order_by("pk"), at).values_list("pk", flat=True)[:ASKED_A_DAY]):
        ask_contact(contact_id=contact_id, by=None, at=at)


@transaction.atomic
def ask_contact(*, contact_id: int, by: Actor | None, at: datetime) -> Contact:
    """Ask a contact by mail whether what is kept is right; the link in it is good for sixty days and one answer."""
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    if not contact.email:
        raise ConfirmationRefused(_("This contact has no e-mail address. Enter one first."))
    if contact.is_demonstration:
        raise ConfirmationRefused(_("Sample data: no e-mail is sent to this person."))
    contact.asked_at = at
    contact.save(update_fields=["asked_at"])
    about = Reference(Contact._meta.label, str(contact.pk), str(contact.pk))
    _link, address = make_link(CONFIRMATION_LINK, to=contact.email, language=contact.language, at=at, subject=about)
    facts = {"contact": contact, "url": address}
    outbox.queue_mail(
        CONFIRMATION_MAIL, to=contact.email, language=contact.language, facts=facts, about=about, by=by, at=at
    )
    audit.record("contact.asked", contact, by=by, at=at, label=str(contact.pk))
    return contact


@transaction.atomic
def confirm_contact(*, contact_id: int, link_id: int, at: datetime, facts: Mapping[str, Any]) -> Contact:
    """Note that a contact has read what is kept and found it right, with what the contact changed of it."""
    use_link(link_id=link_id, at=at)
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    changed = write_changes(contact, facts, by=None, at=at)
    contact.confirmed_on = timezone.localdate(at)
    contact.save(update_fields=["confirmed_on"])
    audit.record(
        "contact.confirmed", contact, by=None, at=at, label=str(contact.pk), after={"changed": sorted(changed)}
    )
    return contact


@transaction.atomic
def leave_posts(*, contact_id: int, link_id: int, at: datetime) -> None:
    """Note that a contact says to hold the posts no longer; the secretariat then looks for the successors."""
    use_link(link_id=link_id, at=at)
    today = timezone.localdate(at)
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    ended = 0
    for post in contact.posts.filter(in_force(today)):
        post.ends_on = max(today - timedelta(days=1), post.starts_on or today - timedelta(days=1))
        post.save(update_fields=["ends_on"])
        ended += 1
    contact.confirmed_on = today
    contact.save(update_fields=["confirmed_on"])
    audit.record("contact.posts_left", contact, by=None, at=at, label=str(contact.pk), after={"posts": ended})


@transaction.atomic
def remove_oneself(*, contact_id: int, link_id: int, at: datetime) -> None:
    """Forget a contact who asks for it by the link."""
    use_link(link_id=link_id, at=at)
    remove_contact(contact_id=contact_id, by=None, at=at)


def note_bounce(*, mail: Mail, at: datetime) -> None:
    """A receiver of `core.outbox.hooks.mail_bounced`, in its transaction: the first bounce of an address is a task."""
    if not mail.recipient:  # forgotten since: a contact without an address is none of it
        return
    for contact in Contact.objects.select_for_update().filter(email__iexact=mail.recipient, bounced_at=None):
        contact.bounced_at = at
        contact.save(update_fields=["bounced_at"])
        audit.record("contact.bounced", contact, by=None, at=at, label=str(contact.pk))
        about = reference_to(contact, timezone.localdate(at))
        _add_task(_("Find the new e-mail address of a contact"), about, at)


def follow_up_ended_posts(at: datetime) -> None:
    """Have somebody find out who follows where a post has ended; a daily job."""
    for post_id in list(posts_to_follow_up(timezone.localdate(at)).values_list("pk", flat=True)):
        with transaction.atomic():
            post = Post.objects.select_for_update().get(pk=post_id)
            if post.followed_up_at is None:
                post.followed_up_at = at
                post.save(update_fields=["followed_up_at"])
                audit.record("contact.post_followed_up", post, by=None, at=at, label=f"{post.contact_id} · {post.at}")
                about = Reference(Contact._meta.label, str(post.contact_id), f"{post.title}, {post.at}"[:300])
                _add_task(_("Find the successor in a post that has ended"), about, at)


@transaction.atomic
def follow_up_agreements(at: datetime) -> None:
    """Have somebody renew what ends within four months, once for each end; a daily job."""
    for one in agreements_to_renew(timezone.localdate(at)):
        about, due_on = Reference.to(one), one.agreement_ends_on
        if due_on and not tasks_about(about).filter(due_on=due_on).exists():
            with translation.override(SOURCE):
                address = reverse("office_contacts:external", args=[one.pk])
            title = _("Renew the agreement, or let it end")
            add_task(
                title=title, about=about, due_on=due_on, remind_on=due_on - DUE_AFTER, address=address, by=None, at=at
            )


def _add_task(title: str, about: Reference, at: datetime) -> None:
    with translation.override(SOURCE):
        address = reverse("office_contacts:contact", args=[about.id])
    due_on = timezone.localdate(at) + DUE_AFTER
    add_task(title=title, about=about, due_on=due_on, address=address, by=None, at=at)
