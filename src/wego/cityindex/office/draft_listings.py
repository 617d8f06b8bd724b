"""The lists on the page of a draft: what is in its way, what is missing, and how its parts hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.cityindex.draft_validation import DraftProblem, DraftValidation, IndicatorColumn
from wego.cityindex.models import Draft
from wego.cityindex.permissions import can_see_editions_office
from wego.core.formats import figure
from wego.core.listings import Column, Listing, ListPage
from wego.core.punctuation import joined

if TYPE_CHECKING:
    from wego.engines import composite

# Where each part of a draft is mended: the name of its page, and what that is called.
PLACES = {
    "basics": _("Basics"),
    "framework": _("Framework"),
    "texts": _("Names and reasons"),
    "notes": _("Notes to the framework"),
    "method": _("Method"),
}


def _statistic(name: str, label: Any) -> Column:
    value = f"statistics.{name}"

    def shown(column: IndicatorColumn) -> str:
        found: float | None = getattr(column.statistics, name, None)
        return "" if found is None else figure(found, 2)

    return Column(name, label, value, shown, kind="number", sort=name)


def _remarks(column: IndicatorColumn) -> str:
    found = column.statistics
    if found is None:
        return ""
    said = [
        (found.has_outliers, gettext("outliers")),
        (found.is_sparse, gettext("few values")),
        (found.is_repetitive, gettext("many similar")),
    ]
    return joined(words for holds, words in said if holds)


INDICATORS = Listing(
    name="draft_indicators",
    title=_("Missing values by indicator"),
    allowed=can_see_editions_office,
    link=lambda column: reverse("records:indicator", args=[column.code]),
    counted=ngettext_lazy("%(number)s indicator", "%(number)s indicators", "count"),
    empty=_("No indicators yet. Add rows to the framework."),
    columns=[
        Column("indicator", _("Indicator"), "code", "name", sort="indicator"),
        Column("period", _("Period"), sort="period"),
        Column("present", _("Present"), kind="number", sort="present"),
        Column("missing", _("Missing"), kind="number", sort="missing"),
        _statistic("minimum", _("Lowest")),
        _statistic("median", _("Median")),
        _statistic("maximum", _("Highest")),
        _statistic("skewness", _("Skewness")),
        _statistic("kurtosis", _("Kurtosis")),
        Column("remark", _("Remark"), _remarks),
    ],
)


def _codes(city: Any) -> SafeString:
    return format_html_join(" ", "<code>{}</code>", ((code,) for code in city.missing))


GAPS = Listing(
    name="draft_gaps",
    title=_("Missing values by city"),
    allowed=can_see_editions_office,
    counted=ngettext_lazy("%(number)s city", "%(number)s cities", "count"),
    empty=_("Nothing is missing."),
    columns=[
        Column("unit", _("City"), sort="unit"),
        Column("count", _("Missing"), lambda city: len(city.missing), kind="number", sort="count"),
        Column("indicators", _("Indicators"), lambda city: " ".join(city.missing), _codes, is_wide=True),
    ],
)


def _is_above(pair: composite.Pair) -> bool:
    return pair.correlation > 0


PAIRS = Listing(
    name="draft_pairs",
    title=_("Relationships between parts"),
    allowed=can_see_editions_office,
    counted=ngettext_lazy("%(number)s pair", "%(number)s pairs", "count"),
    empty=_("No pair is notable."),
    columns=[
        Column("first", _("First"), sort="first"),
        Column("second", _("Second"), sort="second"),
        Column("parent", _("Part of"), sort="parent"),
        Column(
            "correlation",
            _("Correlation"),
            shown=lambda pair: figure(pair.correlation, 2),
            kind="number",
            sort="correlation",
        ),
        Column(
            "remark",
            _("Remark"),
            lambda pair: gettext("nearly the same") if _is_above(pair) else gettext("against each other"),
        ),
    ],
)

FAMILIES = Listing(
    name="draft_families",
    title=_("How the parts of each pillar relate"),
    allowed=can_see_editions_office,
    counted=ngettext_lazy("%(number)s part", "%(number)s parts", "count"),
    columns=[
        Column("parent", _("Part"), sort="parent"),
        Column("children", _("Made of"), lambda family: joined(family.children), is_wide=True),
        Column(
            "alpha", _("Cronbach’s alpha"), shown=lambda family: figure(family.alpha, 2), kind="number", sort="alpha"
        ),
    ],
)

PROBLEMS = Listing(
    name="draft_problems",
    title=_("Problems to fix first"),
    allowed=can_see_editions_office,
    counted=ngettext_lazy("%(number)s remark", "%(number)s remarks", "count"),
    columns=[],  # they lead to the pages of their draft
)


def _columns_of_problems(draft: Draft) -> list[Column]:
    def place(problem: DraftProblem) -> Any:
        if (named := PLACES.get(problem.place)) is None:
            return gettext("Data register")
        return format_html('<a href="{}">{}</a>', reverse(f"office_index:{problem.place}", args=[draft.code]), named)

    return [
        Column("place", _("Where to fix it"), shown=place, sort="place"),
        Column("at", _("Field"), shown=lambda problem: format_html("<code>{}</code>", problem.at), sort="at"),
        Column("said", _("Details"), is_wide=True),
    ]


def lists_of(request: HttpRequest, draft: Draft, validation: DraftValidation) -> dict[str, ListPage]:
    """The lists of a draft's page by what they hold; each has its own words in the address, and its files."""
    columns = _columns_of_problems(draft)

    def listed(listing: Listing, name: str, rows: Any, **facts: Any) -> ListPage:
        return ListPage(listing, request, list(rows), f"{name}-", f"{draft.code}-{name}", **facts)

    return {
        "problems": listed(PROBLEMS, "problems", validation.problems, own_columns=columns),
        "warnings": listed(PROBLEMS, "warnings", validation.warnings, own_columns=columns, title=_("Warnings")),
        "indicators": listed(INDICATORS, "indicators", validation.columns),
        "gaps": listed(GAPS, "gaps", validation.gaps),
        "pairs": listed(PAIRS, "pairs", [*validation.above, *validation.below]),
        "families": listed(FAMILIES, "families", validation.families),
    }
