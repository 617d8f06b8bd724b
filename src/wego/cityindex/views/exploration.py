"""An edition explored: two parts against each other, and the order by a reader's own weights."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wego.cityindex import charts, exports, wording
from wego.cityindex.forms.rankings import ExploreForm, WeightsForm
from wego.cityindex.queries import editions as reads
from wego.cityindex.queries import own_weights, rankings
from wego.cityindex.queries.rankings import RankingFilters
from wego.cityindex.ranking_rows import moved, shifted_rows
from wego.cityindex.views.editions import edition_or_404


def explore(request: HttpRequest, code: str) -> HttpResponse:
    """Two parts of the index against each other, and every city over the pillars."""
    edition = edition_or_404(request, code)
    elements = reads.elements_of(edition)
    units = list(rankings.ranked_units(edition, RankingFilters(), []))
    form = ExploreForm(request.GET, elements=elements, units=units)
    context: dict[str, Any] = {"edition": edition, "form": form}
    if form.is_valid():
        by_code = {one.code: one for one in elements}
        x, y = by_code[form.cleaned_data["x"]], by_code[form.cleaned_data["y"]]
        pillars = [one for one in elements if one.parent_id == elements[0].pk]
        rows = rankings.rows_of(units, elements[0], list(dict.fromkeys([x, y, *pillars])))
        shown = form.cleaned_data["city"]
        context |= {
            "scatter": charts.scatter(edition, rows, x, y, shown),
            "parallel": charts.parallel(edition, rows, pillars, shown),
            "together": wording.together(rankings.correlation(rows, x, y)),
        }
    return render(request, "cityindex/explore.html", context)


def weights(request: HttpRequest, code: str) -> HttpResponse:
    """The cities in the order of a reader's own weights, which stand in the address."""
    edition = edition_or_404(request, code)
    elements = reads.elements_of(edition)
    form = WeightsForm(request.GET, elements=elements)
    found = own_weights.scored(edition)
    shifted = own_weights.ranked_by(found, form.weights() if form.is_valid() else {})
    context = {
        "edition": edition,
        "form": form,
        "root": elements[0],
        "rows": shifted_rows(edition, shifted),
        "moved": moved(shifted),
        "data": exports.weighing(found, elements, form),
    }
    return render(request, "cityindex/weights.html", context)
