"""Reads of the register of letters, of its series, and of what letters are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from wego.accounts.queries import names_of
from wego.core.comments import subjects as comment_subjects
from wego.core.numbers import whole_number
from wego.core.references import Reference
from wego.correspondence import hooks
from wego.correspondence.models import Contact, ExternalOrganisation, Letter, LetterAttachment, LetterSeries, Post
from wego.correspondence.permissions import can_see_letters
from wego.correspondence.queries.contacts import in_force
from wego.members.models import ContactPoint, Organisation
from wego.members.queries.contacts import contact as network_contact

ON_LETTERHEAD = (ContactPoint.Channel.ADDRESS, ContactPoint.Channel.EMAIL, ContactPoint.Channel.SITE)


def letters_visible_to(user: Any) -> QuerySet[Letter]:
    """The register is the secretariat's own: whoever may see letters sees all of them, everybody else none."""
    return Letter.objects.all() if can_see_letters(user) else Letter.objects.none()


def attachments_visible_to(user: Any) -> QuerySet[LetterAttachment]:
    return LetterAttachment.objects.filter(letter__in=letters_visible_to(user))


def on_page(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    return letters.select_related("series", "organisation", "external")


def letters_with(thing: Organisation | ExternalOrganisation | Contact) -> QuerySet[Letter]:
    """What was exchanged with a member, an organisation outside the membership, or a person."""
    return on_page(thing.letters.all())


def letters_to_review() -> QuerySet[Letter]:
    return Letter.objects.filter(status=Letter.Status.IN_REVIEW)


def series_of(kind: str) -> QuerySet[LetterSeries]:
    return LetterSeries.objects.filter(kind=kind)


def letter_years() -> list[tuple[str, str]]:
    """The years in which there are letters, the latest first; each is found by the index, none by reading all."""
    years: list[tuple[str, str]] = []
    found = Letter.objects.order_by("-year").values_list("year", flat=True)
    while (year := (found.filter(year__lt=int(years[-1][0])) if years else found).first()) is not None:
        years.append((str(year), str(year)))
    return years


def series_choices() -> list[tuple[str, str]]:
    return [(one.code, str(one)) for one in LetterSeries.objects.exclude(kind=LetterSeries.Kind.CERTIFICATE)]


def contacts_to_choose() -> QuerySet[Contact]:
    """Contacts with the posts that they hold."""
    held = Post.objects.filter(in_force(timezone.localdate())).select_related("organisation", "external")
    return Contact.objects.prefetch_related(Prefetch("posts", held, to_attr="posts_held"))


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
