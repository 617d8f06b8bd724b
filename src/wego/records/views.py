"""Pages of the record: sources, indicators, and every value of one indicator."""

from __future__ import annotations

import csv
import io

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from wego.records import queries
from wego.records.models import Indicator, Observation

PAGE_SIZE = 100


def figures(request: HttpRequest) -> HttpResponse:
    """Which figures the platform holds, from whom, on what terms, and where the sources are silent."""
    context = {
        "sources": queries.sources_with_counts(),
        "indicators": queries.indicators_with_counts(),
        "gaps": queries.gaps(),
    }
    return render(request, "records/figures.html", context)


def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Every value in force of one indicator; `format=csv` takes them all."""
    shown = get_object_or_404(Indicator.objects.select_related("source"), code=code)
    values = queries.values_of(shown)
    if request.GET.get("format") == "csv":
        return _as_csv(shown, values)
    page = Paginator(values, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "records/indicator.html", {"indicator": shown, "page": page})


def _as_csv(shown: Indicator, values: QuerySet[Observation]) -> HttpResponse:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["subject", "indicator", "period", "value", "unit", "quality", "source", "page", "note"])
    for value in values.iterator(chunk_size=2000):
        cells = [value.subject_code, shown.code, value.period, f"{value.value.normalize():f}", shown.unit_en]
        table.writerow([*cells, value.quality, value.source.code, value.page, value.note])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.code}.csv"'
    return response
