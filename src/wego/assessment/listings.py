"""Lists of diagnoses: a city's own; in the office every one in force, and what they come to by region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, Filter

from wego.assessment import queries
from wego.assessment.definitions import framework_of
from wego.assessment.models import Diagnosis
from wego.assessment.permissions import can_list_diagnoses
from wego.assessment.queries import RegionSummary, framework_in_force
from wego.assessment.reports import mark_of
from wego.assessment.wording import score_text
from wego.core.listings import Column, ListFilters, Listing
from wego.core.numbers import whole_number
from wego.core.search.queries import named as found_by_name
from wego.engines.scoring import FrameworkDefinition
from wego.questionnaires.models import Response
from wego.questionnaires.wording import text_of


class KnownYearField(forms.Field):
    """One of the years that there are. Anything else is left aside: the form then says that all are shown."""

    widget = forms.Select

    def __init__(self, *, choices: Sequence[int], **facts: Any) -> None:
        super().__init__(**facts)
        self.years = choices
        self.widget.choices = [("", settings.FILTERS_EMPTY_CHOICE_LABEL), *((year, str(year)) for year in choices)]

    def clean(self, value: Any) -> int | None:
        year = whole_number(str(value or ""))
        return year if year in self.years else None


class KnownYearFilter(Filter):
    field_class = KnownYearField


def _regions() -> list[tuple[str, str]]:
    return [(region.code, str(region)) for region in queries.regions_of_cities()]


def _stages() -> list[tuple[int, str]]:
    stages = enumerate(reading.stages if (reading := framework_read()) else (), 1)
    return [*((number, f"{number} {text_of(stage.title)}") for number, stage in stages), (0, gettext("no stage yet"))]


def framework_read() -> FrameworkDefinition | None:
    """The framework in force as the engine reads it."""
    framework = framework_in_force()
    return framework_of(framework) if framework else None


class DiagnosisFilters(ListFilters):
    """By the city's name in any script, year, region and stage."""

    q = CharFilter(label=_("City"), method="named", max_length=100)
    year = KnownYearFilter(label=_("Year"), choices=queries.years_diagnosed)
    region = ChoiceFilter(label=_("Region"), choices=_regions, field_name="organisation__region__code")
    stage = ChoiceFilter(label=_("Stage"), choices=_stages, method="at_stage")

    def named(self, found: QuerySet[Diagnosis], name: str, value: str) -> QuerySet[Diagnosis]:
        return found_by_name(found, "organisation", value, field="organisation")

    def at_stage(self, found: QuerySet[Diagnosis], name: str, value: str) -> QuerySet[Diagnosis]:
        return found.filter(stage_number=int(value) or None)


def _stage(one: Diagnosis) -> str:
    """In the words of the framework by which it was scored."""
    if not one.stage:
        return gettext("no stage yet")
    titles = {stage.code: text_of(stage.title) for stage in framework_of(one.framework).stages}
    return f"{one.stage_number} {titles.get(one.stage, one.stage)}"


_BEFORE = [
    Column("city", _("City"), "organisation", sort="organisation__sort_en", in_files=False),
    Column("year", _("Year"), kind="year", sort="year"),
    Column("organisation", value="organisation.slug"),
    Column("name", value="organisation.name.source"),
    Column(
        "region", _("Region"), "organisation.region.code", "organisation.region", sort="organisation__region__order"
    ),
    Column("framework", value=lambda one: f"{one.framework.code} {one.framework.version}"),
    Column("stage", _("Stage"), shown=_stage, sort="stage_number"),
    Column("stage_number"),
    Column("score", _("Score of 100"), shown=lambda one: score_text(one.score), kind="number", sort="score"),
    Column("submitted_at", pgettext_lazy("a day", "Submitted"), kind="moment", sort="submitted_at"),
]
_AFTER = [
    Column("is_published", _("Shown to the public"), kind="yes_no", sort="is_published"),
    Column("is_made_up", value="is_demonstration"),
]


def _dimension(code: str) -> Column:
    return Column(code, value=lambda one: one.dimension_scores.get(code))


def columns_in_files() -> list[Column]:
    """The fields of the framework in force stand in files alone, so that the page need not ask for it."""
    reading = framework_read()
    return [*_BEFORE, *(_dimension(one.code) for one in (reading.dimensions if reading else ())), *_AFTER]


