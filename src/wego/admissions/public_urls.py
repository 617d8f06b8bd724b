"""Addresses of the public way into the network."""

from django.urls import URLPattern, path

from wego.admissions.views import joining

app_name = "admissions_public"
urlpatterns: list[URLPattern] = [
    path("", joining.join, name="join"),
    path("start/", joining.start, name="start"),
    path("sent/", joining.sent, name="sent"),
    path("known/<slug:slug>/", joining.known, name="known"),
    path("link/<str:token>/", joining.link, name="link"),
]
