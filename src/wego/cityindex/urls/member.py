"""Addresses of a city's part in an edition, under /my/index/."""

from django.urls import URLPattern, path

from wego.cityindex import acts
from wego.cityindex.views import member

app_name = "my_index"
urlpatterns: list[URLPattern] = [
    path("", member.overview, name="overview"),
    path("<slug:code>/<slug:slug>/", member.participation, name="participation"),
    acts.PARTICIPATION_JOIN.path("<slug:code>/<slug:slug>/join/"),
    acts.PARTICIPATION_LEAVE.path("<slug:code>/<slug:slug>/leave/"),
    acts.FIGURES_CONFIRM.path("<slug:code>/<slug:slug>/confirm/"),
    path("<slug:code>/<slug:slug>/correct/<str:indicator>/", member.correction_request, name="correction"),
]
