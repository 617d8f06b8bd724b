"""Reads of the register of letters, of its series, and of what letters are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from wego.accounts.queries import names_of
from wego.core.comments import subjects as comment_subjects
from wego.core.numbers import whole_number
from wego.core.references import Reference
from wego.core.search.queries import named
from wego.correspondence import hooks
from wego.correspondence.models import Contact, ExternalOrganisation, Letter, LetterAttachment, LetterSeries, Post
from wego.correspondence.permissions import can_see_letters
from wego.correspondence.queries.contacts import in_force
from wego.members.models import ContactPoint, Organisation
from wego.members.queries.contacts import contact as network_contact

# From each year to the next below it: the ORM would ask once a year, or read every letter.
_YEARS = """
WITH RECURSIVE years(year) AS (
    SELECT MAX(year) FROM correspondence_letter
    UNION ALL
    SELECT (SELECT MAX(older.year) FROM correspondence_letter older WHERE older.year < years.year)
    FROM years WHERE years.year IS NOT NULL
)
SELECT year FROM years WHERE year IS NOT NULL ORDER BY year DESC
"""
UNLISTED = {"body", "remark", "sender_lines"}
MOST_CALLED = 20  # people to choose from at once
ON_LETTERHEAD = (ContactPoint.Channel.ADDRESS, ContactPoint.Channel.EMAIL, ContactPoint.Channel.SITE)


def letters_visible_to(user: Any) -> QuerySet[Letter]:
    """The register is the secretariat's own: whoever may see letters sees all of them, everybody else none."""
    return Letter.objects.all() if can_see_letters(user) else Letter.objects.none()


def attachments_visible_to(user: Any) -> QuerySet[LetterAttachment]:
    return LetterAttachment.objects.filter(letter__in=letters_visible_to(user))


def on_page(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """With what a row of the register says on a page, and no more: the database sorts what it reads."""
    return letters.select_related("organisation", "external").only(
        *("number", "dated_on", "is_received", "subject", "status", "correspondent", "language", "is_demonstration"),
        *("organisation__name", "external__name"),
    )


def in_files(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """With what the register's files say of a letter; neither its text nor all that is known of organisations."""
    return letters.select_related("series", "organisation", "external").only(
        *(field.attname for field in Letter._meta.concrete_fields if field.name not in UNLISTED),
        *("series__code", "organisation__name", "organisation__slug", "external__name", "external__code"),
    )


def letters_with(thing: Organisation | ExternalOrganisation | Contact) -> QuerySet[Letter]:
    """What was exchanged with a member, an organisation outside the membership, or a person."""
    return on_page(thing.letters.all())


def letters_to_review() -> QuerySet[Letter]:
    return Letter.objects.filter(status=Letter.Status.IN_REVIEW)


def series_of(kind: str) -> QuerySet[LetterSeries]:
    return LetterSeries.objects.filter(kind=kind)


def letter_years() -> list[tuple[str, str]]:
    """The years in which there are letters, the latest first; one query, each year found by the index."""
    with connection.cursor() as cursor:
        cursor.execute(_YEARS)
        return [(str(year), str(year)) for (year,) in cursor.fetchall()]


def series_choices() -> list[tuple[str, str]]:
    return [(one.code, str(one)) for one in LetterSeries.objects.exclude(kind=LetterSeries.Kind.CERTIFICATE)]


def contacts_to_choose() -> QuerySet[Contact]:
    """Contacts with the posts that they hold."""
    held = Post.objects.filter(in_force(timezone.localdate())).select_related("organisation", "external")
    return Contact.objects.prefetch_related(Prefetch("posts", held, to_attr="posts_held"))


def contacts_called(words: str) -> list[Contact]:
    """Whom these words may mean: whoever has the address, else whoever bears the name or a part of it, in any script.

    What is written behind a name in brackets, as a list shows it, narrows them where it can.
    """
    if by_address := list(contacts_to_choose().filter(email__iexact=words)[: MOST_CALLED + 1]):
        return by_address
    name = words.partition(" (")[0]
    found = list(named(contacts_to_choose(), "contact", name).order_by("name", "pk")[: MOST_CALLED + 1])
    return [one for one in found if label_of_contact(one) == words] or found


def contact_by_address(address: str) -> Contact | None:
    """Whoever alone has this e-mail address."""
    found = list(contacts_to_choose().filter(email__iexact=address)[:2]) if address else []
    return found[0] if len(found) == 1 else None


def label_of_contact(contact: Any) -> str:
    """A person with the post by which the network knows the person: names alone are not enough to choose by."""
    held = contact.posts_held[0] if getattr(contact, "posts_held", None) else post_of(contact)
    return f"{contact.name} ({held.title}, {held.at})" if held else str(contact.name)


def post_of(contact: Contact) -> Post | None:
    """The post by which a contact is written to: the latest of those in force."""
    held = contact.posts.filter(in_force(timezone.localdate())).select_related("organisation", "external")
    return held.first()


def matter_choices() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What a letter may be about, by kind: (value, label)."""
    for source in hooks.matters.collect():
        rows = [(f"{one.kind}:{one.id}", one.label) for one in source.choices()]
        if rows:
            yield str(source.label), rows


def matter_of(value: str) -> Reference | None:
    """What stands behind a choice; None where it is no choice any more."""
    for source in hooks.matters.collect():
        for one in source.choices():
            if f"{one.kind}:{one.id}" == value:
                return one
    return None


def matter_address(letter: Letter) -> str:
    """The page of what a letter is about; empty where there is none."""
    found = (source for source in hooks.matters.collect() if source.kind == letter.matter_kind)
    return next((source.address(letter.matter_id) for source in found), "")


@dataclass(frozen=True)
class Letterhead:
    """What stands at the head and at the foot of a paper in one language."""

    name: str
    lines: list[str]
    signatory: str

    @property
    def is_whole(self) -> bool:
        return bool(self.name and self.signatory)


def letterhead_of(series: LetterSeries, language: str) -> Letterhead:
    """The letterhead of today; a name or signatory that lacks in the language stays empty."""
    points = {point.channel: point.value for point in network_contact()}
    lines = [points[channel].in_language(language) for channel in ON_LETTERHEAD if channel in points]
    return Letterhead(series.sender.get(language) or "", lines, series.signatory.get(language) or "")


def writers_of(letter: Letter) -> set[UUID]:
    """Whoever wrote any version of it."""
    return {key for key in letter.versions.values_list("written_by_key", flat=True) if key}


def names_by_key(keys: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """What people are called; nothing for nobody and for those who were erased."""
    asked = set(keys)
    found = names_of(keys={key for key in asked if key})
    return {key: found.get(key, "") if key else "" for key in asked}


def _commented(user: Any, thing_id: str) -> Reference | None:
    """A letter: those who see the register talk about it."""
    if whole_number(thing_id) is None:
        return None
    found = letters_visible_to(user).filter(pk=thing_id).first()
    return reference_to(found) if found else None


def reference_to(letter: Letter) -> Reference:
    """By its number, since trail, tasks and notes keep no names."""
    return Reference(Letter._meta.label, str(letter.pk), letter.number or f"#{letter.pk}")


COMMENTED = comment_subjects.declare(comment_subjects.CommentSubject("correspondence.Letter", _commented))
