"""Contacts and their posts: noted, changed, ended, forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.comments.models import Comment
from wego.core.dated_tasks.models import DatedTask
from wego.core.models import Mail
from wego.core.personal_links.models import PersonalLink
from wego.core.rules import RuleError
from wego.correspondence.models import Contact, ExternalOrganisation, Letter, MailingRecipient, Post, SurveyAnswer
from wego.members.models import Organisation

# What may be changed of a contact; the trail names these and never says what stands in them.
FACTS = (
    "name",
    "name_native",
    "kind",
    "language",
    "salutation",
    "email",
    "telephone",
    "assistant",
    "assistant_email",
    "note",
)


KEPT_RECIPIENTS = timedelta(days=730)


class ContactRefused(RuleError):
    """The contact or the post cannot be written so; the message says why."""


@transaction.atomic
def add_contact(
    *,
    by: Actor | None,
    at: datetime,
    organisation: Organisation | None = None,
    external: ExternalOrganisation | None = None,
    title: Mapping[str, str] | None = None,
    starts_on: date | None = None,
    **facts: Any,
) -> Contact:
    """Note a person with the post by which the network knows the person."""
    facts["email"] = _address(facts.get("email", ""))
    _refuse_known(facts["name"], facts["email"])
    contact = Contact.objects.create(added_at=at, **facts)
    audit.record("contact.added", contact, by=by, at=at, label=str(contact.pk), after={"kind": contact.kind})
    if organisation or external:
        add_post(
            contact_id=contact.pk,
            organisation=organisation,
            external=external,
            title=title or {},
            starts_on=starts_on,
            by=by,
            at=at,
        )
    return contact


@transaction.atomic
def change_contact(*, contact_id: int, by: Actor | None, at: datetime, **facts: Any) -> Contact:
    """Change what is kept of a person; a new address has not bounced yet."""
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    write_changes(contact, facts, by=by, at=at)
    return contact


def write_changes(contact: Contact, facts: Mapping[str, Any], *, by: Actor | None, at: datetime) -> list[str]:
    """A step of changing and of confirming, in their transaction; the names of what changed."""
    given = {name: value for name, value in facts.items() if name in FACTS}
    if "email" in given:
        given["email"] = _address(given["email"])
    changed = [name for name, value in given.items() if getattr(contact, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(contact, name, given[name])
    if {"name", "email"} & set(changed):
        _refuse_known(contact.name, contact.email, but=contact.pk)
    if "email" in changed:
        contact.bounced_at = None
    contact.save()
    audit.record("contact.changed", contact, by=by, at=at, label=str(contact.pk), after={"changed": sorted(changed)})
    return changed


@transaction.atomic
def add_post(
    *,
    contact_id: int,
    title: Mapping[str, str],
    by: Actor | None,
    at: datetime,
    organisation: Organisation | None = None,
    external: ExternalOrganisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Post:
    """Note what a contact is at one organisation."""
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    if (organisation is None) == (external is None):
        raise ContactRefused(_("Choose one organisation: either a member, or a partner or prospect."))
    if ends_on and starts_on and ends_on < starts_on:
        raise ContactRefused(_("The post cannot end before it begins."))
    post = Post.objects.create(
        contact=contact, organisation=organisation, external=external, title=title, starts_on=starts_on, ends_on=ends_on
    )
    after = {"at": str(post.at), "starts_on": starts_on, "ends_on": ends_on}
    audit.record("contact.post_added", post, by=by, at=at, label=f"{contact.pk} · {post.at}", after=after)
    return post


@transaction.atomic
def end_post(*, post_id: int, ends_on: date, by: Actor | None, at: datetime) -> Post:
    """Note the last day of a post; who follows is then looked for."""
    post = Post.objects.select_for_update().get(pk=post_id)
    if post.ends_on and post.ends_on < timezone.localdate(at):
        raise ContactRefused(_("This post has already ended."))
    if post.starts_on and ends_on < post.starts_on:
        raise ContactRefused(_("The post cannot end before it begins."))
    before = {"ends_on": post.ends_on}
    post.ends_on = ends_on
    post.save(update_fields=["ends_on"])
    label = f"{post.contact_id} · {post.at}"
    audit.record("contact.post_ended", post, by=by, at=at, label=label, before=before, after={"ends_on": ends_on})
    return post


@transaction.atomic
def remove_contact(*, contact_id: int, by: Actor | None, at: datetime) -> None:
    """Forget a person who has no account: everything kept of the person goes, that it was kept stays."""
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    about = {"about_kind": contact._meta.label, "about_id": str(contact.pk)}
    subject = {"subject_kind": contact._meta.label, "subject_id": str(contact.pk)}
    DatedTask.objects.filter(**about).delete()
    Comment.objects.filter(**subject).delete()
    _forget_mails(Mail.objects.filter(**about))
    PersonalLink.objects.filter(**subject).update(address="")
    Letter.objects.filter(contact=contact).update(email="")  # the letters themselves are records of the network
    audit.record("contact.removed", contact, by=by, at=at, label=str(contact.pk))
    forget_recipients(MailingRecipient.objects.filter(contact=contact))
    contact.delete()


def forget_recipients(rows: QuerySet[MailingRecipient]) -> None:
    """That somebody was written to stays, not who; who has not been sent to yet is left out."""
    _forget_mails(Mail.objects.filter(pk__in=list(rows.exclude(mail=None).values_list("mail", flat=True))))
    waiting = MailingRecipient.Outcome.WAITING, MailingRecipient.Outcome.LEFT_OUT
    rows.filter(outcome=waiting[0]).update(outcome=waiting[1], reason=MailingRecipient.Reason.NO_ADDRESS)
    SurveyAnswer.objects.filter(sent_to__in=rows).update(sent_to=None)
    rows.update(name="–", address="", fields={}, reply="", contact=None)


def _forget_mails(mails: QuerySet[Mail]) -> None:
    """What waits is not sent; address and words go from all but what is being sent at this moment."""
    mails.filter(status=Mail.Status.WAITING).update(status=Mail.Status.DROPPED, body="")
    mails.exclude(status=Mail.Status.SENDING).update(recipient="", subject="", body="", last_error="")


@transaction.atomic
def forget_person(*, user: Any, addresses: set[str], by: Actor, at: datetime) -> None:
    """On erasure of a person: the contact who bears one of the person's addresses goes; an assistant's address too."""
    theirs, assisted, written_to = Q(), Q(), Q()
    for address in addresses:
        theirs |= Q(email__iexact=address)
        assisted |= Q(assistant_email__iexact=address)
        written_to |= Q(address=address.lower())
    if not addresses:
        return
    forget_recipients(MailingRecipient.objects.filter(written_to))
    for contact in Contact.objects.filter(theirs):
        remove_contact(contact_id=contact.pk, by=by, at=at)
    Contact.objects.filter(assisted).update(assistant="", assistant_email="")
    Letter.objects.filter(theirs).update(email="")


@transaction.atomic
def forget_old_recipients(at: datetime) -> None:
    """Two years after a mailing was sent nobody needs to know any more who got it; a periodic job."""
    forget_recipients(MailingRecipient.objects.filter(mailing__sent_at__lt=at - KEPT_RECIPIENTS).exclude(address=""))


def _address(email: str) -> str:
    return email.strip().lower()


def _refuse_known(name: str, email: str, *, but: int | None = None) -> None:
    same = Contact.objects.filter(name=name, email=email)
    if email and (same if but is None else same.exclude(pk=but)).exists():
        raise ContactRefused(_("%(name)s is already a contact with this address.") % {"name": name})
