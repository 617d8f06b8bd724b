"""The one answer to "which is the latest figure": for dues, prefilled answers, profiles, the index and crosswalks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from wego.members.models import Organisation
from wego.records.models import Observation, Source, Visibility
from wego.records.queries.facts import observations_in_force, whole_facts

# Each fact after those before which it comes: of a later period, of the same one the last recorded.
LATEST_LAST = ("period", "recorded_at", "pk")
POPULATION = "place.population"  # what the register says of a place holds until the member has said it


@dataclass(frozen=True)
class KnownFact:
    """The last word on an indicator of an organisation. `fact` is none where the register alone says it."""

    period: str
    value: Decimal | None
    text: str
    status: str
    source: str  # its title
    source_code: str
    edition: str = ""
    country: str = ""  # whose figure it is, where it is the country's
    fact: Observation | None = None

    @property
    def number(self) -> Decimal:
        assert self.value is not None
        return self.value


Latest = Mapping[int, Mapping[str, KnownFact]]


def latest_facts(
    organisations: Iterable[Organisation],
    codes: Collection[str],
    *,
    purpose: str = "",
    sees_all: bool = False,
    period: str = "",
    until: str = "",
) -> Latest:
    """The last word on each indicator, by organisation and code: its own, its place's or its country's; three queries
    however many there are.

    What is for everybody and for members is read; with `purpose` also what was given for that alone, with `sees_all`
    whatever there is: for the organisation's own people. `period` takes figures of that period alone, `until` none
    after it. A later period comes before an earlier one, of the same period the last recorded.
    """
    members = list(organisations)
    found = _facts(members, codes).filter(_narrowed(purpose, sees_all=sees_all, period=period, until=until))
    owners = _Owners(members)
    known: dict[int, dict[str, KnownFact]] = {member.pk: {} for member in members}
    for fact in found.order_by(*LATEST_LAST):
        for owner in owners.of(fact):
            known[owner][fact.indicator.code] = _known(fact)
    if POPULATION in codes and not period:
        _add_registers(members, known)
    return known


def latest_of_countries(code: str) -> dict[str, KnownFact]:
    """Each country's latest public figure of an indicator."""
    return {fact.country: _known(fact) for fact in public_figures(~Q(country=""), [code])}


def public_figures(
    whose: Q, codes: Collection[str] | None = None, periods: Collection[str] | None = None
) -> QuerySet[Observation]:
    """Everybody's figures of these subjects (indicators, periods), in such an order that the last of a subject and an
    indicator is its latest."""
    found = observations_in_force().filter(whose)
    if codes is not None:
        found = found.filter(indicator__code__in=codes)
    if periods is not None:
        found = found.filter(period__in=periods)
    return found.select_related("indicator", "source").order_by(*LATEST_LAST)


def periods_known(code: str) -> list[str]:
    """The periods for which there are public figures of an indicator, the latest first."""
    found = observations_in_force().filter(indicator__code=code)
    return sorted(set(found.values_list("period", flat=True)), reverse=True)


def _facts(members: Sequence[Organisation], codes: Collection[str]) -> QuerySet[Observation]:
    whose = Q(organisation__in=[one.pk for one in members])
    whose |= Q(place__in={one.place_id for one in members})
    whose |= Q(country__in={one.country_in_statistics for one in members})
    found = whole_facts().filter(whose, indicator__code__in=codes)
    return found.select_related("indicator", "source", "evidence")


def _narrowed(purpose: str, *, sees_all: bool, period: str, until: str) -> Q:
    seen = Q()
    if not sees_all:
        seen = ~Q(visibility=Visibility.PURPOSE)
        seen |= Q(visibility=Visibility.PURPOSE, purpose=purpose) if purpose else Q()
    if period:
        seen &= Q(period=period)
    return seen & Q(period__lte=until) if until else seen


class _Owners:
    """Of which of these organisations a fact is."""

    def __init__(self, members: Sequence[Organisation]) -> None:
        self.numbers = {one.pk for one in members}
        self.by_place: dict[int, list[int]] = {}
        self.by_country: dict[str, list[int]] = {}
        for one in members:
            self.by_place.setdefault(one.place_id, []).append(one.pk)
            self.by_country.setdefault(one.country_in_statistics, []).append(one.pk)

    def of(self, fact: Observation) -> Collection[int]:
        if fact.organisation_id:
            return [fact.organisation_id] if fact.organisation_id in self.numbers else []
        return self.by_place.get(fact.place_id, []) if fact.place_id else self.by_country.get(fact.country, [])


def _known(fact: Observation) -> KnownFact:
    source = fact.source
    return KnownFact(
        period=fact.period,
        value=fact.value,
        text=fact.text,
        status=fact.status,
        source=source.title,
        source_code=source.code,
        edition=source.edition,
        country=fact.country,
        fact=fact,
    )


def _add_registers(members: Sequence[Organisation], known: dict[int, dict[str, KnownFact]]) -> None:
    """What the register knows of a place, where no fact says it; its sources stand there in capitals."""
    silent = [one for one in members if POPULATION not in known[one.pk] and one.place.population is not None]
    if not silent:
        return
    titles = {source.code.lower(): source for source in Source.objects.all()}
    for one in silent:
        place = one.place
        source = titles.get(place.source.lower())
        known[one.pk][POPULATION] = KnownFact(
            period=str(place.population_year or ""),
            value=Decimal(place.population or 0),
            text="",
            status="",
            source=source.title if source else place.source,
            source_code=source.code if source else "",
        )
