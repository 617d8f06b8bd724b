"""Diagnoses in the secretariat's office: the list with filters and files, and the summary by region."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from wego.assessment.definitions import framework_of
from wego.assessment.listings import DIAGNOSES, REGIONS, columns_in_files, region_columns
from wego.assessment.queries import SMALLEST_GROUP, framework_in_force, summary_of_year, years_diagnosed
from wego.core.numbers import whole_number


@require_safe
def diagnosis_list(request: HttpRequest) -> HttpResponseBase:
    """Every diagnosis in force; files hold the fields of the framework too."""
    return DIAGNOSES.respond(request, columns=columns_in_files() if request.GET.get("format") else None)


@require_safe
def region_summary(request: HttpRequest) -> HttpResponseBase:
    """Means by region of one year; groups under five are counted and otherwise hidden."""
    framework, years = framework_in_force(), years_diagnosed()
    asked = whole_number(request.GET.get("year", ""))
    year = asked if asked in years else (years[0] if years else None)
    rows = summary_of_year(framework, year) if framework and year else []
    facts = {
        "years": [str(one) for one in years],
        "year": str(year or ""),
        "least": SMALLEST_GROUP,
        "is_made_up": any(row.is_demonstration for row in rows),
    }
    columns = region_columns(framework_of(framework) if framework else None)
    return REGIONS.respond(request, rows=rows, facts=facts, columns=columns, file_name=f"diagnoses-by-region-{year}")
