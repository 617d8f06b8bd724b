"""The ranking of an edition: its cities in order, those that are listed only, and one element's order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from wego.cityindex import charts, exports, wording
from wego.cityindex.forms.rankings import RankingForm
from wego.cityindex.interval_bars import axis_of
from wego.cityindex.models import Edition, Element, Unit
from wego.cityindex.queries import editions as reads
from wego.cityindex.queries import rankings
from wego.cityindex.queries.rankings import RankingFilters
from wego.cityindex.ranking_listings import element_page, listed_page
from wego.cityindex.ranking_rows import element_rows, ranked_rows
from wego.cityindex.views.editions import edition_or_404
from wego.core.exports import FORMATS
from wego.core.listings.rows import Pages

PAGE_SIZE = 100


def ranking(request: HttpRequest, code: str) -> HttpResponseBase:
    """The cities of an edition in order, each rank with its interval; `show=listed` the others, with the reason."""
    edition = edition_or_404(request, code)
    file_format = request.GET.get("format", "")
    if request.GET.get("show") == "listed":
        if file_format in FORMATS:
            return _listed(request, edition)["listing"].download(file_format)
        return render(
            request, "cityindex/listed.html", {"edition": edition, "facts": partial(_listed, request, edition)}
        )
    if file_format in FORMATS:
        asked = _asked(request, edition)
        rows = rankings.rows_of(asked.ranked, asked.root, asked.pillars)
        return exports.ranking_download(edition, file_format, rows, asked.root, asked.pillars)
    return render(request, "cityindex/ranking.html", {"edition": edition, "facts": partial(_ranked, request, edition)})


@dataclass(frozen=True)
class _Asked:
    """What a reader asked of an edition."""

    edition: Edition
    root: Element
    pillars: list[Element]
    form: RankingForm
    filters: RankingFilters | None

    @property
    def ranked(self) -> QuerySet[Unit]:
        return rankings.ranked_units(self.edition, self.filters, self.pillars) if self.filters else Unit.objects.none()

    @property
    def is_everybody(self) -> bool:
        return self.filters is not None and not self.filters.is_narrow

    def kept(self, page: str) -> dict[str, str]:
        """What was asked, for an address that shows the same in another way."""
        values = {**(self.form.cleaned_data if self.filters else {}), "page": page}
        return {name: value for name, value in values.items() if value}


def _asked(request: HttpRequest, edition: Edition) -> _Asked:
    root, pillars = reads.pillars_of(edition)
    form = RankingForm(request.GET, facets=reads.facets_of(edition), root=root, pillars=pillars)
    return _Asked(edition, root, pillars, form, form.filters())


def _ranked(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    asked = _asked(request, edition)
    page = _page(request, asked.ranked, count=edition.shown_count if asked.is_everybody else None)
    shown = ranked_rows(edition, rankings.rows_of(page, asked.root, asked.pillars))
    return {
        "form": asked.form,
        "filters": asked.filters,
        "root": asked.root,
        "pillars": asked.pillars,
        "sorted_by": next((one.name for one in asked.pillars if asked.filters and one.code == asked.filters.sort), ""),
        "page": page,
        "rows": shown,
        "axis": axis_of(edition.ranked_count),
        "map": charts.map_of(
            shown,
            asked=asked.kept(request.GET.get("page", "")),
            frame=request.GET.get("frame", ""),
            is_part=not asked.is_everybody,
        ),
        "listed": rankings.listed_units_named(edition, asked.filters) if asked.filters else [],
        "reasons": reads.reasons_of(edition),
        "cautions": edition.texts("cautions"),
        "files": reads.files_of(edition),
        "formats": FORMATS,
        "command": exports.recompute_command(edition),
    }


def _listed(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    asked = _asked(request, edition)
    units = rankings.listed_units(edition, asked.filters) if asked.filters else Unit.objects.none()
    count = edition.listed_count if asked.is_everybody else None
    listing = listed_page(request, edition, units, count=count)
    return {"form": asked.form, "filters": asked.filters, "listing": listing}


def _page(request: HttpRequest, units: QuerySet[Unit], *, count: int | None) -> Page[Unit]:
    """The page asked for; a count that is known is not counted again."""
    paginator = Pages(units, PAGE_SIZE, rows_on_page=lambda rows: rows)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def element(request: HttpRequest, code: str, element: str) -> HttpResponseBase:
    """The ranked cities in the order of one pillar or indicator."""
    edition = edition_or_404(request, code)
    elements = reads.elements_of(edition)
    found = next((one for one in elements if one.code == element and one.parent_id is not None), None)
    if found is None:
        raise Http404

    def facts() -> dict[str, Any]:
        rows = element_rows(edition, rankings.standings_in(found))
        return {"rows": rows, "listing": element_page(request, edition, found, rows)}

    if (file_format := request.GET.get("format", "")) in FORMATS:
        return facts()["listing"].download(file_format)
    context = {
        "edition": edition,
        "element": found,
        "elements": elements[1:],
        "has_bounds": wording.has_bounds(edition),
        "facts": facts,
    }
    return render(request, "cityindex/element.html", context)
