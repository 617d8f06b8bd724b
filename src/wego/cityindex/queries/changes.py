"""What moved since the edition before: who is in both, who came and who left, and ranks over all editions in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery

from wego.cityindex.models import NAMED, Change, Edition, Element, Score, Unit
from wego.cityindex.queries.explanations import CityExplanation
from wego.records.models import Indicator

MOST_EDITIONS = 6  # of a flow, counted back from the newest


def changes_of(edition: Edition) -> QuerySet[Change]:
    """The cities that are ranked now and were before, in the order of their ranks, each with its score and edition."""
    overall = Score.objects.filter(unit=OuterRef("unit"), element__parent=None).values("score")
    return (
        Change.objects.filter(unit__edition=edition)
        .select_related("before", *(f"unit__{name}" for name in NAMED))
        .annotate(score=Subquery(overall), edition_code=F("unit__edition__code"))
        .order_by("unit__rank", "unit__slug")
    )


def newcomers_of(edition: Edition) -> list[Unit]:
    """The cities that are ranked and were not before."""
    return list(edition.units.ranked().filter(change=None).named().order_by("rank", "slug"))


def leavers_of(edition: Edition) -> list[Unit]:
    """The cities that were ranked before and are not now."""
    assert edition.follows is not None
    stayed = Change.objects.filter(unit__edition=edition).values("before")
    return list(edition.follows.units.ranked().exclude(pk__in=stayed).named().order_by("slug"))


@dataclass(frozen=True)
class Reshaped:
    """Indicators that the method has and had not before, and the other way round."""

    added: list[Indicator]
    dropped: list[Indicator]


def reshaped(edition: Edition) -> Reshaped:
    """One query."""
    elements = Element.objects.filter(edition__in=[edition.pk, edition.follows_id], indicator__isnull=False)
    of: dict[int, dict[int, Indicator]] = {}
    for element in elements.select_related("indicator").order_by("position"):
        assert element.indicator is not None
        of.setdefault(element.edition_id, {})[element.indicator.pk] = element.indicator
    now, before = of.get(edition.pk, {}), of.get(edition.follows_id or 0, {})
    return Reshaped(
        [one for key, one in now.items() if key not in before], [one for key, one in before.items() if key not in now]
    )


@dataclass(frozen=True)
class Flow:
    """Editions from the oldest to the newest, and each city's rank in them, None where it has none."""

    editions: list[Edition]
    ranks: list[tuple[Unit, list[int | None]]]


def flow_of(edition: Edition) -> Flow:
    """The ranks of the cities of an edition in it and in those that it follows one after another; two queries."""
    known = Edition.objects.in_bulk()
    chain = [edition]
    while chain[0].follows_id is not None and len(chain) < MOST_EDITIONS:
        chain.insert(0, known[chain[0].follows_id])
    ranks: dict[str, dict[int, int | None]] = {}
    newest: list[Unit] = []
    units = Unit.objects.filter(edition__in=chain).ranked().named().order_by("rank", "slug")
    for unit in units:
        ranks.setdefault(unit.slug, {})[unit.edition_id] = unit.rank
        if unit.edition_id == edition.pk:
            newest.append(unit)
    return Flow(chain, [(unit, [ranks[unit.slug].get(one.pk) for one in chain]) for unit in newest])


@dataclass(frozen=True)
class FigureThen:
    """A figure in an edition, its period, and what it added to the overall score."""

    value: Decimal
    period: str
    points: float | None


@dataclass(frozen=True)
class FigureChange:
    """An indicator of a city then and now; None where one time had no figure."""

    indicator: Indicator
    then: FigureThen | None
    now: FigureThen | None

    @property
    def gain(self) -> float | None:
        """Points of the overall score won or lost; a figure that was not there added nothing."""
        known = [one for one in (self.then, self.now) if one is not None]
        if any(one.points is None for one in known):
            return None
        return ((self.now.points or 0.0) if self.now else 0.0) - ((self.then.points or 0.0) if self.then else 0.0)


def figures_then_and_now(explanation: CityExplanation) -> list[FigureChange]:
    """Each indicator of a city that has a change; one query, if the method dropped any."""
    kept = explanation.unit.change.figures
    before = {code: FigureThen(Decimal(value), period, points) for code, (value, period, points) in kept.items()}
    rows = []
    for part in explanation.indicators:
        now = None
        if part.value is not None:
            now = FigureThen(part.value.value, part.value.period, part.score.points if part.score else None)
        then = before.pop(part.element.code, None)
        if part.element.indicator is not None and (now or then):
            rows.append(FigureChange(part.element.indicator, then, now))
    if before:
        rows += [FigureChange(one, before[one.code], None) for one in Indicator.objects.filter(code__in=before)]
    return rows


def furthest(changes: Sequence[Change], count: int) -> tuple[list[Change], list[Change]]:
    """Who rose most and who fell most, the furthest first."""
    rose = sorted((one for one in changes if one.places > 0), key=lambda one: -one.places)
    fell = sorted((one for one in changes if one.places < 0), key=lambda one: one.places)
    return rose[:count], fell[:count]
