"""Addresses of a city's part in an edition, under /my/index/."""

from django.urls import URLPattern, path

from wego.cityindex.views import member

app_name = "my_index"
urlpatterns: list[URLPattern] = [
    path("", member.overview, name="overview"),
    path("<slug:code>/<slug:slug>/", member.participation, name="participation"),
    path("<slug:code>/<slug:slug>/join/", member.participation_join, name="join"),
    path("<slug:code>/<slug:slug>/leave/", member.participation_leave, name="leave"),
    path("<slug:code>/<slug:slug>/confirm/", member.figures_confirm, name="confirm"),
    path("<slug:code>/<slug:slug>/correct/<str:indicator>/", member.correction_request, name="correction"),
]
