"""Addresses of rounds of collection in the office."""

from django.urls import URLPattern, path

from wego.questionnaires import round_acts as acts
from wego.questionnaires.office.rounds import round_board
from wego.questionnaires.round_listings import ROUNDS

app_name = "office_rounds"
urlpatterns: list[URLPattern] = [
    path("rounds/", ROUNDS.view, name="rounds"),
    acts.ROUND_OPEN.path("rounds/open/"),
    path("rounds/<int:pk>/", round_board, name="round"),
    acts.ROUND_MOVE.path("rounds/<int:pk>/deadline/"),
    acts.ROUND_REMIND.path("rounds/<int:pk>/remind/"),
    acts.REMIND.path("rounds/<int:pk>/<slug:slug>/remind/"),
    acts.EXTENSION_GRANT.path("rounds/<int:pk>/<slug:slug>/extend/"),
    acts.EXTENSION_DECLINE.path("rounds/<int:pk>/<slug:slug>/decline/"),
]
