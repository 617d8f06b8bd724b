"""Why a city stands where it does: every element with its score, value, source and what it adds, and the neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Abs

from wego.cityindex.models import NAMED, Edition, Element, Score, Unit, Value
from wego.cityindex.queries.editions import elements_of

NEIGHBOURS = 12
ALIKE = 6
REMARKS = 3


@dataclass
class ExplanationPart:
    """One element of a city's score; `score` is None where nothing could be said, `value` of aggregates and gaps."""

    element: Element
    score: Score | None
    value: Value | None
    parent_code: str | None = None
    children: list[ExplanationPart] = field(default_factory=list)

    @property
    def gain(self) -> float:
        """Points of the overall score that the city has here above (or below) the middle city, at its own weights."""
        if self.score is None or self.element.median is None:
            return 0.0
        return self.score.effective_weight * (self.score.score - self.element.median)

    @property
    def leaves(self) -> list[ExplanationPart]:
        """The indicators below, in reading order; the part itself where it is one."""
        return [leaf for child in self.children for leaf in child.leaves] if self.children else [self]


@dataclass(frozen=True)
class CityExplanation:
    """A city in an edition, part by part."""

    unit: Unit
    root: ExplanationPart

    @property
    def parts(self) -> list[ExplanationPart]:
        """Every element in reading order."""
        return list(_walk(self.root))

    @property
    def indicators(self) -> list[ExplanationPart]:
        return self.root.leaves

    @property
    def known(self) -> list[ExplanationPart]:
        return [part for part in self.indicators if part.value is not None]

    @property
    def missing(self) -> list[ExplanationPart]:
        return [part for part in self.indicators if part.value is None]

    @property
    def own_count(self) -> int:
        return sum(part.value.is_own for part in self.known if part.value)

    @property
    def own_share(self) -> float:
        """Share of the score, in per cent, that rests on the city's own figures."""
        own = (part for part in self.known if part.value and part.value.is_own and part.score)
        return 100 * sum(part.score.effective_weight for part in own if part.score)

    @property
    def strengths(self) -> list[ExplanationPart]:
        """Where the city gains most against the middle city."""
        return sorted((part for part in self.indicators if part.gain > 0.05), key=lambda part: -part.gain)[:REMARKS]

    @property
    def weaknesses(self) -> list[ExplanationPart]:
        """Where it loses most."""
        return sorted((part for part in self.indicators if part.gain < -0.05), key=lambda part: part.gain)[:REMARKS]


def _walk(part: ExplanationPart) -> Iterator[ExplanationPart]:
    yield part
    for child in part.children:
        yield from _walk(child)


def unit_of(edition: Edition, slug: str) -> Unit | None:
    """A city of an edition with all that names it."""
    return (
        edition.units.filter(slug=slug)
        .select_related(*NAMED, "measured_in__organisation", "measured_in__place", "change__before")
        .first()
    )


def explanation_of(edition: Edition, unit: Unit) -> CityExplanation:
    """Every element of the edition as it stands for a city; three queries."""
    scores = {score.element_id: score for score in unit.scores.all()}
    values = {value.element_id: value for value in unit.values.select_related("source")}
    return explained(unit, elements_of(edition), scores, values)


def explained(
    unit: Unit, elements: Sequence[Element], scores: Mapping[int, Score], values: Mapping[int, Value]
) -> CityExplanation:
    """Every element with what is known of it, by the element's key, for a city."""
    parts = {
        element.pk: ExplanationPart(element, scores.get(element.pk), values.get(element.pk)) for element in elements
    }
    for element in elements[1:]:
        parent = parts[element.parent_id or 0]
        parent.children.append(parts[element.pk])
        parts[element.pk].parent_code = parent.element.code
    return CityExplanation(unit, parts[elements[0].pk])


@dataclass(frozen=True)
class Neighbours:
    """The cities whose intervals overlap a city's own: the nearest of them by rank, and how many there are."""

    nearest: list[Unit]
    count: int


def neighbours_of(unit: Unit) -> Neighbours:
    """Cities that the draws do not tell apart from this one."""
    overlapping = (
        unit.edition.units.ranked().filter(rank_q5__lte=unit.rank_q95, rank_q95__gte=unit.rank_q5).exclude(pk=unit.pk)
    )
    nearest = (
        overlapping.named()
        .annotate(distance=Abs(F("rank") - unit.rank))
        .order_by("distance", "rank", "slug")[:NEIGHBOURS]
    )
    return Neighbours(sorted([*nearest, unit], key=lambda found: (found.rank, found.slug)), overlapping.count())


