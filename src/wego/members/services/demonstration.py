"""Made-up people at organisations, for a demonstration: a large, a middling and a small city, an institution."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from wego.accounts.services.demonstration import cast_member
from wego.members.models import Affiliation, Organisation

# Whom a visitor may want to be; where a network has no such organisation, the largest of its kind stands in.
CAST = (
    ("officer-large", "Seo-yeon Demo", "ko", "seoul", Affiliation.Role.OFFICER),
    ("officer-middling", "Bina Demo", "en", "kathmandu", Affiliation.Role.OFFICER),
    ("officer-small", "Ama Demo", "en", "", Affiliation.Role.OFFICER),
    ("officer-institution", "Ines Demo", "en", "", Affiliation.Role.OFFICER),
    ("delegate", "Dawei Demo", "zh-hans", "seoul", Affiliation.Role.DELEGATE),
    ("contributor", "Chae-won Demo", "ko", "seoul", Affiliation.Role.CONTRIBUTOR),
)


def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """Make the cast at organisations; run twice, the second changes nothing."""
    free = {"officer-small": _cities("place__population"), "officer-institution": _institutions()}
    taken: set[int] = set()
    for post, name, language, slug, role in CAST:
        named = Organisation.objects.filter(slug=slug).first() if slug else None
        candidates = free.get(post) or _cities("-place__population")
        organisation = named or next((found for found in candidates if found.pk not in taken), None)
        if organisation is None:  # a network without such members has no such people
            continue
        taken.add(organisation.pk)
        user = cast_member(post=post, name=name, language=language, at=at)
        Affiliation.objects.get_or_create(
            user=user,
            role=role,
            ends_on=None,
            defaults={"organisation": organisation, "starts_on": timezone.localdate(at)},
        )


def _cities(order: str) -> Iterator[Organisation]:
    cities = Organisation.objects.filter(kind=Organisation.Kind.LOCAL_GOVERNMENT, place__population__gt=0)
    return cities.exclude(standing="former").order_by(order, "slug").iterator()


def _institutions() -> Iterator[Organisation]:
    return Organisation.objects.filter(kind=Organisation.Kind.INSTITUTION).order_by("slug").iterator()
