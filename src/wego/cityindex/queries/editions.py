"""Reads of editions: which there are, their pillars, files, sources and the counts that stand at the head of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language

from wego.accounts.queries import is_secretariat
from wego.cityindex.models import Edition, EditionFile, Element, Unit
from wego.core.countries import country_name
from wego.members.models import Standing
from wego.records.models import Indicator, Source


def editions_visible_to(user: Any) -> QuerySet[Edition]:
    """Editions that are out; drafts are for the secretariat."""
    editions = Edition.objects.all()
    return editions if is_secretariat(user) else editions.exclude(status=Edition.Status.DRAFT)


def with_counts(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Each edition with how many cities it ranks and lists."""
    return editions.annotate(
        ranked_count=Count("units", filter=Q(units__rank__isnull=False)),
        listed_count=Count("units", filter=Q(units__rank__isnull=True)),
    )


@dataclass(frozen=True)
class Totals:
    """The counts of an edition."""

    ranked: int
    listed: int
    countries: int
    members: int


def totals_of(edition: Edition) -> Totals:
    """How many cities an edition ranks and lists, in how many countries, and how many of those ranked are members."""
    ranked = Q(rank__isnull=False)
    counts = edition.units.aggregate(
        ranked=Count("pk", filter=ranked),
        listed=Count("pk", filter=~ranked),
        countries=Count("country", distinct=True, filter=ranked),
        members=Count("organisation", filter=ranked & ~Q(organisation__standing=Standing.Kind.FORMER)),
    )
    return Totals(**counts)


def elements_of(edition: Edition) -> list[Element]:
    """Every element in reading order, with its indicator and source."""
    return list(edition.elements.select_related("indicator__source"))


def pillars_of(edition: Edition) -> tuple[Element, list[Element]]:
    """The overall score and the pillars right below it."""
    elements = edition.elements.filter(Q(parent=None) | Q(parent__parent=None)).select_related("indicator")
    root, *pillars = elements
    return root, pillars


def files_of(edition: Edition) -> QuerySet[EditionFile]:
    """The files to download, without their texts."""
    return edition.files.defer("text")


def sources_of(elements: Sequence[Element]) -> list[Source]:
    """The sources of an edition's indicators, each once, by title."""
    found = {element.indicator.source for element in elements if element.indicator and element.indicator.source}
    return sorted(found, key=lambda source: source.title)


def indicators_by_code(codes: Sequence[str]) -> dict[str, Indicator]:
    """Indicators by their code."""
    return {found.code: found for found in Indicator.objects.filter(code__in=codes)}


@dataclass(frozen=True)
class Facets:
    """What a ranking can be narrowed to: codes with names in the reader's language."""

    regions: list[tuple[str, str]]
    countries: list[tuple[str, str]]


def facets_of(edition: Edition) -> Facets:
    """The regions and countries of an edition's cities."""
    rows = list(
        Unit.objects.filter(edition=edition)
        .order_by("region__order", "country")
        .values_list("region__code", "country", "region__name_en", "region__name_ko", "region__name_zh")
        .distinct()
    )
    return Facets(_regions(rows), sorted({(row[1], country_name(row[1])) for row in rows}, key=lambda entry: entry[1]))


def _regions(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, str]]:
    column = {"ko": 3, "zh-hans": 4}.get(get_language() or "en", 2)
    return list(dict.fromkeys((row[0], row[column] or row[2]) for row in rows))


@dataclass(frozen=True)
class ReasonCount:
    """How many cities are listed for one reason."""

    code: str
    text: str
    count: int


def reasons_of(edition: Edition) -> list[ReasonCount]:
    """Why cities are not ranked, the commonest reason first."""
    counts = (
        edition.units.listed().order_by().values_list("reason").annotate(count=Count("pk")).order_by("-count", "reason")
    )
    return [ReasonCount(code, edition.reason(code), count) for code, count in counts]


def median_width(edition: Edition, ranked: int) -> float | None:
    """The middle width of the ranks' intervals, in places: half of the `ranked` cities have a wider one."""
    widths = edition.units.ranked().annotate(width=F("rank_q95") - F("rank_q5")).order_by("width")
    middle = widths.values_list("width", flat=True)[ranked // 2 : ranked // 2 + 1]
    return next(iter(middle), None)
