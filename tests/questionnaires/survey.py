"""A made-up flow that belongs to no app: what `AnsweringFlow` gives to whoever declares as little as this."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import include, path

from wego.accounts.models import User
from wego.config import urls
from wego.questionnaires.declarations import Caution, FlowWords
from wego.questionnaires.flow import AnsweringFlow
from wego.questionnaires.models import Response
from wego.questionnaires.permissions import can_answer_response, can_submit_response
from wego.questionnaires.queries import responses_visible_to
from wego.questionnaires.services.responses import submit_response


class SurveyFlow(AnsweringFlow):
    namespace = "survey"
    words = FlowWords(
        submit="Send survey",
        submitted="Survey sent.",
        afterwards="The survey is closed then.",
        not_yours="An officer sends the survey.",
        missing="The survey wants these:",
        closed="The survey is sent.",
        left_open="What is left open is counted as unknown.",
    )

    @staticmethod
    def subjects_visible_to(user: User) -> QuerySet[Response]:
        return responses_visible_to(user)

    @property
    def title(self) -> str:
        return f"Survey {self.response.year}"

    short_title = title

    def pages_above(self) -> list[tuple[str, str]]:
        return [("Surveys", "/en/surveys/")]

    @property
    def can_answer(self) -> bool:
        return can_answer_response(self.user, self.response)

    @property
    def can_submit(self) -> bool:
        return can_submit_response(self.user, self.response)

    def left_open_means(self) -> list[str]:
        return ["Of the served nothing can be said."] if "served" in self.sheet.left_open else []

    def further_cautions(self) -> list[Caution]:
        return [Caution("note", text="Surveys are read in May.")]

    def submit_response(self, *, at: datetime) -> Response:
        return submit_response(response_id=self.response.pk, by=self.user, at=at)


survey: Any = (SurveyFlow.paths(), "survey")
urlpatterns = [path("en/survey/", include(survey)), *urls.urlpatterns]
handler404 = getattr(urls, "handler404", "django.views.defaults.page_not_found")
