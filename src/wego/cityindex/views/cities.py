"""A city in an edition: why it stands where it does, or why it is not ranked."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wego.cityindex import charts, wording
from wego.cityindex.interval_bars import axis_of, interval_bar
from wego.cityindex.models import Edition, Unit
from wego.cityindex.queries import changes as moves
from wego.cityindex.queries import explanations
from wego.cityindex.views.editions import edition_or_404


def unit(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Why a city stands where it does, or why it is not ranked."""
    edition = edition_or_404(request, code)
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
            (near, interval_bar(near, edition.ranked_count), near.ahead_of.get(found.slug))
            for near in neighbours.nearest
        ],
        "neighbour_count": neighbours.count,
        "within": explanations.members_within(found),
        "pillars": pillars,
        "alike": explanations.cities_like(found, pillars),
        "levers": explanations.levers_of(explanation, has_bounds=wording.has_bounds(edition)),
        "chart": charts.pillar_chart(edition, explanation),
        "figures": moves.figures_then_and_now(explanation) if hasattr(found, "change") else [],
    }
