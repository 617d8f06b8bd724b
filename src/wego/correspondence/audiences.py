"""Whom a list's rows are to a mailing: apps that own a list say so, and its filters choose the recipients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise

from wego.core.listings import Listing, ListPage
from wego.correspondence.models import Contact, Post
from wego.correspondence.queries.contacts import in_force, with_posts
from wego.members.models import Affiliation, Organisation

Words = str | Promise
# At a member without an officer's account the people written to are, in this order, of these kinds.
AT_A_MEMBER = (Contact.Kind.OFFICER, Contact.Kind.PROTOCOL, Contact.Kind.HEAD)


@dataclass(frozen=True)
class Addressee:
    """Somebody to be written to; without an address nobody is known there."""

    name: str
    address: str
    language: str
    organisation: Organisation | None = None
    contact: Contact | None = None
    at: str = ""  # the organisation's name where it is no member
    salutation: Mapping[str, str] = field(default_factory=dict)
    has_bounced: bool = False
    is_demonstration: bool = False


@dataclass(frozen=True)
class Audience:
    """`listing` is asked later, since lists name their acts; `addressees` reads the rows of one batch in few queries.

    `key` names the row's own number: batches go on after the last.
    """

    code: str
    label: Words
    listing: Callable[[], Listing]
    addressees: Callable[[Sequence[Any]], Iterable[Addressee]]

    def rows(self, query: str, user: Any) -> QuerySet[Any]:
        """The rows that the filters choose, of what this person sees, by their numbers."""
        request = HttpRequest()
        request.GET = QueryDict(query)
        request.user = user
        found = ListPage(self.listing(), request).found
        if not isinstance(found, QuerySet):
            raise TypeError("an audience needs rows of the database")
        return found


AUDIENCES: dict[str, Audience] = {}


def declare(audience: Audience) -> Audience:
    """Make a list one that can be written to."""
    if audience.code in AUDIENCES:
        raise ValueError(f"the audience {audience.code} is declared twice")
    AUDIENCES[audience.code] = audience
    return audience


def of_contacts(contacts: Sequence[Contact]) -> list[Addressee]:
    """Each contact, with the first post that is held; two queries."""
    today = timezone.localdate()
    found = with_posts(Contact.objects.filter(pk__in=[one.pk for one in contacts]), today).in_bulk()
    return [_of_contact(found[one.pk]) for one in contacts if one.pk in found]


def of_organisations(organisations: Sequence[Organisation]) -> list[Addressee]:
    """Of each member the officers who have an account, else the contacts there; who has neither is named without an
    address. Three queries."""
    numbers = [one.pk for one in organisations]
    officers: dict[int, list[Addressee]] = {}
    held = Affiliation.objects.filter(organisation__in=numbers, ends_on=None, role=Affiliation.Role.OFFICER)
    for post in held.select_related("user", "organisation").order_by("pk"):
        user = post.user
        addressee = Addressee(
            name=user.name or user.email,
            address=user.email,
            language=user.language,
            organisation=post.organisation,
            is_demonstration=user.is_demonstration,
        )
        officers.setdefault(post.organisation_id, []).append(addressee)
    contacts: dict[int, list[Contact]] = {}
    missing = [pk for pk in numbers if pk not in officers]
    there = Post.objects.filter(in_force(timezone.localdate()), organisation__in=missing)
    for one in there.select_related("contact", "organisation").order_by("pk"):
        if one.contact.kind in AT_A_MEMBER and one.contact.email:
            one.contact.posts_held = [one]  # type: ignore[attr-defined]
            contacts.setdefault(one.organisation_id or 0, []).append(one.contact)
    found: list[Addressee] = []
    for organisation in organisations:
        number = organisation.pk
        if number in officers:
            found += officers[number]
        elif number in contacts:
            kinds = {contact.kind for contact in contacts[number]}
            first = next(kind for kind in AT_A_MEMBER if kind in kinds)
            found += [_of_contact(contact) for contact in contacts[number] if contact.kind == first]
        else:
            found.append(Addressee(str(organisation.name), "", "en", organisation))
    return found


def _of_contact(contact: Contact) -> Addressee:
    post = next(iter(contact.posts_held), None)  # type: ignore[attr-defined]
    return Addressee(
        name=contact.name,
        address=contact.email,
        language=contact.language,
        organisation=post.organisation if post else None,
        contact=contact,
        at=str(post.external.name.in_language(contact.language)) if post and post.external else "",
        salutation=contact.salutation.texts,
        has_bounced=contact.bounced_at is not None,
        is_demonstration=contact.is_demonstration,
    )
