"""Pages of the record: sources, indicators, and every value of one indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from wego.core.exports import FORMATS, table_download
from wego.records import queries
from wego.records.models import Indicator, Observation

PAGE_SIZE = 100
COLUMNS = ("subject", "indicator", "period", "value", "unit", "quality", "source", "page", "note")


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
    if (wanted := request.GET.get("format")) in FORMATS:
        return table_download(wanted, shown.code, COLUMNS, _cells(shown, values), values.count)
    page = Paginator(values, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"indicator": shown, "sources": queries.sources_of(shown), "page": page, "formats": FORMATS}
    return render(request, "records/indicator.html", context)


def _cells(shown: Indicator, values: QuerySet[Observation]) -> Iterator[list[Any]]:
    for one in values.iterator(chunk_size=2000):
        value = one.value.normalize() + 0  # without trailing zeros, and without an exponent: 1000, not 1E+3
        cells = [one.subject_code, shown.code, one.period, value, shown.unit.source]
        yield [*cells, one.quality, one.source.code, one.page, one.note]
