"""Reads of the record: what is known of whom, the last word on each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, Q, QuerySet, When

from wego.members.models import Organisation
from wego.records.models import Gap, Indicator, Observation, Source, Visibility
from wego.records.queries.facts import observations_in_force
from wego.records.queries.latest import LATEST_LAST, public_figures


@dataclass(frozen=True)
class LatestFigure:
    """The latest value of one indicator and the row of earlier ones, oldest first."""

    latest: Observation
    history: tuple[Observation, ...]

    @property
    def indicator(self) -> Indicator:
        return self.latest.indicator

    @property
    def value(self) -> Decimal:
        return self.latest.number


def figures_of(organisation: Organisation) -> list[LatestFigure]:
    """What is known of an organisation, its place and its country, by indicator; one query."""
    whose = Q(organisation=organisation) | Q(place=organisation.place_id)
    found = public_figures(whose | Q(country=organisation.country_in_statistics))
    return _latest(found.order_by("indicator__level", "indicator__code", *LATEST_LAST))


def background_of(organisation: Organisation) -> list[LatestFigure]:
    """What is known of an organisation or its place and is for profiles only, the latest of each; one query."""
    found = public_figures(Q(organisation=organisation) | Q(place=organisation.place_id))
    return _latest(found.exclude(indicator__background="").order_by("source__code", "indicator__pk", *LATEST_LAST))


def _latest(observations: Iterable[Observation]) -> list[LatestFigure]:
    """By indicator, in the order given; of a period the last recorded."""
    by_indicator: dict[int, dict[str, Observation]] = {}
    for observation in observations:
        by_indicator.setdefault(observation.indicator_id, {})[observation.period] = observation
    found = [tuple(values.values()) for values in by_indicator.values()]
    return [LatestFigure(values[-1], values) for values in found]


def values_of(indicator: Indicator) -> QuerySet[Observation]:
    """Every value in force of one indicator, latest periods first."""
    return (
        observations_in_force()
        .filter(indicator=indicator)
        .select_related("indicator", "organisation", "place", "source")
        .order_by("-period", "country", "organisation__sort_en", "place__name__en")
    )


def sources_of(indicator: Indicator) -> list[Source]:
    """Where the values in force of one indicator come from, by title; the one it is of while there are none."""
    used = observations_in_force().filter(indicator=indicator).values("source")
    return list(Source.objects.filter(pk__in=used).order_by("title")) or stated_source(indicator)


def stated_source(indicator: Indicator) -> list[Source]:
    """The source that an indicator is said to be of, for as long as no value names one."""
    return [indicator.source] if indicator.source else []


def sources_with_counts() -> QuerySet[Source]:
    """Every source with the number of its values in force."""
    return Source.objects.annotate(
        value_count=Count("observations", filter=Q(observations__superseded_by=None))
    ).order_by("title")


def indicators_with_counts() -> QuerySet[Indicator]:
    """Every indicator with its source and the number of its values in force; those without a value come last."""
    return (
        Indicator.objects.exclude(visibility=Visibility.PURPOSE)
        .select_related("source")
        .annotate(value_count=Count("observations", filter=Q(observations__superseded_by=None)))
        .order_by(Case(When(value_count=0, then=1), default=0), "level", "code")
    )


def sources_by_indicator(sources: Iterable[Source]) -> dict[int, list[Source]]:
    """Which of these sources the values in force of each indicator come from, by its key, in their order; one query."""
    pairs = set(observations_in_force().order_by().values_list("indicator_id", "source_id").distinct())
    found: dict[int, list[Source]] = {}
    for source in sources:
        for indicator in (indicator for indicator, used in pairs if used == source.pk):
            found.setdefault(indicator, []).append(source)
    return found


def gaps() -> QuerySet[Gap]:
    """Where a source is silent."""
    return Gap.objects.select_related("indicator", "organisation", "place")
