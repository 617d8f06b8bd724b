"""Reads of diagnoses: who sees them, those of an organisation, and the region to compare with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from wego.accounts.authorization import permitted_rows
from wego.assessment.models import Diagnosis, Framework
from wego.members.models import Organisation, Region
from wego.questionnaires.models import CollectionRound, Response
from wego.questionnaires.queries import organisations_answered_by, responses_visible_to
from wego.questionnaires.queries.rounds import AskedRound, rounds_asking

# A group of fewer cities is not shown: its mean would tell on one of them.
SMALLEST_GROUP = 5


ACTIVATOR = "activator"  # the framework by which cities are diagnosed; others can stand beside it in the folder


def framework_in_force() -> Framework | None:
    """The framework by which a new diagnosis is scored."""
    rounds = CollectionRound.objects.filter(questionnaire_code=OuterRef("questionnaire__code"))
    found = Framework.objects.select_related("questionnaire").annotate(has_rounds=Exists(rounds))
    return found.filter(code=ACTIVATOR, is_in_force=True).first()


def framework_for(response: Response) -> Framework:
    """The one in force over the very version of the questionnaire that was answered, else the latest."""
    return (
        Framework.objects.select_related("questionnaire")
        .filter(code=ACTIVATOR, questionnaire=response.questionnaire_id)
        .order_by("-is_in_force", "-published_at")[:1]
        .get()
    )


def diagnosed_responses_visible_to(user: Any) -> QuerySet[Response]:
    """Of the responses that a person sees, those that a diagnosis is made of."""
    questionnaires = Framework.objects.filter(code=ACTIVATOR).values("questionnaire")
    return responses_visible_to(user).filter(questionnaire__in=questionnaires)


def is_diagnosed(response: Response) -> bool:
    """Whether a diagnosis is made of it."""
    return Framework.objects.filter(code=ACTIVATOR, questionnaire=response.questionnaire_id).exists()


def diagnoses_visible_to(user: Any) -> QuerySet[Diagnosis]:
    """An organisation's officers and contributors see its diagnoses, the office all or a region's, nobody else any."""
    found = (
        Diagnosis.objects.filter(is_in_force=True)
        .select_related("organisation__region", "framework__questionnaire", "response")
        .defer("framework__definition", "framework__questionnaire__definition")
    )
    return permitted_rows(
        found, user, "assessment.see_diagnoses", own=lambda: Q(organisation__in=organisations_answered_by(user))
    )


def rounds_of_cities(
    framework: Framework | None, organisations: Iterable[Organisation], *, at: datetime
) -> dict[int, AskedRound]:
    """The round in which each city is asked for its diagnosis now, or was asked this year; see `rounds_asking`. Where
    the framework in force has no rounds, nothing is asked of the database."""
    if framework is None or not getattr(framework, "has_rounds", True):
        return {}
    found = rounds_asking(organisations, framework.questionnaire.code, at=at)
    year = timezone.localdate(at).year
    return {number: one for number, one in found.items() if one.ends_at > at or one.round.year >= year}


def year_asked(organisation: Organisation, *, at: datetime) -> int:
    """The year of which a city answers now: that of its round, whatever the calendar says; without one, this year."""
    asked = rounds_of_cities(framework_in_force(), [organisation], at=at).get(organisation.pk)
    return asked.round.year if asked else timezone.localdate(at).year


def responses_of(organisation: Organisation, framework: Framework | None, user: Any) -> QuerySet[Response]:
    """The years that an organisation has answered or begun, latest first, each with its diagnosis."""
    found = responses_visible_to(user).filter(organisation=organisation).select_related("diagnosis__framework")
    found = found.defer("questionnaire__definition", "diagnosis__framework__definition", "diagnosis__result")
    if framework:
        found = found.filter(questionnaire__code=framework.questionnaire.code)
    return found.order_by("-year")


def diagnosis_before(diagnosis: Diagnosis) -> Diagnosis | None:
    """The organisation's latest one of an earlier year by a framework of the same name."""
    return (
        Diagnosis.objects.filter(
            organisation=diagnosis.organisation_id,
            framework__code=diagnosis.framework.code,
            year__lt=diagnosis.year,
            is_in_force=True,
        )
        .defer("result")
        .order_by("-year")
        .first()
    )


def published_diagnosis(organisation: Organisation) -> Diagnosis | None:
    """The latest one that the organisation chose to show."""
    return (
        Diagnosis.objects.filter(organisation=organisation, is_published=True, is_in_force=True)
        .select_related("organisation", "framework__questionnaire")
        .defer("result", "framework__definition", "framework__questionnaire__definition")
        .order_by("-year")
        .first()
    )


def published_diagnoses() -> QuerySet[Diagnosis]:
    """All that organisations chose to show, latest years first."""
    return (
        Diagnosis.objects.filter(is_published=True, is_in_force=True)
        .select_related("organisation", "framework")
        .defer("result", "framework__definition")
        .order_by("-year", "organisation__slug")
    )


