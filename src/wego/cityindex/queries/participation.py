"""Reads of participation: which drafts a city may join, its figures and its preview there, what waits for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from wego.accounts.authorization import permitted_rows
from wego.cityindex import dataset
from wego.cityindex.models import Correction, Draft, Edition, Participation, Unit
from wego.cityindex.queries.drafts import figures_of, leaves_of
from wego.members.models import Organisation
from wego.members.queries.affiliations import OFFICER, organisations_of
from wego.records.hooks import EvidenceUse
from wego.records.models import Indicator, Observation


def cities_of(user: Any) -> QuerySet[Organisation]:
    """The cities for which a person may take part."""
    return organisations_of(user, OFFICER).filter(kind=Organisation.Kind.LOCAL_GOVERNMENT).order_by("sort_en")


def drafts_open_to_cities() -> QuerySet[Draft]:
    """Drafts whose window of corrections is set: cities are asked to take part."""
    return Draft.objects.filter(status=Draft.Status.OPEN, corrections_from__isnull=False).select_related("edition")


def participations_visible_to(user: Any) -> QuerySet[Participation]:
    """The office sees all, officers their own city's."""
    found = Participation.objects.select_related("draft__edition", "organisation", "joined_by", "confirmed_by")
    return permitted_rows(
        found, user, "cityindex.see_drafts", own=lambda: Q(organisation__in=cities_of(user).values("pk"))
    )


def participations_of(cities: list[Organisation]) -> list[Participation]:
    """Where these cities take part or took part, the latest edition first."""
    found = Participation.objects.filter(organisation__in=cities).select_related("draft", "organisation")
    return list(found.order_by("-draft__begun_at", "pk"))


def corrections_visible_to(user: Any) -> QuerySet[Correction]:
    """The same of requests for corrections."""
    found = Correction.objects.select_related(
        "participation__draft", "participation__organisation", "indicator", "observation__source", "evidence"
    )
    return permitted_rows(
        found, user, "cityindex.see_drafts", own=lambda: Q(participation__organisation__in=cities_of(user).values("pk"))
    )


def waiting_corrections() -> QuerySet[Correction]:
    """Requests that nobody has answered, the oldest first."""
    return Correction.objects.filter(status=Correction.Status.OPEN)


def is_window_open(draft: Draft, on: date) -> bool:
    """Whether corrections are taken on a day."""
    first, last = draft.corrections_from, draft.corrections_until
    return draft.status == Draft.Status.OPEN and first is not None and last is not None and first <= on <= last


@dataclass(frozen=True)
class UsedFigure:
    """An indicator of a draft as it stands for a city: the observation that would be used, and the request about it."""

    indicator: Indicator
    period: str
    observation: Observation | None
    correction: Correction | None

    @property
    def is_own(self) -> bool:
        """Is it the city's own figure, which it may correct?"""
        return self.indicator.level == Indicator.Level.CITY


def wanted_of(draft: Draft) -> tuple[dict[str, Indicator], list[dataset.IndicatorUse]]:
    """The indicators of a draft that the record knows, in the order of the framework; two queries."""
    leaves = leaves_of(list(draft.elements.all()))
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=[row.code for row in leaves])}
    known = [row for row in leaves if row.code in indicators]
    return indicators, [dataset.IndicatorUse(row.code, indicators[row.code].level, row.period) for row in known]


def observations_used(
    organisation: Organisation,
    wanted: list[dataset.IndicatorUse],
    found: Mapping[tuple[str, str], Mapping[str, dataset.Figure]],
) -> dict[str, int | None]:
    """The observation that a draft would use for each indicator, as a confirmation keeps it."""
    country = organisation.country_in_statistics
    used = {}
    for one in wanted:
        subject = f"org:{organisation.slug}" if one.level == dataset.CITY else f"country:{country}"
        figure = dataset.figure_of_period(one.period, found.get((subject, one.code), {}))
        used[one.code] = int(figure["observation"]) if figure is not None else None
    return used


def used_figures(draft: Draft, organisation: Organisation, participation: Participation | None) -> list[UsedFigure]:
    """What a draft would use of a city and its country, in the order of the framework; five queries at most."""
    indicators, wanted = wanted_of(draft)
    found = figures_of(wanted, Q(organisation=organisation) | Q(country=organisation.country_in_statistics))
    used = observations_used(organisation, wanted, found)
    numbers = [number for number in used.values() if number is not None]
    observations = Observation.objects.select_related("source", "evidence").in_bulk(numbers)
    corrections = {one.indicator_id: one for one in participation.corrections.all()} if participation else {}
    return [
        UsedFigure(
            indicators[one.code],
            one.period,
            observations.get(used[one.code] or 0),
            corrections.get(indicators[one.code].pk),
        )
        for one in wanted
    ]


def observations_by_indicator(figures: list[UsedFigure]) -> dict[str, int | None]:
    """The observation behind each figure, as a confirmation keeps it."""
    return {figure.indicator.code: figure.observation.pk if figure.observation else None for figure in figures}


def preview_of(participation: Participation) -> Unit | None:
    """The city's own place in the edition as last laid out, before that is public; of no other city."""
    edition = participation.draft.edition
    if edition is None or edition.status != Edition.Status.DRAFT:
        return None
    return edition.units.filter(organisation=participation.organisation_id).select_related("edition").first()


def place_of(participation: Participation) -> Unit | None:
    """The city in the edition once that is out, ranked or listed."""
    edition = participation.draft.edition
    if edition is None or not edition.is_frozen:
        return None
    return edition.units.filter(organisation=participation.organisation_id).select_related("edition").first()


def corrections_using(*, numbers: list[int]) -> dict[int, list[EvidenceUse]]:
    """Fills `records.hooks.evidence_uses`: the requests for a correction that these documents bear out."""
    found: dict[int, list[EvidenceUse]] = {}
    for one in Correction.objects.filter(evidence__in=numbers).select_related("indicator"):
        label = f"{one.indicator.name} {one.period}"
        found.setdefault(one.evidence_id, []).append(EvidenceUse(label, since=timezone.localdate(one.requested_at)))
    return found
