"""Reads of a ranking: its rows in order, narrowed and sorted by the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from wego.cityindex.models import Edition, Element, Score, Unit, UnitQuerySet, Value
from wego.core.bare_names import bare_name
from wego.core.folding import fold, fold_all
from wego.core.search.queries import named
from wego.lazy_import import lazy_import

if TYPE_CHECKING:
    import numpy as np

    from wego.engines import composite
else:
    np, composite = lazy_import("numpy"), lazy_import("wego.engines.composite")


@dataclass(frozen=True)
class RankingFilters:
    """What a reader narrows a ranking to; `q` is a part of a name, `sort` a pillar's code, empty for the rank."""

    q: str = ""
    region: str = ""
    country: str = ""
    members: bool = False
    sort: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.region or self.country or self.members)


@dataclass(frozen=True)
class RankingRow:
    """A ranked city with its overall score and that of each pillar, None where there is none."""

    unit: Unit
    score: float
    pillars: tuple[tuple[Element, float | None], ...]

    def points(self, element: Element) -> float | None:
        """What the city earned in one of the elements of the row."""
        return dict(self.pillars)[element]


def units_matching(edition: Edition, filters: RankingFilters) -> UnitQuerySet:
    """The cities of an edition that match, ranked and listed, with what names them."""
    units: UnitQuerySet = edition.units.named()
    if filters.region:
        units = units.filter(region__code=filters.region)
    if filters.country:
        units = units.filter(country=filters.country)
    if filters.members:
        units = units.of_members()
    return units_named(units, filters.q) if filters.q else units


def units_named(units: UnitQuerySet, words: str) -> UnitQuerySet:
    """Cities with these words in one of their names: members as the directory finds them, others by their place."""
    members = named(units.filter(organisation__isnull=False), "organisation", words, field="organisation")
    wanted = {fold(words), bare_name(words)} - {""}
    places = units.filter(organisation__isnull=True).order_by().values_list("pk", "place__name")
    others = [pk for pk, name in places if any(one in fold_all(*name.texts.values()) for one in wanted)]
    return units.filter(Q(pk__in=members.order_by().values("pk")) | Q(pk__in=others))


MOST_LISTED = 5


def listed_units_named(edition: Edition, filters: RankingFilters) -> list[Unit]:
    """Where a name is asked for: the first cities that bear it and are listed without a rank."""
    if not filters.q:
        return []
    units = units_matching(edition, filters).filter(rank__isnull=True)
    return list(units.order_by("country", "slug")[:MOST_LISTED])


def ranked_units(edition: Edition, filters: RankingFilters, pillars: Sequence[Element]) -> QuerySet[Unit]:
    """Ranked cities in the order asked for: the best first, ties by name."""
    units = units_matching(edition, filters).filter(rank__isnull=False)
    pillar = next((pillar for pillar in pillars if pillar.code == filters.sort), None)
    if pillar is None:
        return units.order_by("rank", "slug")
    units = units.annotate(sorted_by=FilteredRelation("scores", condition=Q(scores__element=pillar)))
    return units.order_by(F("sorted_by__score").desc(nulls_last=True), "rank", "slug")


def rows_of(units: Iterable[Unit], root: Element, pillars: Sequence[Element]) -> list[RankingRow]:
    """The scores of these cities beside them; one query."""
    shown = list(units)
    scores: dict[tuple[int, int], float] = {
        (unit, element): score
        for unit, element, score in Score.objects.filter(unit__in=shown, element__in=[root, *pillars]).values_list(
            "unit_id", "element_id", "score"
        )
    }
    return [
        RankingRow(
            unit, scores[unit.pk, root.pk], tuple((pillar, scores.get((unit.pk, pillar.pk))) for pillar in pillars)
        )
        for unit in shown
    ]


@dataclass(frozen=True)
class Correlation:
    """How two parts go together over the cities that have both: of the points, and of their order (Spearman)."""

    cities: int
    pearson: float
    spearman: float


def correlation(rows: Sequence[RankingRow], x: Element, y: Element) -> Correlation:
    """NaN where fewer than two cities have both, or one of the parts is the same for all."""
    pairs = [(row.points(x), row.points(y)) for row in rows]
    both = np.array([pair for pair in pairs if None not in pair], dtype=np.float64).reshape(-1, 2)
    left, right = both[:, :1], both[:, 1:]
    found = (float(composite.correlations(left, right, kind=kind)[0, 0]) for kind in ("pearson", "spearman"))
    return Correlation(len(both), *found)


@dataclass(frozen=True)
class ElementStanding:
    """A ranked city in one element: its place there, its points, and for an indicator the value behind them."""

    unit: Unit
    rank: int
    score: float
    value: Value | None


def standings_in(element: Element) -> list[ElementStanding]:
    """The ranked cities by what they earned in one element, ties sharing the better place; two queries.

    Cities of which nothing is known there are left out.
    """
    scores = element.scores.filter(unit__rank__isnull=False).order_by("-score", "unit__slug")
    values = {value.unit_id: value for value in element.values.select_related("source")}
    found: list[ElementStanding] = []
    named = scores.select_related("unit__organisation", "unit__place", "unit__region")
    for place, score in enumerate(named, start=1):
        is_tied = bool(found) and f"{found[-1].score:.11e}" == f"{score.score:.11e}"
        rank = found[-1].rank if is_tied else place
        found.append(ElementStanding(score.unit, rank, score.score, values.get(score.unit_id)))
    return found


def listed_units(edition: Edition, filters: RankingFilters) -> QuerySet[Unit]:
    """Cities that are not ranked, by name, with how many values are known and how many of those are their own."""
    return (
        units_matching(edition, filters)
        .filter(rank__isnull=True)
        .annotate(value_count=Count("values"), own_count=Count("values", filter=Q(values__level="city")))
        .order_by("country", "slug")
    )
