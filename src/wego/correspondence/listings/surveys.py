"""The list of surveys."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from wego.core.listings import Column, ListFilters, Listing
from wego.correspondence.acts.surveys import SURVEY_BEGIN, page_of_survey
from wego.correspondence.models import Survey
from wego.correspondence.permissions import can_see_mailings
from wego.correspondence.queries.surveys import surveys_visible_to, with_answers


class SurveyFilters(ListFilters):
    status = ChoiceFilter(label=_("State"), choices=Survey.Status.choices)


SURVEYS = Listing(
    name="surveys",
    title=_("Surveys"),
    address="office_contacts:surveys",
    allowed=can_see_mailings,
    rows=surveys_visible_to,
    on_page=with_answers,
    in_files=with_answers,
    filters=SurveyFilters,
    order=["-begun_at", "-pk"],
    link=page_of_survey,
    page_acts=[SURVEY_BEGIN],
    counted=ngettext_lazy("%(number)s survey", "%(number)s surveys", "count"),
    empty=_("No surveys yet."),
    columns=[
        Column("title", _("Title"), "title.source", "title"),
        Column("status", _("State"), shown="get_status_display", sort="status", badge={"open": "accent"}),
        Column("is_anonymous", _("Anonymous"), shown=lambda one: gettext("yes") if one.is_anonymous else ""),
        Column("closes_on", pgettext_lazy("survey", "Open until"), kind="day", sort="closes_on"),
        Column("answers", _("Answers"), "answer_count", kind="number"),
        Column("begun_at", _("Started"), kind="moment", sort=("begun_at", "pk")),
    ],
)
