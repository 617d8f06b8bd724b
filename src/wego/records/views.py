"""Pages of the record: sources, indicators, and every value of one indicator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from wego.core.exports import FORMATS
from wego.records import queries
from wego.records.listings import VALUES, columns_of
from wego.records.models import Indicator


def figures(request: HttpRequest) -> HttpResponse:
    """Which figures the platform holds, from whom, on what terms, and where the sources are silent."""
    sources = list(queries.sources_with_counts())
    used = queries.sources_by_indicator(sources)
    context = {
        "sources": sources,
        "indicators": [
            (one, used.get(one.pk) or queries.stated_source(one)) for one in queries.indicators_with_counts()
        ],
        "gaps": queries.gaps(),
    }
    return render(request, "records/figures.html", context)


def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    """Every value in force of one indicator; `format` takes them all as a file."""
    shown = get_object_or_404(Indicator.objects.select_related("source"), code=code)
    values = queries.values_of(shown)
    if request.GET.get("format") in FORMATS:
        return VALUES.respond(request, rows=values, file_name=shown.code)
    sources = queries.sources_of(shown)
    facts = {"indicator": shown, "sources": sources}
    return VALUES.respond(request, rows=values, title=shown.name, facts=facts, columns=columns_of(shown, sources))
