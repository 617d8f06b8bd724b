"""The directory of members: list, numbers by region, exports of exactly what is filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from wego.core import exports
from wego.core.countries import country_name
from wego.core.folding import fold
from wego.members import representation
from wego.members.forms.directory import Asked, read_selection
from wego.members.models import Organisation, Region, Standing
from wego.members.queries.directory import (
    Register,
    count_by_region_and_kind,
    counted_but_not_named,
    countries_of,
    in_order,
    select,
    with_rows,
)

PAGE_SIZE = 50
LANGUAGES = ("en", "ko", "zh-hans")


class CountedPaginator(Paginator[Organisation]):
    """A paginator that is told the count, which the numbers by region have given already."""

    def __init__(self, rows: QuerySet[Organisation], per_page: int, *, count: int):
        super().__init__(rows, per_page)
        self._counted = count

    @cached_property
    def count(self) -> int:
        return self._counted


@dataclass(frozen=True)
class ListRow:
    """A row of the list, ready to be shown."""

    organisation: Organisation
    url: str
    name: str
    other_names: Sequence[tuple[str, str]]
    country: str
    region: Region
    kind: str
    standing: str


@dataclass(frozen=True)
class RegionRow:
    """A region with the numbers of the selected in it; the share is that of the largest, for the bar."""

    region: Region
    governments: int
    others: int
    share: float


def directory(request: HttpRequest) -> HttpResponseBase:
    """Find a member: by name in any script, region, country, kind, standing, edition."""
    register = Register()
    countries = countries_of(request.user)
    asked = read_selection(request.GET.dict(), register, countries)
    chosen = select(request.user, asked.selection, register)
    if not asked.is_understood:
        chosen = chosen.none()
    chosen = in_order(chosen, asked.selection.sort, register, countries)
    if (wanted := request.GET.get("format", "")) in exports.FORMATS:
        return _download(wanted, chosen, register)
    counts = count_by_region_and_kind(chosen)
    page = CountedPaginator(chosen.select_related("place"), PAGE_SIZE, count=sum(counts.values())).get_page(
        request.GET.get("page")
    )
    unnamed, stating = counted_but_not_named(register, asked.selection)
    context = {
        "asked": asked,
        "page": page,
        "rows": list_rows(page, register),
        "regions": region_rows(counts, register, asked),
        "governments": _of_kind(counts, Organisation.Kind.LOCAL_GOVERNMENT),
        "institutions": _of_kind(counts, Organisation.Kind.INSTITUTION),
        "corporations": _of_kind(counts, Organisation.Kind.CORPORATION),
        "unnamed": unnamed if asked.is_understood else 0,
        "stating": stating,
        "edition": register.edition(asked.selection.edition) or register.newest,
        "compared": register.editions[-2:] if len(register.editions) > 1 else [],
        "found_countries": countries_named(asked.selection.q, countries),
        "formats": exports.FORMATS,
    }
    return render(request, "members/directory.html", context)


def _download(wanted: str, chosen: QuerySet[Organisation], register: Register) -> HttpResponseBase:
    name = f"wego-members-{timezone.localdate().isoformat()}"
    items = representation.items(with_rows(chosen).iterator(chunk_size=500), register)
    if wanted == "json":
        return exports.json_download(name, chosen.count(), items)
    write = exports.csv_download if wanted == "csv" else exports.xlsx_download
    return write(name, representation.COLUMNS, map(representation.row, items))


def list_rows(page: Page[Organisation], register: Register) -> list[ListRow]:
    base = reverse("members:directory")
    kinds, standings = dict(Organisation.Kind.choices), dict(Standing.Kind.choices)
    return [
        ListRow(
            organisation=organisation,
            url=f"{base}{organisation.slug}/",
            name=organisation.name,
            other_names=other_names(organisation),
            country=country_name(organisation.country),
            region=register.regions[organisation.shown_region_id],  # type: ignore[attr-defined]
            kind=str(kinds[organisation.kind]),
            standing=str(standings.get(organisation.shown_standing, "")),  # type: ignore[attr-defined]
        )
        for organisation in page
    ]


def other_names(organisation: Organisation) -> list[tuple[str, str]]:
    """(language, name) in its own script, and in English for readers of other languages; none twice."""
    names = [(organisation.native_language, organisation.name_native)]
    if get_language() != "en":
        names.append(("en", organisation.name_en))
    return [(language, name) for language, name in names if name and name != organisation.name]


def region_rows(counts: Mapping[tuple[int, str], int], register: Register, asked: Asked) -> list[RegionRow]:
    """The regions of the scheme in force, and any other in which one of the selected lies."""
    regions = register.regions_of(register.scheme(asked.selection.edition))
    regions += [register.regions[pk] for pk in {pk for pk, _kind in counts} if register.regions[pk] not in regions]
    governments = {region.pk: counts.get((region.pk, Organisation.Kind.LOCAL_GOVERNMENT), 0) for region in regions}
    totals = {region.pk: sum(n for (pk, _kind), n in counts.items() if pk == region.pk) for region in regions}
    most = max(totals.values(), default=0) or 1
    return [
        RegionRow(
            region, governments[region.pk], totals[region.pk] - governments[region.pk], 100 * totals[region.pk] / most
        )
        for region in regions
    ]


def _of_kind(counts: Mapping[tuple[int, str], int], kind: str) -> int:
    return sum(number for (_region, counted), number in counts.items() if counted == kind)


def countries_named(q: str, countries: Sequence[str]) -> list[tuple[str, str]]:
    """Countries whose name, in any of our languages, begins with what was searched: perhaps they are meant."""
    folded = fold(q)
    if len(folded) < 2:
        return []
    return [
        (code, country_name(code))
        for code in countries
        if any(fold(country_name(code, language)).startswith(folded) for language in LANGUAGES)
    ]
