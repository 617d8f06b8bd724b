"""Addresses of a city's part in an edition, under /my/index/."""

from django.urls import URLPattern, path

from wego.cityindex import my_views

app_name = "my_index"
urlpatterns: list[URLPattern] = [
    path("", my_views.overview, name="overview"),
    path("<slug:code>/<slug:slug>/", my_views.participation, name="participation"),
    path("<slug:code>/<slug:slug>/join/", my_views.participation_join, name="join"),
    path("<slug:code>/<slug:slug>/leave/", my_views.participation_leave, name="leave"),
    path("<slug:code>/<slug:slug>/confirm/", my_views.figures_confirm, name="confirm"),
    path("<slug:code>/<slug:slug>/correct/<str:indicator>/", my_views.correction_request, name="correction"),
]
