"""The cities of a draft as the office sees them: who was written to, who takes part, who confirmed, who asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from wego.cityindex.models import Correction, Draft, Notice, Participation
from wego.cityindex.queries.drafts import figures_of
from wego.cityindex.queries.participation import observations_used, wanted_of
from wego.core.search.queries import named
from wego.members.models import Affiliation, Organisation, Standing

# Whom the office writes to of itself: members, also where no list says which standing they have.
MEMBERS = (Standing.Kind.FULL, Standing.Kind.ASSOCIATE, Standing.Kind.UNSTATED)
Kind = Notice.Kind
# Who acts for a city now and can be written to.
OFFICERS = Q(role=Affiliation.Role.OFFICER, ends_on=None, user__is_active=True, user__erased_at=None)
# Who was asked to take part, or does so unasked.
WRITTEN_TO = Q(invited_on__isnull=False) | Q(joined_at__isnull=False)


def cities_of_draft(draft: Draft) -> Any:
    """Cities that are members, take part or were invited (organisations), with their part in the draft."""
    notices = Notice.objects.filter(draft=draft, organisation=OuterRef("pk")).order_by().values("organisation")
    joined = Participation.objects.filter(draft=draft, organisation=OuterRef("pk"))
    asked = Correction.objects.filter(participation__draft=draft, participation__organisation=OuterRef("pk"))
    counted = asked.order_by().values("participation").annotate(count=Count("pk")).values("count")
    cities = Organisation.objects.filter(kind=Organisation.Kind.LOCAL_GOVERNMENT).annotate(
        invited_on=Subquery(notices.filter(kind=Kind.INVITATION).annotate(first=Min("asked_on")).values("first")),
        reminded_on=Subquery(notices.filter(kind=Kind.REMINDER).annotate(last=Max("asked_on")).values("last")),
        shown_on=Subquery(notices.filter(kind=Kind.PREVIEW).annotate(last=Max("asked_on")).values("last")),
        joined_at=Subquery(joined.values("joined_at")),
        confirmed_at=Subquery(joined.values("confirmed_at")),
        corrections_asked=Coalesce(Subquery(counted), 0),
        corrections_open=Coalesce(Subquery(counted.filter(status=Correction.Status.OPEN)), 0),
        is_reachable=Exists(Affiliation.objects.filter(OFFICERS, organisation=OuterRef("pk"))),
    )
    return cities.filter(Q(standing__in=MEMBERS) | WRITTEN_TO)


# What the office may narrow the cities to.
STATES = {
    "invited": Q(invited_on__isnull=False),
    "invite": Q(invited_on=None, joined_at=None, is_reachable=True),
    "unreachable": Q(invited_on=None, joined_at=None, is_reachable=False),
    "silent": Q(invited_on__isnull=False, joined_at=None),
    "joined": Q(joined_at__isnull=False),
    "unconfirmed": Q(joined_at__isnull=False, confirmed_at=None),
    "confirmed": Q(confirmed_at__isnull=False),
    "asked": Q(corrections_asked__gt=0),
}


ORDER = (
    F("joined_at").desc(nulls_last=True), F("invited_on").desc(nulls_last=True), "-is_reachable", "sort_en", "pk",
)  # fmt: skip


def select_cities(cities: Any, *, state: str = "", q: str = "") -> Any:
    """Narrowed to a state and to a word of the name (a state that is none narrows nothing); who takes part first."""
    found = cities.filter(STATES.get(state, Q())).order_by(*ORDER)
    return named(found, "organisation", q) if q.strip() else found


def counts_of(cities: Any) -> dict[str, int]:
    """How many cities there are in each state; one query."""
    return cities.order_by().aggregate(
        all=Count("pk"), **{state: Count("pk", filter=which) for state, which in STATES.items()}
    )


def to_be_invited(draft: Draft) -> Any:
    """Members with somebody to write to who were not invited and have not joined."""
    return cities_of_draft(draft).filter(STATES["invite"], standing__in=MEMBERS)


def to_be_reminded(draft: Draft, on: date) -> list[int]:
    """Cities invited or taking part whose figures are not confirmed as they are now, and not reminded today."""
    asked = cities_of_draft(draft).filter(WRITTEN_TO, is_reachable=True)
    left = asked.filter(Q(reminded_on=None) | Q(reminded_on__lt=on)).values_list("pk", flat=True)
    confirmed = confirmed_as_they_are(draft)
    return [pk for pk in left if pk not in confirmed]


def to_be_shown(draft: Draft, on: date) -> Any:
    """Cities that take part and were not told today that their preview is there."""
    found = cities_of_draft(draft).filter(joined_at__isnull=False, is_reachable=True)
    return found.filter(Q(shown_on=None) | Q(shown_on__lt=on))


def confirmed_as_they_are(draft: Draft, among: Iterable[int] | None = None) -> set[int]:
    """The cities (among these) whose figures are still those that they confirmed; four queries for all."""
    confirmed = draft.participations.filter(confirmed_at__isnull=False).select_related("organisation")
    held = list(confirmed if among is None else confirmed.filter(organisation__in=list(among)))
    if not held:
        return set()
    _indicators, wanted = wanted_of(draft)
    cities = [one.organisation for one in held]
    countries = {city.country_in_statistics for city in cities}
    found = figures_of(wanted, Q(organisation__in=cities) | Q(country__in=countries))
    return {one.organisation_id for one in held if one.confirmed == observations_used(one.organisation, wanted, found)}
