"""Reads of contacts, of their posts, and of organisations outside the membership."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wego.core.personal_links.models import PersonalLink
from wego.core.personal_links.queries import link_by_token
from wego.core.references import Reference
from wego.correspondence.links import CONFIRMATION_LINK
from wego.correspondence.models import Contact, ExternalOrganisation, Post
from wego.correspondence.permissions import can_see_contacts
from wego.members.models import Organisation

# What is kept of a contact is asked about once a year; who does not answer is asked again after three months.
CONFIRMED_FOR = timedelta(days=365)
ASKED_AGAIN_AFTER = timedelta(days=90)
# An agreement that ends within this time is to be looked at.
RENEWAL_AHEAD = timedelta(days=120)


def contacts_visible_to(user: Any) -> QuerySet[Contact]:
    """Personal data of people who have no account: whoever may see contacts sees all, everybody else none."""
    return Contact.objects.all() if can_see_contacts(user) else Contact.objects.none()


def external_organisations_visible_to(user: Any) -> QuerySet[ExternalOrganisation]:
    """What is public, to everybody; the rest to those who see contacts."""
    found = ExternalOrganisation.objects.all()
    return found if can_see_contacts(user) else found.filter(is_public=True)


def with_posts(contacts: QuerySet[Contact], today: date) -> QuerySet[Contact]:
    """With the posts that contacts hold, in as many queries for many as for one."""
    held = Post.objects.filter(in_force(today)).select_related("organisation", "external")
    return contacts.prefetch_related(Prefetch("posts", held, to_attr="posts_held"))


def in_force(today: date) -> Q:
    """Posts that have not ended; the last day counts."""
    return Q(ends_on=None) | Q(ends_on__gte=today)


def at_organisation(contacts: QuerySet[Contact], slug: str) -> QuerySet[Contact]:
    return contacts.filter(pk__in=Post.objects.filter(organisation__slug=slug).order_by().values("contact"))


def at_external(contacts: QuerySet[Contact], code: str) -> QuerySet[Contact]:
    return contacts.filter(pk__in=Post.objects.filter(external__code=code).order_by().values("contact"))


def posts_at(organisation: Organisation) -> QuerySet[Post]:
    """Who is and was what at a member, those in force first."""
    return organisation.posts.select_related("contact").order_by(F("ends_on").desc(nulls_first=True), "pk")


def posts_of(contact: Contact) -> QuerySet[Post]:
    return contact.posts.select_related("organisation", "external")


def reference_to(contact: Contact, today: date) -> Reference:
    """What tasks and notes point to: called by the post, since the trail keeps the label and never a contact's name."""
    post = contact.posts.filter(in_force(today)).select_related("organisation", "external").first()
    label = f"{post.title}, {post.at}" if post else str(contact.get_kind_display())
    return Reference(Contact._meta.label, str(contact.pk), label[:300])


def to_confirm(contacts: QuerySet[Contact], at: datetime) -> QuerySet[Contact]:
    """Those whose yearly question is due: an address that works, nothing confirmed for a year, not asked lately.

    What was added counts as confirmed on its day.
    """
    year_ago, lately = at - CONFIRMED_FOR, at - ASKED_AGAIN_AFTER
    stale = Q(confirmed_on__lt=year_ago.date()) | Q(confirmed_on=None, added_at__lt=year_ago)
    asked = Q(asked_at=None) | Q(asked_at__lt=lately)
    return contacts.filter(stale & asked, bounced_at=None, is_demonstration=False).exclude(email="")


def posts_to_follow_up(today: date) -> QuerySet[Post]:
    """Posts that have ended and of which nobody has been told to find the successor."""
    return Post.objects.filter(ends_on__lt=today, followed_up_at=None).select_related(
        "contact", "organisation", "external"
    )


def agreements_to_renew(today: date) -> QuerySet[ExternalOrganisation]:
    return ExternalOrganisation.objects.filter(agreement_ends_on__range=(today, today + RENEWAL_AHEAD))


def people_count() -> Coalesce:
    """How many contacts hold a post at an organisation outside the membership."""
    held = Post.objects.filter(external=OuterRef("pk"), ends_on=None).order_by().values("external")
    return Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


def contact_of_link(token: str) -> tuple[Contact, PersonalLink] | None:
    """The contact whom a link asks, and the link, whatever has become of it."""
    link = link_by_token(CONFIRMATION_LINK, token)
    contact = Contact.objects.filter(pk=link.subject_id).first() if link and link.subject_id.isdigit() else None
    return (contact, link) if contact and link else None
