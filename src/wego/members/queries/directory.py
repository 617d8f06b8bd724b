"""The directory: organisations by what a reader asks for, in the reader's order, with the numbers beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Avg, Case, Count, F, FilteredRelation, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import get_language

from wego.core.countries import country_names
from wego.core.search.queries import named
from wego.core.texts import Text
from wego.members.models import Edition, EditionEntry, Organisation, Place, Region, Standing
from wego.members.queries.visibility import NEVER_A_MEMBER, organisations_visible_to

NEAR = 500  # up to here passing over rows is cheaper than another query
FACETS: tuple[Any, ...] = ("kind", "shown_region_id", "country")
SORTS = ("name", "country", "region", "kind", "standing", "population")


@dataclass(frozen=True)
class Selection:
    """What a reader asked for; an empty value asks for nothing. Values that do not exist select nobody."""

    q: str = ""
    region: str = ""
    country: str = ""
    kind: str = ""
    standing: str = ""
    edition: str = ""
    sort: str = "name"


class Register:
    """The editions and regions, read once for a page: they give a selection its meaning."""

    def __init__(self, editions: Iterable[Edition] | None = None, regions: Iterable[Region] | None = None) -> None:
        self.editions = list(Edition.objects.all() if editions is None else editions)
        self.regions = {region.pk: region for region in (Region.objects.all() if regions is None else regions)}

    @property
    def newest(self) -> Edition | None:
        return self.editions[-1] if self.editions else None

    def edition(self, code: str) -> Edition | None:
        return next((edition for edition in self.editions if edition.code == code), None)

    def scheme(self, edition: str = "") -> str:
        """The region scheme of an edition; of the newest where none is said."""
        found = self.edition(edition) or self.newest
        return found.scheme if found else ""

    def regions_of(self, scheme: str) -> list[Region]:
        return [region for region in self.regions.values() if region.scheme == scheme]

    def region(self, code: str, scheme: str) -> Region | None:
        return next((region for region in self.regions_of(scheme) if region.code == code), None)


def select(user: Any, selection: Selection, register: Register) -> QuerySet[Organisation]:
    """The organisations asked for; `shown_region_id` and `shown_standing` are of the edition asked for, or today's."""
    organisations = organisations_visible_to(user)
    if selection.q:
        organisations = named(organisations, "organisation", selection.q)
    if selection.kind:
        organisations = organisations.filter(kind=selection.kind)
    if selection.country:
        organisations = organisations.filter(country=selection.country.upper())
    return (
        _of_edition(organisations, selection, register)
        if selection.edition
        else _of_today(organisations, selection, register)
    )


def _of_today(
    organisations: QuerySet[Organisation], selection: Selection, register: Register
) -> QuerySet[Organisation]:
    if selection.standing:
        organisations = organisations.filter(standing=selection.standing)
    else:
        organisations = organisations.exclude(standing=Standing.Kind.FORMER).exclude(standing=NEVER_A_MEMBER)
    if selection.region:
        region = register.region(selection.region, register.scheme())
        organisations = organisations.filter(region=region) if region else organisations.none()
    return organisations.annotate(shown_region_id=F("region_id"), shown_standing=F("standing"))


def _of_edition(
    organisations: QuerySet[Organisation], selection: Selection, register: Register
) -> QuerySet[Organisation]:
    edition = register.edition(selection.edition)
    if edition is None:
        return organisations.none().annotate(shown_region_id=F("region_id"), shown_standing=F("standing"))
    organisations = organisations.annotate(entry=FilteredRelation("entries", condition=Q(entries__edition=edition)))
    organisations = organisations.filter(entry__isnull=False)
    if selection.standing:
        organisations = organisations.filter(entry__standing=selection.standing)
    if selection.region:
        region = register.region(selection.region, edition.scheme)
        organisations = organisations.filter(entry__region=region) if region else organisations.none()
    return organisations.annotate(shown_region_id=F("entry__region_id"), shown_standing=F("entry__standing"))


@dataclass(frozen=True)
class DirectoryFacets:
    """How many of the selected there are, by kind, region and country: every number beside the list."""

    counted: dict[tuple[str, int, str], int]

    @property
    def count(self) -> int:
        return sum(self.counted.values())

    @property
    def countries(self) -> set[str]:
        return {country for _kind, _region, country in self.counted}

    def of_kind(self, wanted: str) -> int:
        return sum(number for (kind, _region, _country), number in self.counted.items() if kind == wanted)

    def by_region(self, *, only: str = "") -> dict[int, int]:
        """Numbers by region, of one kind only if said."""
        numbers: dict[int, int] = {}
        for (kind, region, _country), number in self.counted.items():
            if only in ("", kind):
                numbers[region] = numbers.get(region, 0) + number
        return numbers


def count_facets(organisations: QuerySet[Organisation]) -> DirectoryFacets:
    """One query, read off an index where nothing but region, kind and country is asked."""
    counted = organisations.order_by().values_list(*FACETS).annotate(number=Count("*"))
    return DirectoryFacets({(kind, region, country): number for kind, region, country, number in counted})


