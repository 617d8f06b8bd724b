"""Pages of the index: editions, a ranking, a city's explanation, the method and the files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from wego.cityindex import archive, exports, pictures, signing, wording
from wego.cityindex import workbook as workbooks
from wego.cityindex.forms import ExploreForm, FlowForm, RankingForm, WeightsForm
from wego.cityindex.models import Edition, Element, Unit
from wego.cityindex.pdf import report_pdf
from wego.cityindex.queries import changes as moves
from wego.cityindex.queries import editions as reads
from wego.cityindex.queries import explanations, rankings, reweighting
from wego.cityindex.queries.rankings import Filters
from wego.cityindex.rows import changed_rows, element_rows, listed_rows, moved, ranked_rows, shifted_rows
from wego.cityindex.strips import axis_of, strip_of
from wego.core.exports import FORMATS, workbook_download

PAGE_SIZE = 100
FURTHEST = 5  # cities that rose or fell most, named one by one
MEDIA_TYPES = {"csv": "text/csv", "toml": "application/toml", "json": "application/json"}


def editions(request: HttpRequest) -> HttpResponse:
    """Every edition that is out."""
    found = reads.editions_visible_to(request.user)
    return render(request, "cityindex/editions.html", {"editions": found})


def ranking(request: HttpRequest, code: str) -> HttpResponseBase:
    """The cities of an edition in order, each rank with its interval; `show=listed` the others, with the reason."""
    edition = _edition_or_404(request, code)
    if (file_format := request.GET.get("format")) in FORMATS:
        asked = _asked(request, edition)
        rows = rankings.rows_of(asked.ranked, asked.root, asked.pillars)
        return exports.ranking_download(edition, file_format, rows, asked.root, asked.pillars)
    if request.GET.get("show") == "listed":
        return render(
            request, "cityindex/listed.html", {"edition": edition, "facts": partial(_listed, request, edition)}
        )
    return render(request, "cityindex/ranking.html", {"edition": edition, "facts": partial(_ranked, request, edition)})


@dataclass(frozen=True)
class _Asked:
    """What a reader asked of an edition."""

    edition: Edition
    root: Element
    pillars: list[Element]
    form: RankingForm
    filters: Filters | None

    @property
    def ranked(self) -> QuerySet[Unit]:
        return rankings.ranked_units(self.edition, self.filters, self.pillars) if self.filters else Unit.objects.none()

    @property
    def is_everybody(self) -> bool:
        return self.filters is not None and not self.filters.is_narrow


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
        "page": page,
        "rows": shown,
        "axis": axis_of(edition.ranked_count),
        "map": pictures.map_of(shown),
        "reasons": reads.reasons_of(edition),
        "cautions": edition.texts("cautions"),
        "files": reads.files_of(edition),
        "formats": FORMATS,
        "command": exports.recompute_command(edition),
    }


def _listed(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    asked = _asked(request, edition)
    units = rankings.listed_units(edition, asked.filters) if asked.filters else Unit.objects.none()
    page = _page(request, units, count=edition.listed_count if asked.is_everybody else None)
    return {"form": asked.form, "filters": asked.filters, "page": page, "rows": listed_rows(edition, page)}


def _page(request: HttpRequest, units: QuerySet[Unit], *, count: int | None) -> Page[Unit]:
    """The page asked for; a count that is known is not counted again."""
    paginator = Paginator(units, PAGE_SIZE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def unit(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Why a city stands where it does, or why it is not ranked."""
    edition = _edition_or_404(request, code)
    found = explanations.unit_of(edition, slug)
    if found is None:
        raise Http404
    page = "cityindex/unit_listed.html" if found.rank is None else "cityindex/unit.html"
    return render(request, page, {"edition": edition, "unit": found, "facts": partial(_explained, edition, found)})


def _explained(edition: Edition, found: Unit) -> dict[str, Any]:
    explanation = explanations.explanation_of(edition, found)
    told: dict[str, Any] = {
        "explanation": explanation,
        "cautions": edition.texts("cautions"),
        "has_bounds": wording.has_bounds(edition),
    }
    if found.rank is None:
        return told | {"reason": edition.reason(found.reason)}
    neighbours = explanations.neighbours_of(found)
    pillars = [part.element for part in explanation.root.children]
    return told | {
        "axis": axis_of(edition.ranked_count),
        "neighbours": [
            (near, strip_of(near, edition.ranked_count), near.ahead_of.get(found.slug)) for near in neighbours.nearest
        ],
        "neighbour_count": neighbours.count,
        "within": explanations.members_within(found),
        "pillars": pillars,
        "alike": explanations.cities_like(found, pillars),
        "levers": explanations.levers_of(explanation, has_bounds=wording.has_bounds(edition)),
        "chart": pictures.pillar_chart(edition, explanation),
        "figures": moves.figures_then_and_now(explanation) if hasattr(found, "change") else [],
    }


def element(request: HttpRequest, code: str, element: str) -> HttpResponse:
    """The ranked cities in the order of one pillar or indicator."""
    edition = _edition_or_404(request, code)
    elements = reads.elements_of(edition)
    found = next((one for one in elements if one.code == element and one.parent_id is not None), None)
    if found is None:
        raise Http404
    context = {
        "edition": edition,
        "element": found,
        "elements": elements[1:],
        "has_bounds": wording.has_bounds(edition),
        "facts": lambda: {"rows": element_rows(edition, rankings.standings_in(found))},
    }
    return render(request, "cityindex/element.html", context)


