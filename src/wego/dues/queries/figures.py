"""The figures by which a fee is found: the last word on each, of whatever form it was given in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wego.dues.models.figures import INDICATORS, PURPOSE, DeclaredFigure
from wego.engines.fees import Schedule
from wego.members.models import Organisation
from wego.records.models import STATEMENTS, Gap
from wego.records.queries import KnownFact, latest_facts, latest_of_countries, periods_known

DECLARED = "declared"  # what the member says itself, in the steps of a quote


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
    said = latest_facts(members, INDICATORS.values(), purpose=PURPOSE)
    only, until = (str(wanted), "") if wanted is not None else ("", str(year))
    products = latest_facts(members, [schedule.indicator], period=only, until=until)
    gaps = dict(Gap.objects.filter(indicator__code=schedule.indicator).values_list("country", "reason"))
    known = {}
    for member in members:
        own, gdp = said[member.pk], products[member.pk].get(schedule.indicator)
        population, staff = own.get(INDICATORS["population"]), own.get(INDICATORS["staff"])
        if population and population.fact is None and member.kind != Organisation.Kind.LOCAL_GOVERNMENT:
            population = None  # people of the city where a company sits are not its own
        known[member.pk] = Known(
            gdp=_figure(gdp),
            population=_figure(population),
            staff=_figure(staff),
            gdp_gap=gaps.get(member.country_in_statistics, ""),
        )
    return known


def figures_on_record(organisation: Organisation) -> list[tuple[str, KnownFact]]:
    """What is known of the figures by which its fee is found, of whatever form it was told in; three queries."""
    said = latest_facts([organisation], INDICATORS.values(), purpose=PURPOSE)[organisation.pk]
    known = [(DeclaredFigure.Measure(measure).label, said.get(code)) for measure, code in INDICATORS.items()]
    is_government = organisation.kind == Organisation.Kind.LOCAL_GOVERNMENT
    # People of the city where a company sits are not its own.
    return [
        (str(label), fact) for label, fact in known if fact and fact.value is not None and (fact.fact or is_government)
    ]


def latest_products(indicator: str) -> dict[str, FeeFigure]:
    """Each country's latest figure of national product."""
    found = {country: _figure(known) for country, known in latest_of_countries(indicator).items()}
    return {country: figure for country, figure in found.items() if figure}


def gdp_years(indicator: str) -> list[int]:
    """The years for which there are figures of national product, latest first."""
    return [int(period) for period in periods_known(indicator) if period.isdecimal()]


def _figure(known: KnownFact | None) -> FeeFigure | None:
    if known is None or known.value is None:
        return None
    is_in_title = not known.edition or known.edition in known.source
    named = known.source if is_in_title else f"{known.source}, {known.edition}"
    return FeeFigure(
        known.value.normalize() + 0,
        known.period,
        DECLARED if known.source_code == STATEMENTS else named,
        known.country,
    )