def found_at_once(organisations: QuerySet[Organisation]) -> tuple[QuerySet[Organisation], DirectoryFacets]:
    """For a search, which reads every name: the same, known by their keys where they are few, and their numbers.

    So names are read once, and not for the numbers, the order and the rows each. No index of words or of three letters
    would find two syllables or characters amid a name.
    """
    rows = list(organisations.order_by().values_list("pk", *FACETS)[: NEAR + 1])
    if len(rows) > NEAR:
        return organisations, count_facets(organisations)
    counted = Counter((kind, region, country) for _pk, kind, region, country in rows)
    return organisations.filter(pk__in=[pk for pk, *_facets in rows]), DirectoryFacets(dict(counted))


def countries_of(user: Any) -> list[str]:
    """The countries in which the organisations lie that this reader may see."""
    return list(organisations_visible_to(user).order_by().values_list("country", flat=True).distinct())


def in_order(
    organisations: QuerySet[Organisation], sort: str, register: Register, countries: Iterable[str]
) -> QuerySet[Organisation]:
    """Sorted as asked (`-` turns the order round), by name within; equal sorts give equal pages."""
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    by_name = F("sort_ko" if get_language() == "ko" else "sort_en")
    if key == "name":
        return organisations.order_by(by_name.desc() if descending else by_name.asc(), "-pk" if descending else "pk")
    expressions: dict[str, Callable[[], Any]] = {
        "country": lambda: _ranked("country", _countries_in_order(countries)),
        "region": lambda: _ranked("shown_region_id", list(register.regions)),
        "kind": lambda: _ranked("kind", Organisation.Kind.values),
        "standing": lambda: _ranked("shown_standing", Standing.Kind.values),
        "population": lambda: F("place__population"),
    }
    if sort == "-population":  # the largest first, those without one last
        return organisations.order_by("-sort_population", by_name.asc(), "pk")
    expression = expressions[key]()
    first = expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)
    return organisations.order_by(first, by_name.asc(), "pk")


def _ranked(column: str, values: Iterable[Any]) -> Case:
    """An order that the database does not know: that of a list of values."""
    ranks = [When(**{column: value}, then=Value(rank)) for rank, value in enumerate(values)]
    return Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())


def _countries_in_order(codes: Iterable[str]) -> list[str]:
    names = country_names(get_language() or "en")
    return sorted(codes, key=lambda code: names.get(code, code))


def part_of(organisations: QuerySet[Organisation], start: int, stop: int) -> list[Organisation]:
    """The rows from one place of the order to another; deep in the list their keys first, so that what is passed over
    is not read."""
    if start <= NEAR:
        return list(organisations[start:stop])
    keys = list(organisations.values_list("pk", flat=True)[start:stop])
    found = {row.pk: row for row in organisations.order_by().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def count_by_country(organisations: QuerySet[Organisation]) -> list[dict[str, Any]]:
    """For each country and region how many of the selected there are, and the middle of their positions."""
    keys: tuple[Any, ...] = ("country", "shown_region_id")
    return list(
        organisations.order_by()
        .values(*keys)
        .annotate(
            number=Count("pk"),
            approximate=Count("pk", filter=Q(place__match=Place.Match.APPROXIMATE)),
            latitude=Avg("place__latitude"),
            longitude=Avg("place__longitude"),
        )
        .order_by("country", "shown_region_id")
    )


class ListRow(NamedTuple):
    """What a row of the list shows."""

    pk: int
    slug: str
    kind: str
    country: str
    name: Text
    name_native: str
    native_language: str
    shown_region_id: int
    shown_standing: str
    population: int | None


def list_rows(organisations: QuerySet[Organisation], start: int, stop: int) -> list[ListRow]:
    """The same as plain values: no model is made of what is only printed."""
    columns = [*ListRow._fields[:-1], "place__population"]
    if start <= NEAR:
        return [ListRow(*row) for row in organisations.values_list(*columns)[start:stop]]
    keys = list(organisations.values_list("pk", flat=True)[start:stop])
    rows = organisations.order_by().filter(pk__in=keys).values_list(*columns)
    found = {row[0]: ListRow(*row) for row in rows}
    return [found[key] for key in keys if key in found]


def with_rows(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """With what a row shows, and the editions that list it."""
    entries = EditionEntry.objects.select_related("edition").only("organisation_id", "edition__code", "edition__as_of")
    return (
        organisations.select_related("place")
        .defer("search_text", "loaded", "place__loaded", "summary", "note")
        .prefetch_related(Prefetch("entries", entries.order_by("edition__as_of")))
    )


def counted_but_not_named(register: Register, selection: Selection) -> tuple[int, Edition | None]:
    """Members that the documents of an edition count without naming: a stated number, for which there are no rows."""
    edition = register.edition(selection.edition) if selection.edition else register.newest
    asks_for_rows = selection.q or selection.country or selection.region or selection.standing
    if edition is None or asks_for_rows or selection.kind not in ("", Organisation.Kind.CORPORATION):
        return 0, None
    for stated in edition.stated:
        if stated.get("named") == 0 and stated.get("kind") == Organisation.Kind.CORPORATION:
            return int(stated["count"]), edition
    return 0, None