def explore(request: HttpRequest, code: str) -> HttpResponse:
    """Two parts of the index against each other, and every city over the pillars."""
    edition = _edition_or_404(request, code)
    elements = reads.elements_of(edition)
    units = list(rankings.ranked_units(edition, Filters(), []))
    form = ExploreForm(request.GET, elements=elements, units=units)
    context: dict[str, Any] = {"edition": edition, "form": form}
    if form.is_valid():
        by_code = {one.code: one for one in elements}
        x, y = by_code[form.cleaned_data["x"]], by_code[form.cleaned_data["y"]]
        pillars = [one for one in elements if one.parent_id == elements[0].pk]
        rows = rankings.rows_of(units, elements[0], list(dict.fromkeys([x, y, *pillars])))
        shown = form.cleaned_data["city"]
        context |= {
            "scatter": pictures.scatter(edition, rows, x, y, shown),
            "parallel": pictures.parallel(edition, rows, pillars, shown),
            "together": wording.together(rankings.correlation(rows, x, y)),
        }
    return render(request, "cityindex/explore.html", context)


def changes(request: HttpRequest, code: str) -> HttpResponseBase:
    """Every city's way from the edition before: by its own figures, by the method, by what others did."""
    edition = _edition_or_404(request, code)
    if edition.follows is None:
        raise Http404
    found = moves.changes_of(edition)
    if (file_format := request.GET.get("format")) in FORMATS:
        return exports.changes_download(edition, file_format, found)
    flow = moves.flow_of(edition)
    form = FlowForm(request.GET, units=(unit for unit, _ranks in flow.ranks))
    shown = form.cleaned_data["city"] if form.is_valid() else ""
    changed = list(found)
    rose, fell = moves.furthest(changed, FURTHEST)
    context = {
        "edition": edition,
        "form": form,
        "flow": pictures.flow(edition, flow, shown),
        "rows": changed_rows(edition, changed),
        "rose": changed_rows(edition, rose),
        "fell": changed_rows(edition, fell),
        "clear_count": sum(change.is_clear for change in changed),
        "newcomers": moves.newcomers_of(edition),
        "leavers": moves.leavers_of(edition),
        "reshaped": moves.reshaped(edition),
        "cautions": edition.texts("cautions"),
        "formats": FORMATS,
    }
    return render(request, "cityindex/changes.html", context)


def weights(request: HttpRequest, code: str) -> HttpResponse:
    """The cities in the order of a reader's own weights, which stand in the address."""
    edition = _edition_or_404(request, code)
    elements = reads.elements_of(edition)
    form = WeightsForm(request.GET, elements=elements)
    found = reweighting.scored(edition)
    shifted = reweighting.ranked_by(found, form.weights() if form.is_valid() else {})
    context = {
        "edition": edition,
        "form": form,
        "root": elements[0],
        "rows": shifted_rows(edition, shifted),
        "moved": moved(shifted),
        "data": exports.weighing(found, elements, form),
    }
    return render(request, "cityindex/weights.html", context)


def method(request: HttpRequest, code: str) -> HttpResponse:
    """How an edition is made, and what to download to make it again."""
    edition = _edition_or_404(request, code)
    elements = reads.elements_of(edition)
    root = elements[0]
    left_out = edition.texts("left_out")
    names = reads.indicators_by_code([entry["code"] for entry in left_out])
    sources = reads.sources_of(edition)
    context = {
        "edition": edition,
        "pillars": [
            (pillar, [(element, sources.get(element.pk, [])) for element in elements if element.parent_id == pillar.pk])
            for pillar in elements
            if pillar.parent_id == root.pk
        ],
        "has_bounds": wording.has_bounds(edition),
        "normalisation": wording.normalisation(edition),
        "missing_values": wording.missing_values(edition),
        "extremes": wording.extremes(edition),
        "aggregation": wording.aggregation(edition),
        "uncertainty": wording.uncertainty(edition),
        "left_out": [(names.get(entry["code"], entry["code"]), entry["text"]) for entry in left_out],
        "choices": edition.texts("choices"),
        "cautions": edition.texts("cautions"),
        "sources": reads.every(sources),
        "files": reads.files_of(edition),
        "command": exports.recompute_command(edition),
        "public_key": signing.public_key() if edition.is_frozen else "",
        "verify": archive.VERIFY,
    }
    return render(request, "cityindex/method.html", context)


def file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One file of an edition, to the byte."""
    edition = _edition_or_404(request, code)
    kept = get_object_or_404(edition.files, name=name)
    media_type = MEDIA_TYPES[kept.name.rpartition(".")[2]]
    return _download(kept.text.encode(), f"{media_type}; charset=utf-8", kept.name)


def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report of an edition as PDF, in the reader's language."""
    edition = _edition_or_404(request, code)
    name = f"{edition.code}-report-{get_language()}.pdf"
    return _download(report_pdf(edition), "application/pdf", name, how="inline")


def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """All files of an edition in one archive, with how to compute it again and the network's signature."""
    edition = _edition_or_404(request, code)
    return _download(archive.bundle(edition), "application/zip", f"{edition.code}.zip")


def workbook(request: HttpRequest, code: str) -> HttpResponseBase:
    """All there is to know of an edition as one workbook."""
    edition = _edition_or_404(request, code)
    return workbook_download(edition.code, workbooks.sheets(edition))


def values(request: HttpRequest, code: str) -> HttpResponseBase:
    """Every figure of an edition with its origin, as Parquet."""
    edition = _edition_or_404(request, code)
    kept = get_object_or_404(edition.files, name="values.csv")
    return exports.values_download(f"{edition.code}-values", kept.text)


def _download(content: bytes, media_type: str, name: str, *, how: str = "attachment") -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def _edition_or_404(request: HttpRequest, code: str) -> Edition:
    edition = reads.edition_visible_to(request.user, code)
    if edition is None:
        raise Http404
    return edition
