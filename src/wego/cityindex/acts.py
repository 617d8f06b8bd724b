"""What a city does about an edition that is being made: it takes part, leaves again, confirms its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models import Draft, Participation
from wego.cityindex.permissions import can_take_part
from wego.cityindex.queries import participation as reads
from wego.cityindex.services.participation import confirm_figures, join_draft, leave_draft
from wego.core.access import require
from wego.core.acts.act import OF_MEMBERS, Act
from wego.members.models import Organisation


@dataclass(frozen=True)
class CityInDraft:
    """A city in a draft, and its participation where it takes part."""

    draft: Draft
    organisation: Organisation
    participation: Participation | None


def place_of(user: Any, code: str, slug: str) -> CityInDraft:
    """The draft, the city and its participation, where the reader may see them."""
    city = get_object_or_404(reads.cities_of(user).select_related("place"), slug=slug)
    require(can_take_part(user, city))
    joined = reads.participations_visible_to(user).filter(draft__code=code, organisation=city).first()
    draft = joined.draft if joined else get_object_or_404(reads.drafts_open_to_cities(), code=code)
    return CityInDraft(draft, city, joined)


def joined_or_404(user: Any, code: str, slug: str) -> CityInDraft:
    place = place_of(user, code, slug)
    if place.participation is None:
        raise Http404
    return place


_ON_PLACE: dict[str, Any] = {
    "subject": joined_or_404,
    "values": lambda place, given: {"participation_id": place.participation.pk},
    "args": lambda place: [place.draft.code, place.organisation.slug],
    "back": lambda place: reverse("my_index:participation", args=[place.draft.code, place.organisation.slug]),
    **OF_MEMBERS,
}

PARTICIPATION_JOIN = Act(
    name="join",
    address="my_index:join",
    label=_("Participate"),
    said=_("Your city is participating."),
    service=join_draft,
    **_ON_PLACE
    | {
        "subject": place_of,
        "values": lambda place, given: {"draft_id": place.draft.pk, "organisation_id": place.organisation.pk},
    },
)

PARTICIPATION_LEAVE = Act(
    name="leave",
    address="my_index:leave",
    label=_("Withdraw from this edition"),
    said=_("Your city no longer participates."),
    service=leave_draft,
    **_ON_PLACE,
)

FIGURES_CONFIRM = Act(
    name="confirm",
    address="my_index:confirm",
    label=_("Confirm figures"),
    said=_("Figures confirmed."),
    service=confirm_figures,
    **_ON_PLACE,
)
