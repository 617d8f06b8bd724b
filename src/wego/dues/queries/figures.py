"""The figures by which a fee is found: national product from the records, people and staff as declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wego.dues.models import DeclaredFigure
from wego.engines.fees import Schedule
from wego.members.models import Organisation
from wego.records.models import Gap, Observation, Source
from wego.records.queries import observations_in_force


@dataclass(frozen=True)
class FeeFigure:
    """A number, of which period, from where; `country` is the code for figures of a country."""

    value: Decimal
    period: str
    source: str
    country: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of one organisation, and what a source says about what it lacks."""

    gdp: FeeFigure | None = None
    population: FeeFigure | None = None
    staff: FeeFigure | None = None
    gdp_gap: str = ""


def known_figures(
    schedule: Schedule, year: int, organisations: Iterable[Organisation], *, gdp_year: int | None = None
) -> dict[int, Known]:
    """Figures for a year's dues, by organisation; a handful of queries whatever their number.

    `gdp_year` overrides the year of national product that the schedule names: for the simulator.
    """
    members = list(organisations)
    wanted = gdp_year if gdp_year is not None else schedule.gdp_year(year)
    products = _products(schedule.indicator, {member.country_in_statistics for member in members}, wanted, year)
    gaps = dict(Gap.objects.filter(indicator__code=schedule.indicator).values_list("country", "reason"))
    declared = _declared(members)
    titles = {source.code.lower(): source.title for source in Source.objects.all()}
    return {
        member.pk: Known(
            gdp=products.get(member.country_in_statistics),
            population=declared.get((member.pk, "population")) or _register(member, titles),
            staff=declared.get((member.pk, "staff")),
            gdp_gap=gaps.get(member.country_in_statistics, ""),
        )
        for member in members
    }


def latest_products(indicator: str) -> dict[str, FeeFigure]:
    """Each country's latest figure of national product."""
    found = observations_in_force().filter(indicator__code=indicator).exclude(country="").select_related("source")
    return {seen.country: _figure(seen) for seen in found.order_by("period")}


def gdp_years(indicator: str) -> list[int]:
    """The years for which there are figures of national product, latest first."""
    found = observations_in_force().filter(indicator__code=indicator).values_list("period", flat=True).distinct()
    return sorted({int(period) for period in found if period.isdecimal()}, reverse=True)


def _products(indicator: str, countries: set[str], wanted: int | None, year: int) -> dict[str, FeeFigure]:
    """Each country's figure: of the wanted year, or the latest up to the year of the dues."""
    found = observations_in_force().filter(indicator__code=indicator, country__in=countries).select_related("source")
    found = found.filter(period=str(wanted)) if wanted is not None else found.filter(period__lte=str(year))
    return {seen.country: _figure(seen) for seen in found.order_by("period")}


def _figure(seen: Observation) -> FeeFigure:
    source = seen.source
    is_in_title = not source.edition or source.edition in source.title
    named = source.title if is_in_title else f"{source.title}, {source.edition}"
    return FeeFigure(seen.value.normalize() + 0, seen.period, named, seen.country)


def _declared(members: list[Organisation]) -> dict[tuple[int, str], FeeFigure]:
    found = DeclaredFigure.objects.filter(organisation__in=[member.pk for member in members]).order_by("pk")
    return {
        (figure.organisation_id, figure.measure): FeeFigure(Decimal(figure.value), str(figure.year), "declared")
        for figure in found
    }


def _register(member: Organisation, titles: dict[str, str]) -> FeeFigure | None:
    """What the register knows of a place, where nothing was declared."""
    place = member.place
    if member.kind != Organisation.Kind.LOCAL_GOVERNMENT or place.population is None:
        return None
    source = titles.get(place.source.lower(), place.source)
    return FeeFigure(Decimal(place.population), str(place.population_year or ""), source)
