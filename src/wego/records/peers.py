"""A figure of a city beside the same figure of other members: the middle of its region, and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from wego.members.models import Organisation, Standing
from wego.records.models import Indicator, Observation, Source
from wego.records.queries import LatestFigure, public_figures

FEWEST = 4  # other members of the region with the figure, for a middle that says anything
SHOWN = 3


@dataclass(frozen=True)
class MemberValue:
    """The latest value that a member has of an indicator, its own or its place's."""

    organisation_id: int
    name: str
    value: Decimal
    source: Source


@dataclass(frozen=True)
class Compared:
    """A figure beside the middle of the members of its region that have it, `values` among them its own."""

    figure: LatestFigure
    middle: float
    values: list[float]

    @property
    def count(self) -> int:
        return len(self.values)

    @property
    def decimals(self) -> int:
        """As many as one reads at a glance."""
        return 0 if self.middle >= 1000 else min(self.figure.indicator.decimals, 2)

    @property
    def way(self) -> int:
        """1 where it is better than the middle, -1 where worse, 0 where equal or no side is the better one."""
        difference = float(self.figure.value) - self.middle
        return ((difference > 0) - (difference < 0)) * self.figure.indicator.direction


def values_of_members() -> list[tuple[Indicator, list[MemberValue]]]:
    """For each figure of cities the local governments that have it, the lowest first, one value each; three queries.

    What is for profiles only measures nothing, and is left out.
    """
    members = {one.pk: one for one in _governments()}
    found: dict[int, dict[int, Observation]] = defaultdict(dict)
    for one in _observations(members.values(), Q(indicator__level=Indicator.Level.CITY, indicator__background="")):
        for owner in _owners(one, members):
            found[one.indicator_id][owner] = one
    return [
        (
            next(iter(values.values())).indicator,
            sorted(
                (MemberValue(owner, members[owner].name, one.number, one.source) for owner, one in values.items()),
                key=lambda member: (member.value, member.organisation_id),
            ),
        )
        for values in found.values()
    ]


def compared_figures(organisation: Organisation, figures: Sequence[LatestFigure]) -> list[Compared]:
    """The figures of a member of which its region says most, each beside the region's middle: its own first, those that
    more members have first, at most three. Two queries."""
    own = [one for one in figures if one.indicator.level == Indicator.Level.CITY]
    others = [
        one
        for one in figures
        if one.indicator.level == Indicator.Level.COUNTRY
        and one.indicator.direction
        and one.latest.quality != Observation.Quality.DERIVED
    ]
    members = {one.pk: one for one in _governments(region=organisation.region_id)}
    found: dict[int, dict[int | str, float]] = defaultdict(dict)
    wanted = Q(indicator__in=[one.indicator.pk for one in (*own, *others)])
    for one in _observations(members.values(), wanted):
        owners: list[int] | list[str] = [one.country] if one.country else _owners(one, members)
        for owner in owners:
            found[one.indicator_id][owner] = float(one.number)
    compared = []
    for figure in (*own, *others):
        values = found[figure.indicator.pk]
        values[figure.latest.country or organisation.pk] = float(figure.value)
        if len(values) > FEWEST:
            compared.append(Compared(figure, median(values.values()), sorted(values.values())))
    compared.sort(key=lambda one: (one.figure.indicator.level == Indicator.Level.COUNTRY, -one.count))
    # One of each source before a second of any.
    firsts = {one.figure.latest.source_id: one for one in reversed(compared)}.values()
    compared.sort(key=lambda one: one not in firsts and one.figure.indicator.level == Indicator.Level.COUNTRY)
    return compared[:SHOWN]


def _governments(**narrowed: Any) -> QuerySet[Organisation]:
    """The local governments that are members today."""
    gone = ["", Standing.Kind.FORMER]
    found = Organisation.objects.filter(kind=Organisation.Kind.LOCAL_GOVERNMENT, **narrowed).exclude(standing__in=gone)
    return found.only("pk", "name", "place_id", "country", "statistics_country", "region_id")


def _observations(members: Iterable[Organisation], wanted: Q) -> QuerySet[Observation]:
    """What is known of these members, of their places and their countries; of one subject the latest comes last."""
    listed = list(members)
    subjects = (
        Q(organisation__in=listed)
        | Q(place__in=[one.place_id for one in listed])
        | Q(country__in={one.country_in_statistics for one in listed})
    )
    return public_figures(wanted & subjects)


def _owners(observation: Observation, members: Mapping[int, Organisation]) -> list[int]:
    """The members of whom a value is: of itself, or of its place."""
    if observation.organisation_id:
        return [observation.organisation_id] if observation.organisation_id in members else []
    return [one.pk for one in members.values() if one.place_id == observation.place_id]
