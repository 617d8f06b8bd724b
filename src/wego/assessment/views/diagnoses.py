"""A member's way through a diagnosis: its cities and years, the start, and the answering flow."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from wego.accounts.models import User
from wego.assessment.acts import DIAGNOSIS_START
from wego.assessment.flow_pages import NAMESPACE, PAGES
from wego.assessment.listings import MY_DIAGNOSES
from wego.assessment.models import Diagnosis
from wego.assessment.permissions import can_answer_diagnosis, can_list_diagnoses, can_submit_diagnosis
from wego.assessment.preview import parts_without_stage, year_end
from wego.assessment.queries import diagnosed_responses_visible_to, framework_in_force, responses_of, rounds_of_cities
from wego.assessment.services.diagnoses import submit_diagnosis
from wego.core.formats import day
from wego.core.listings import ListPage, file_asked_of
from wego.questionnaires.declarations import Caution, FlowWords
from wego.questionnaires.flow import AnsweringFlow
from wego.questionnaires.models import Response
from wego.questionnaires.queries import organisations_answered_by
from wego.questionnaires.round_deadline import deadline_in


class DiagnosisFlow(AnsweringFlow):
    """A city's answers of a year; submitted, they show their report."""

    namespace = NAMESPACE
    names = PAGES
    words = FlowWords(
        submit=gettext_lazy("Submit diagnosis"),
        submitted=gettext_lazy("Diagnosis submitted. This is your report."),
        afterwards=gettext_lazy("After submission the answers are locked; an officer of your city can reopen them."),
        not_yours=gettext_lazy("An officer of the city submits the diagnosis."),
        missing=gettext_lazy("Before the diagnosis can be submitted, these questions need an answer:"),
        closed=gettext_lazy("This diagnosis has been submitted; its answers can no longer be changed."),
        left_open=gettext_lazy(
            "Unanswered questions do not lower the score, but a field with too few answers gets no stage."
        ),
    )

    @staticmethod
    def subjects_visible_to(user: User) -> QuerySet[Response]:
        return diagnosed_responses_visible_to(user)

    @property
    def title(self) -> str:
        return _("%(city)s: diagnosis %(year)s") % {"city": self.response.organisation, "year": self.response.year}

    @property
    def short_title(self) -> str:
        return f"{self.response.organisation} {self.response.year}"

    def pages_above(self) -> list[tuple[str, str]]:
        return [
            (_("My pages"), reverse("portal:my")),
            (_("Activator diagnosis"), reverse("assessment:overview")),
        ]

    @property
    def can_answer(self) -> bool:
        return can_answer_diagnosis(self.user, self.response)

    @property
    def can_submit(self) -> bool:
        return can_submit_diagnosis(self.user, self.response)

    @property
    def closed_url(self) -> str:
        return self.url("report")

    def left_open_means(self) -> list[str]:
        without_stage = parts_without_stage(self.sheet)
        if not without_stage:
            return []
        return [_("If you submit the diagnosis now, these get no stage:") + " " + " · ".join(without_stage)]

    def further_cautions(self) -> list[Caution]:
        end = year_end(self.response, timezone.localdate())
        if end is None:
            return []
        said = {"year": self.response.year, "day": day(end)}
        return [
            Caution(
                "before_the_end",
                text=_(
                    "The year %(year)s ends on %(day)s. Changes until then count only if an officer of your city "
                    "reopens this diagnosis and submits it again; otherwise they count for next year’s diagnosis."
                )
                % said,
                value=str(self.response.year),
                label=_("Submit before the end of %(year)s") % said,
                refusal=_(
                    "The year %(year)s has not ended yet. Tick the box to confirm and submit again, or submit later."
                )
                % said,
            )
        ]

    def submit_response(self, *, at: datetime) -> Diagnosis:
        return submit_diagnosis(response_id=self.response.pk, by=self.user, at=at)


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponseBase:
    """Every city for which the person answers, with its years and the next step."""
    framework = framework_in_force()
    now = timezone.now()
    organisations = list(organisations_answered_by(request.user).select_related("region", "place"))
    rounds = rounds_of_cities(framework, organisations, at=now)
    cities: list[dict[str, Any]] = []
    for organisation in organisations:
        asked = rounds.get(organisation.pk)
        year = asked.round.year if asked else timezone.localdate(now).year
        responses = list(responses_of(organisation, framework, request.user))
        current = next((response for response in responses if response.year == year), None)
        slug = organisation.slug
        years = ListPage(
            MY_DIAGNOSES,
            request,
            rows=responses,
            prefix=f"{slug}-",
            file_name=f"diagnoses-{slug}",
            title=_("%(city)s: diagnoses so far") % {"city": organisation},
        )
        cities.append(
            {
                "organisation": organisation,
                "years": years if responses else None,
                "current": current,
                "year": str(year),
                "begin": _("Start %(year)s") % {"year": year},
                "deadline": deadline_in(request.user, asked, organisation, at=now) if asked else None,
                "can_start": current is None and DIAGNOSIS_START.is_offered(request.user, organisation),
            }
        )
    if (file := file_asked_of(city["years"] for city in cities if city["years"])) is not None:
        return file
    page = {
        "cities": cities,
        "framework": framework,
        "start": DIAGNOSIS_START,
        "sees_all": can_list_diagnoses(request.user),
    }
    return render(request, "assessment/overview.html", page)