def submitted_responses(organisation: Organisation | None) -> QuerySet[Response]:
    """Submitted responses whose diagnosis is published, and all of an organisation's own; latest years first."""
    seen = Q(diagnosis__is_published=True, diagnosis__is_in_force=True)
    if organisation is not None:
        seen |= Q(organisation=organisation)
    found = Response.objects.filter(seen, status=Response.Status.SUBMITTED)
    found = found.select_related("organisation", "questionnaire", "diagnosis")
    found = found.defer("questionnaire__definition", "diagnosis__result")
    return found.order_by("-year", "organisation__slug", "questionnaire__code")


def latest_diagnosis(organisation: Organisation) -> Diagnosis | None:
    """The latest one in force, whether the public may see it or not."""
    return (
        Diagnosis.objects.filter(organisation=organisation, is_in_force=True)
        .select_related("organisation", "framework__questionnaire", "response")
        .defer("result", "framework__definition", "framework__questionnaire__definition")
        .order_by("-year")
        .first()
    )


@dataclass(frozen=True)
class RegionComparison:
    """The other cities of a region in one year. Means are None where there are fewer than SMALLEST_GROUP."""

    region: str
    count: int
    score: float | None = None
    dimensions: dict[str, float] | None = None
    aspects: dict[str, float] | None = None

    @property
    def is_shown(self) -> bool:
        return self.count >= SMALLEST_GROUP


def comparison_of(diagnosis: Diagnosis) -> RegionComparison:
    """The means of the *other* cities of the region: with the city itself in, four others could be told apart from it.
    What is made up is compared with what is made up, what is real with what is real."""
    others = list(
        Diagnosis.objects.filter(
            framework__code=diagnosis.framework.code,
            year=diagnosis.year,
            is_in_force=True,
            is_demonstration=diagnosis.is_demonstration,
            organisation__region=diagnosis.organisation.region_id,
            score__isnull=False,
        )
        .exclude(organisation=diagnosis.organisation_id)
        .only("score", "dimension_scores", "aspect_scores")
    )
    region = str(diagnosis.organisation.region)
    if len(others) < SMALLEST_GROUP:
        return RegionComparison(region, len(others))
    return RegionComparison(
        region,
        len(others),
        fmean(other.score for other in others if other.score is not None),
        means([other.dimension_scores for other in others]),
        means([other.aspect_scores for other in others]),
    )


def means(rows: Iterable[dict[str, float]]) -> dict[str, float]:
    """The mean of each code over the rows that have it, where at least SMALLEST_GROUP have."""
    found: dict[str, list[float]] = {}
    for row in rows:
        for code, score in row.items():
            found.setdefault(code, []).append(score)
    return {code: fmean(scores) for code, scores in found.items() if len(scores) >= SMALLEST_GROUP}


@dataclass(frozen=True)
class RegionSummary:
    """A region's diagnoses of one year; nothing but the count is told of fewer than SMALLEST_GROUP."""

    name: str
    count: int
    score: float | None
    dimensions: dict[str, float]
    stages: dict[int, int]
    is_demonstration: bool = False

    @property
    def is_shown(self) -> bool:
        return self.count >= SMALLEST_GROUP


def has_real_diagnoses(framework: Framework, year: int) -> bool:
    """Whether any city answered for a year; else what there is may be made up."""
    return Diagnosis.objects.filter(
        framework__code=framework.code, year=year, is_in_force=True, is_demonstration=False
    ).exists()


def summary_of_year(framework: Framework, year: int) -> list[RegionSummary]:
    """By region, of what cities answered; of what is made up where none did."""
    return summarise_regions(framework, year, is_demonstration=not has_real_diagnoses(framework, year))


def summarise_regions(framework: Framework, year: int, *, is_demonstration: bool) -> list[RegionSummary]:
    """Every region of the current scheme, then all the regions that are shown, taken together; what is real or what is
    made up, never both.

    The last row leaves out the hidden regions, whose means could be had by subtraction otherwise.
    """
    found = (
        Diagnosis.objects.filter(framework__code=framework.code, year=year, is_in_force=True, score__isnull=False)
        .filter(is_demonstration=is_demonstration)
        .select_related("organisation")
        .only("score", "dimension_scores", "stage_number", "organisation__region_id")
    )
    by_region: dict[int, list[Diagnosis]] = {}
    for diagnosis in found:
        by_region.setdefault(diagnosis.organisation.region_id, []).append(diagnosis)
    rows = [(str(region), by_region.get(region.pk, [])) for region in regions_of_cities()]
    shown = [one for group in by_region.values() if len(group) >= SMALLEST_GROUP for one in group]
    return [_summary(name, group, is_demonstration) for name, group in [*rows, ("", shown)]]


def _summary(name: str, group: list[Diagnosis], is_demonstration: bool) -> RegionSummary:
    if len(group) < SMALLEST_GROUP:
        return RegionSummary(name, len(group), None, {}, {}, is_demonstration)
    return RegionSummary(
        name,
        len(group),
        fmean(one.score for one in group if one.score is not None),
        means([one.dimension_scores for one in group]),
        dict(Counter(one.stage_number for one in group if one.stage_number)),
        is_demonstration,
    )


def regions_of_cities() -> list[Region]:
    """The regions in which there are organisations, in their scheme's order."""
    return list(Region.objects.filter(organisations__isnull=False).distinct().order_by("scheme", "order"))


def years_diagnosed() -> list[int]:
    """The years of which there are diagnoses, latest first."""
    return list(Diagnosis.objects.order_by("-year").values_list("year", flat=True).distinct())
