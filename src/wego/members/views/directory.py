"""The directory of members: list, numbers by region, exports of exactly what is filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property

from wego.core import exports, languages
from wego.core.countries import country_name
from wego.core.folding import fold
from wego.core.fragment_cache import cached_fragment
from wego.core.search.queries import meant_instead
from wego.members import representation
from wego.members.forms.directory import CheckedSelection, filters_of, read_selection
from wego.members.models import Organisation, Region
from wego.members.queries.affiliations import holds_anything
from wego.members.queries.directory import (
    DirectoryFacets,
    ListRow,
    Register,
    count_facets,
    counted_but_not_named,
    countries_of,
    found_at_once,
    in_order,
    list_rows,
    select,
    with_rows,
)
from wego.members.views.directory_rows import table_body

PAGE_SIZE = 50
COLUMN_SORTS = ("name", "country", "region", "kind", "standing", "-population")


class CountedPaginator(Paginator[ListRow]):
    """A paginator that is told the count, which the numbers by region have given already."""

    def __init__(self, rows: QuerySet[Organisation], per_page: int, *, count: int):
        super().__init__((), per_page)  # the rows are read by `page`, not sliced
        self._rows = rows
        self._counted = count

    @cached_property
    def count(self) -> int:
        return self._counted

    def page(self, number: int | str) -> Page[ListRow]:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        return Page(list_rows(self._rows, start, min(start + self.per_page, self.count)), number, self)


@dataclass(frozen=True)
class RegionRow:
    """A region with the numbers of the selected in it; the share is that of the largest, for the bar."""

    region: Region
    url: str
    governments: int
    others: int
    share: float


def directory(request: HttpRequest) -> HttpResponseBase:
    """Find a member: by name in any script, region, country, kind, standing, edition."""
    if request.GET.get("format", "") in exports.FORMATS:
        return _download(request)
    context = {
        "today": timezone.localdate(),
        # Whoever holds a post or a role may see more than others: what is kept for them is kept for them alone.
        "audience": _audience(request),
        "facts": partial(_found, request),
    }
    return render(request, "members/directory.html", context)


def _chosen(request: HttpRequest, register: Register) -> tuple[CheckedSelection, QuerySet[Organisation]]:
    """What was asked for, and whom that selects, in the order asked for."""
    asked = read_selection(request.GET.dict(), register)
    selection = asked.selection
    chosen = select(request.user, selection, register)
    if not asked.is_understood:
        chosen = chosen.none()
    by_country = selection.sort.removeprefix("-") == "country"
    return asked, in_order(chosen, selection.sort, register, countries_of(request.user) if by_country else ())


def _found(request: HttpRequest) -> dict[str, Any]:
    register = Register()
    asked, chosen = _chosen(request, register)
    selection = asked.selection
    chosen, facets = found_at_once(chosen) if selection.q else (chosen, count_facets(chosen))
    # Without filters the countries are those of the list, and need not be asked for again.
    countries = sorted(_countries_offered(request) if asked.is_narrowed else facets.countries)
    filters = filters_of(asked, register, countries)
    page = CountedPaginator(chosen, PAGE_SIZE, count=facets.count).get_page(request.GET.get("page"))
    unnamed, stating = counted_but_not_named(register, selection)
    return {
        "asked": asked,
        "page": page,
        "filters": filters,
        "sorted_by": {key.strip("-"): _link(request, sort=key) for key in COLUMN_SORTS},
        "labels": {part.name: part.label for part in filters},
        "rows": page.object_list,
        "table_body": table_body(page.object_list, register, filters),
        "regions": region_rows(request, facets, register, selection.edition),
        "governments": facets.of_kind(Organisation.Kind.LOCAL_GOVERNMENT),
        "institutions": facets.of_kind(Organisation.Kind.INSTITUTION),
        "corporations": facets.of_kind(Organisation.Kind.CORPORATION),
        "unnamed": unnamed if asked.is_understood else 0,
        "stating": stating,
        "edition": register.edition(selection.edition) or register.newest,
        "compared": register.editions[-2:] if len(register.editions) > 1 else [],
        "meant": meant_instead(request.user, selection.q) if selection.q and not facets.count else [],
        "found_countries": countries_named(selection.q, countries),
        "formats": exports.FORMATS,
    }


def _audience(request: HttpRequest) -> object:
    return request.user.pk if holds_anything(request.user) else ""


def _countries_offered(request: HttpRequest) -> list[str]:
    """Kept until something changes: to find them the database walks an index of every member."""
    return cached_fragment(lambda: " ".join(countries_of(request.user)), "countries", _audience(request)).split()


def _download(request: HttpRequest) -> HttpResponseBase:
    wanted, register = request.GET["format"], Register()
    _asked, chosen = _chosen(request, register)
    name = f"wego-members-{timezone.localdate().isoformat()}"
    items = representation.items(with_rows(chosen).iterator(chunk_size=500), register)
    if wanted == "json":
        return exports.json_download(name, chosen.count(), items)
    return exports.table_download(wanted, name, representation.columns(), map(representation.row, items), chosen.count)


def _link(request: HttpRequest, **changed: str) -> str:
    """This list with another value in its address, from its first page."""
    asked = {name: value for name, value in request.GET.items() if value and name != "page"}
    return "?" + urlencode({**asked, **changed})


def region_rows(request: HttpRequest, facets: DirectoryFacets, register: Register, edition: str) -> list[RegionRow]:
    """The regions of the scheme in force, and any other in which one of the selected lies."""
    totals = facets.by_region()
    governments = facets.by_region(only=Organisation.Kind.LOCAL_GOVERNMENT)
    regions = register.regions_of(register.scheme(edition))
    regions += [register.regions[pk] for pk in totals if register.regions[pk] not in regions]
    most = max(totals.values(), default=1)
    return [
        RegionRow(
            region=region,
            url=_link(request, region=region.code),
            governments=governments.get(region.pk, 0),
            others=totals.get(region.pk, 0) - governments.get(region.pk, 0),
            share=100 * totals.get(region.pk, 0) / most,
        )
        for region in regions
    ]


def countries_named(q: str, countries: Sequence[str]) -> list[tuple[str, str]]:
    """Countries whose name, in any of our languages, begins with what was searched: perhaps they are meant."""
    folded = fold(q)
    if len(folded) < 2:
        return []
    return [
        (code, country_name(code))
        for code in countries
        if any(fold(country_name(code, language)).startswith(folded) for language in languages.codes())
    ]