DIAGNOSES = Listing(
    name="diagnoses",
    title=_("Diagnoses"),
    address="office_assessment:diagnosis_list",
    allowed=can_list_diagnoses,
    rows=queries.diagnoses_visible_to,
    on_page=lambda rows: rows.defer("result"),
    in_files=lambda rows: rows.defer("result"),
    filters=DiagnosisFilters,
    order=["-year", "organisation__sort_en"],
    link=lambda one: reverse("assessment:report", args=[one.response_id]),
    mark=lambda one: mark_of(one.is_demonstration),
    counted=ngettext_lazy("%(number)s diagnosis", "%(number)s diagnoses", "count"),
    empty=_("No diagnosis has been submitted yet."),
    columns=[*_BEFORE, *_AFTER],
)


def _score(row: RegionSummary) -> str:
    return score_text(row.score) if row.is_shown else gettext("hidden: too few cities")


def _mean(code: str, title: str) -> Column:
    return Column(
        code,
        title,
        lambda row: row.dimensions.get(code),
        lambda row: score_text(row.dimensions.get(code)) if row.is_shown else "",
        kind="number",
    )


def _at_stage(number: int, name: str) -> Column:
    title = gettext("Stage %(number)s: %(name)s") % {"number": number, "name": name}
    return Column(
        f"stage_{number}", title, lambda row: row.stages.get(number, 0) if row.is_shown else None, kind="number"
    )


def region_columns(reading: FrameworkDefinition | None) -> list[Column]:
    """None sorts: the last row is of the rows above it, and stays below them."""
    dimensions = [_mean(one.code, text_of(one.title)) for one in reading.dimensions] if reading else []
    stages = [_at_stage(number, text_of(one.title)) for number, one in enumerate(reading.stages if reading else (), 1)]
    return [
        Column("region", _("Region"), lambda row: row.name or gettext("All regions shown")),
        Column("cities", _("Cities"), "count", kind="number"),
        Column("mean_score", _("Mean score"), "score", _score, kind="number"),
        *dimensions,
        *stages,
        Column("is_made_up", value="is_demonstration"),
    ]


def _latest(user: Any) -> list[RegionSummary]:
    framework, years = framework_in_force(), queries.years_diagnosed()
    return queries.summary_of_year(framework, years[0]) if framework and years else []


REGIONS = Listing(
    name="diagnoses_by_region",
    title=_("Diagnoses by region"),
    address="office_assessment:region_summary",
    allowed=can_list_diagnoses,
    rows=_latest,
    mark=lambda row: "",
    template="assessment/office/regions.html",
    empty=_("No diagnosis has been submitted yet."),
    columns=region_columns(None),  # the page adds those of the framework
)


def _made_of(response: Response) -> Diagnosis | None:
    """What a response came to; nothing while it is open."""
    found = getattr(response, "diagnosis", None) if response.status == Response.Status.SUBMITTED else None
    return found if found and found.is_in_force else None


def _of_diagnosis(name: str) -> Callable[[Response], Any]:
    return lambda response: getattr(_made_of(response), name, None)


def _score_of(response: Response) -> str:
    return score_text(getattr(_made_of(response), "score", None))


def _report(response: Response) -> str | SafeString:
    if not _made_of(response):
        return ""
    address = reverse("assessment:report_as_pdf", args=[response.pk])
    return format_html('<a href="{}">PDF<span class="visually-hidden"> {}</span></a>', address, str(response.year))


MY_DIAGNOSES = Listing(
    name="my_diagnoses",
    title=_("Diagnoses so far"),
    is_office=False,
    link=lambda response: reverse("assessment:diagnosis", args=[response.pk]),
    mark=lambda response: mark_of(response.is_demonstration),
    counted=ngettext_lazy("%(number)s year", "%(number)s years", "count"),
    columns=[
        Column("year", _("Year"), kind="year", sort="year"),
        Column("status", _("State"), shown="get_status_display"),
        Column("score", _("Score of 100"), _of_diagnosis("score"), _score_of, kind="number", sort="score"),
        Column("is_published", _("Shown to the public"), _of_diagnosis("is_published"), kind="yes_no"),
        Column("report", _("Report"), _report, in_files=False),
        Column("is_made_up", value="is_demonstration"),
    ],
)
