"""Which facts there are, and who sees them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet

from wego.accounts.authorization import has_permission
from wego.members.models import Organisation
from wego.members.queries.affiliations import holds_anything, organisations_of
from wego.records.models import Observation, Visibility

# Facts that are given for one purpose are read by whoever holds this permission.
READERS_BY_PURPOSE: Mapping[str, str] = MappingProxyType({"dues": "dues.see_dues"})
WIDER = (Observation.Boundary.URBAN_AREA, Observation.Boundary.METROPOLITAN_AREA)


def facts_in_force() -> QuerySet[Observation]:
    """Facts that nothing has superseded: values of every kind, and reasons why there is none."""
    return Observation.objects.filter(superseded_by=None)


def whole_facts() -> QuerySet[Observation]:
    """Facts in force of the whole and of the subject itself."""
    return facts_in_force().filter(breakdown="").exclude(boundary__in=WIDER)


def observations_in_force() -> QuerySet[Observation]:
    """Figures for everybody that nothing has superseded: numbers, of the whole, of the subject itself."""
    return whole_facts().filter(visibility=Visibility.PUBLIC, value__isnull=False)


def facts_visible_to(user: Any) -> QuerySet[Observation]:
    """Everybody sees what is public, people of the network what is for members, an organisation's people all of its
    own, and those who hold the permission what was given for their purpose."""
    return Observation.objects.filter(_visible_to(user))


def facts_visible_to_organisation(organisation: Organisation) -> QuerySet[Observation]:
    """What an organisation's own systems read: what is public or for members, and all of its own."""
    shared = Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS])
    return Observation.objects.filter(shared | Q(organisation=organisation))


def _visible_to(user: Any) -> Q:
    seen = Q(visibility=Visibility.PUBLIC)
    if not holds_anything(user):
        return seen
    purposes = [purpose for purpose, code in READERS_BY_PURPOSE.items() if has_permission(user, code)]
    seen |= Q(visibility=Visibility.MEMBERS) | Q(organisation__in=organisations_of(user).values("pk"))
    return seen | Q(visibility=Visibility.PURPOSE, purpose__in=purposes) if purposes else seen


def history_of_fact(facts: QuerySet[Observation], organisation: Organisation, code: str) -> QuerySet[Observation]:
    """Every word that was said of an indicator of an organisation, superseded ones among them, the newest first."""
    subject = Q(organisation=organisation) | Q(place=organisation.place_id)
    subject |= Q(country=organisation.country_in_statistics)
    return (
        facts.filter(subject, indicator__code=code)
        .select_related("indicator", "organisation", "place", "source", "evidence", "superseded_by")
        .prefetch_related("verifications")
        .order_by("-period", "-recorded_at", "-pk")
    )
