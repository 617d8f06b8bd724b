"""Diagnoses in the secretariat's office: the list with filters and exports, and the summary by region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.assessment.definitions import framework_of
from wego.assessment.models import Diagnosis
from wego.assessment.permissions import can_list_diagnoses
from wego.assessment.queries import (
    SMALLEST_GROUP,
    RegionSummary,
    framework_in_force,
    has_real_diagnoses,
    regions_of_cities,
    select_diagnoses,
    summarise_regions,
    years_diagnosed,
)
from wego.assessment.wording import score_text
from wego.core.access import require
from wego.core.exports import FORMATS, table_download
from wego.core.numbers import whole_number
from wego.engines import scoring
from wego.questionnaires.wording import text_of

A_PAGE = 50


class DiagnosisFilter(forms.Form):
    """What the list of diagnoses may be narrowed to; anything else is left aside."""

    q = forms.CharField(required=False, max_length=100)
    year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    region = forms.ChoiceField(required=False)
    stage = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, framework: scoring.FrameworkDefinition | None) -> None:
        super().__init__(data)
        years = [(year, str(year)) for year in years_diagnosed()]
        stages = [
            (n, f"{n} {text_of(stage.title)}") for n, stage in enumerate(framework.stages if framework else (), 1)
        ]
        regions = [(region.code, str(region)) for region in regions_of_cities()]
        self.fields["q"].label = _("City")
        for name, label, choices in (
            ("year", _("Year"), years),
            ("region", _("Region"), regions),
            ("stage", _("Stage"), [*stages, (0, _("no stage yet"))]),
        ):
            self.fields[name].label = label
            self.fields[name].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]

    def selected(self) -> dict[str, Any]:
        self.is_valid()
        given = self.cleaned_data
        return {
            "words": given.get("q", ""),
            "year": given.get("year"),
            "region": given.get("region", ""),
            "stage": given.get("stage"),
        }


@require_safe
def diagnosis_list(request: HttpRequest) -> HttpResponseBase:
    """Every diagnosis in force; `format` gives what is filtered as a file."""
    require(can_list_diagnoses(request.user))
    framework = framework_in_force()
    reading = framework_of(framework) if framework else None
    form = DiagnosisFilter(request.GET, reading)
    found = select_diagnoses(**form.selected())
    if wanted := request.GET.get("format"):
        return _download(wanted, found, reading)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    titles = {stage.code: text_of(stage.title) for stage in reading.stages} if reading else {}
    rows = [{"diagnosis": one, "stage": titles.get(one.stage, one.stage)} for one in page.object_list]
    facts = {"form": form, "page": page, "rows": rows, "formats": FORMATS}
    return _page(request, "assessment/office/list.html", _("Diagnoses"), facts)


@require_safe
def region_summary(request: HttpRequest) -> HttpResponseBase:
    """Means by region of one year; groups under five are counted and otherwise hidden."""
    require(can_list_diagnoses(request.user))
    framework = framework_in_force()
    years = years_diagnosed()
    asked = whole_number(request.GET.get("year", ""))
    year = asked if asked in years else (years[0] if years else None)
    reading = framework_of(framework) if framework else None
    is_made_up = bool(framework and year and not has_real_diagnoses(framework, year))
    rows = summarise_regions(framework, year, is_demonstration=is_made_up) if framework and year else []
    if (wanted := request.GET.get("format")) in FORMATS and reading:
        cells = list(_summary_rows(reading, rows, is_made_up))
        return table_download(
            wanted, f"diagnoses-by-region-{year}", _summary_columns(reading), cells, lambda: len(cells)
        )
    facts = {
        "framework": reading,
        "dimensions": [text_of(dimension.title) for dimension in reading.dimensions] if reading else [],
        "stages": [text_of(stage.title) for stage in reading.stages] if reading else [],
        "rows": [_shown(reading, row) for row in rows] if reading else [],
        "years": [str(one) for one in years],
        "year": str(year or ""),
        "least": SMALLEST_GROUP,
        "is_made_up": is_made_up,
        "formats": FORMATS,
        "width": 1 + len(reading.dimensions) + len(reading.stages) if reading else 1,
    }
    return _page(request, "assessment/office/regions.html", _("Diagnoses by region"), facts)


def _shown(framework: scoring.FrameworkDefinition, row: RegionSummary) -> dict[str, Any]:
    return {
        "name": row.name or _("All regions shown"),
        "count": row.count,
        "is_shown": row.is_shown,
        "score": score_text(row.score),
        "dimensions": [score_text(row.dimensions.get(dimension.code)) for dimension in framework.dimensions],
        "stages": [row.stages.get(number, 0) for number in range(1, len(framework.stages) + 1)],
    }


def _summary_columns(framework: scoring.FrameworkDefinition) -> list[str]:
    stages = [f"stage_{number}" for number in range(1, len(framework.stages) + 1)]
    return [
        "region",
        "cities",
        "mean_score",
        *(dimension.code for dimension in framework.dimensions),
        *stages,
        "is_made_up",
    ]


def _summary_rows(
    framework: scoring.FrameworkDefinition, rows: list[RegionSummary], is_made_up: bool
) -> Iterator[list[Any]]:
    for row in rows:
        stages = [row.stages.get(n, 0) if row.is_shown else None for n in range(1, len(framework.stages) + 1)]
        means = [row.dimensions.get(dimension.code) for dimension in framework.dimensions]
        yield [row.name or _("All regions shown"), row.count, row.score, *means, *stages, is_made_up]


COLUMNS = ("year", "organisation", "name", "region", "framework", "stage", "stage_number", "score", "submitted_at")
MORE_COLUMNS = ("is_published", "is_made_up")


def _download(wanted: str, found: Any, framework: scoring.FrameworkDefinition | None) -> HttpResponseBase:
    """The filtered list as a file, a column per field; what is made up says so in its own column."""
    dimensions = [dimension.code for dimension in framework.dimensions] if framework else []
    columns = [*COLUMNS, *dimensions, *MORE_COLUMNS]
    rows = ([*_cells(one), *(one.dimension_scores.get(code) for code in dimensions), *_marks(one)] for one in found)
    return table_download(wanted, "diagnoses", columns, rows, found.count)


def _cells(one: Diagnosis) -> list[Any]:
    return [
        one.year,
        one.organisation.slug,
        one.organisation.name.source,
        one.organisation.region.code,
        f"{one.framework.code} {one.framework.version}",
        one.stage,
        one.stage_number,
        one.score,
        one.submitted_at,
    ]


def _marks(one: Diagnosis) -> list[Any]:
    return [one.is_published, one.is_demonstration]


def _page(request: HttpRequest, template: str, title: str, facts: dict[str, Any]) -> HttpResponse:
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    frame = {"breadcrumbs_items": trail, "header_title": title, "page_title": title, "header_icon": "clipboard-list"}
    return render(request, template, {**frame, **facts})