@dataclass(frozen=True)
class Alike:
    """A ranked city beside another: what it earned in each pillar, and how far apart the two are in points."""

    unit: Unit
    pillars: tuple[tuple[Element, float | None], ...]
    distance: float


def cities_like(unit: Unit, pillars: Sequence[Element]) -> list[Alike]:
    """The ranked cities with the most similar points in the pillars, by the root of the mean square difference over the
    pillars that both have (half of them at least); two queries."""
    earned: dict[int, dict[int, float]] = {}
    scores = Score.objects.filter(unit__edition=unit.edition_id, element__in=pillars)
    for key, pillar, score in scores.values_list("unit_id", "element_id", "score"):
        earned.setdefault(key, {})[pillar] = score
    own = earned.pop(unit.pk, {})
    distances = {}
    for key, other in earned.items():
        both = own.keys() & other.keys()
        if 2 * len(both) >= len(pillars):
            distances[key] = math.sqrt(sum((own[pillar] - other[pillar]) ** 2 for pillar in both) / len(both))
    nearest = sorted(distances, key=lambda key: (distances[key], key))[:ALIKE]
    units = Unit.objects.named().in_bulk(nearest)
    return [
        Alike(units[key], tuple((pillar, earned[key].get(pillar.pk)) for pillar in pillars), distances[key])
        for key in nearest
    ]


@dataclass(frozen=True)
class Lever:
    """What more points in one indicator would do: `weight` overall points for each; `needed` of them, a difference of
    `value` in the indicator where the method has bounds, lift the city past the one ahead. None: not by this alone."""

    part: ExplanationPart
    weight: float
    needed: float | None
    value: float | None


@dataclass(frozen=True)
class Levers:
    """The city just ahead of another, by how many points of the overall score, and what each indicator could do."""

    ahead: Unit | None
    gap: float
    levers: list[Lever]


def levers_of(explanation: CityExplanation, *, has_bounds: bool) -> Levers | None:
    """What one more point would do, if nothing else changed anywhere; the strongest first.

    None where scores are not sums of points (a mean above them is not arithmetic). One query.
    """
    unit, root = explanation.unit, explanation.root
    if root.score is None or any(part.score and part.score.points is None for part in explanation.known):
        return None
    better = Score.objects.filter(element=root.element, score__gt=root.score.score, unit__rank__lt=unit.rank)
    next_one = better.select_related("unit__organisation", "unit__place").order_by("score", "unit__slug").first()
    gap = next_one.score - root.score.score if next_one else 0.0
    full = {entry["code"]: entry.get("factor") for entry in unit.edition.method["element"]} if has_bounds else {}
    levers = []
    for part in explanation.known:
        if part.score is None or not part.score.effective_weight:
            continue
        needed: float | None = gap / part.score.effective_weight if next_one else None
        top = full.get(part.element.code)  # points at the better bound
        if top and needed is not None and part.score.score + needed > top:
            needed = None
        worst, best = part.element.worst, part.element.best
        value = None
        if top and needed is not None and worst is not None and best is not None:
            value = needed * (best - worst) / top
        levers.append(Lever(part, part.score.effective_weight, needed, value))
    levers.sort(key=lambda lever: -lever.weight)
    return Levers(next_one.unit if next_one else None, gap, levers)


def members_within(unit: Unit) -> list[Unit]:
    """Listed members that are measured in this city's area."""
    return list(unit.members_within.select_related("organisation", "place"))


def latest_unit_of(organisation_id: int) -> Unit | None:
    """An organisation in the newest edition that is out and has it, with its score as `overall`; one query."""
    overall = Score.objects.filter(unit=OuterRef("pk"), element__parent=None).values("score")
    return (
        Unit.objects.filter(organisation=organisation_id)
        .exclude(edition__status=Edition.Status.DRAFT)
        .select_related("edition", "organisation", "place", "region", "measured_in__organisation", "measured_in__place")
        .annotate(overall=Subquery(overall))
        .order_by("-edition__figures_of", "-edition__compiled_on")
        .first()
    )
