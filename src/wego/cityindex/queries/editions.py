"""Reads of editions: which there are, their pillars, files and sources, and what a ranking can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from wego.accounts.authorization import permitted_rows
from wego.cityindex.models import SCHEME, Edition, EditionFile, Element, Value
from wego.core.countries import country_name
from wego.core.seals.queries import sealing_key
from wego.members.models import Region
from wego.records.models import Indicator, Source

BUNDLE = "cityindex.bundle"  # the kind of its seal


def editions_visible_to(user: Any) -> QuerySet[Edition]:
    """Editions that are out; drafts are for the office."""
    editions = Edition.objects.select_related("follows")
    return permitted_rows(editions, user, "cityindex.see_drafts", own=lambda: ~Q(status=Edition.Status.DRAFT))


def edition_visible_to(user: Any, code: str) -> Edition | None:
    """An edition with the one that it corrects, and as `corrected_code` the code of the one that corrects it and is
    out, and the key that its bundle is sealed with: the same for every reader, since pages are kept."""
    out = Edition.objects.exclude(status=Edition.Status.DRAFT)
    corrections = out.filter(corrects=OuterRef("pk")).values("code")[:1]
    found = (
        editions_visible_to(user)
        .select_related("corrects")
        .annotate(corrected_code=Subquery(corrections), sealing_key=sealing_key(BUNDLE, Edition._meta.label))
    )
    return found.filter(code=code).first()


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


def sources_of(edition: Edition) -> dict[int, list[Source]]:
    """Where the figures of each indicator come from, by the element's key, by title; two queries.

    An indicator's own source is that of its newest figures, which need not be this edition's.
    """
    used = Value.objects.filter(unit__edition=edition).order_by().values_list("element_id", "source_id").distinct()
    pairs = list(used)
    sources = Source.objects.in_bulk({source for _element, source in pairs})
    found: dict[int, list[Source]] = {}
    for element, source in pairs:
        found.setdefault(element, []).append(sources[source])
    return {element: sorted(given, key=_title) for element, given in found.items()}


def every(sources: Mapping[int, Sequence[Source]]) -> list[Source]:
    """Each source of these elements once, by title."""
    return sorted({source for given in sources.values() for source in given}, key=_title)


def _title(source: Source) -> str:
    return source.title


def indicators_by_code(codes: Sequence[str]) -> dict[str, Indicator]:
    """Indicators by their code."""
    return {found.code: found for found in Indicator.objects.filter(code__in=codes)}


@dataclass(frozen=True)
class RankingFacets:
    """What a ranking can be narrowed to: codes with names in the reader's language."""

    regions: list[tuple[str, str]]
    countries: list[tuple[str, str]]


def facets_of(edition: Edition) -> RankingFacets:
    """The regions and countries of an edition's cities; one query, however many cities there are."""
    regions = Region.objects.filter(scheme=SCHEME, code__in=edition.counts["regions"])
    countries = [(code, country_name(code)) for code in edition.counts["countries"]]
    return RankingFacets(
        [(region.code, region.name) for region in regions], sorted(countries, key=lambda entry: (entry[1], entry[0]))
    )


@dataclass(frozen=True)
class ReasonCount:
    """How many cities are listed for one reason."""

    text: str
    count: int


def reasons_of(edition: Edition) -> list[ReasonCount]:
    """Why cities are not ranked, the commonest reason first."""
    return [ReasonCount(edition.reason(code), count) for code, count in edition.counts["reasons"]]
