"""Addresses of the public way into the network."""

from django.urls import URLPattern, path

from wego.admissions.views import join_requests

app_name = "admissions_public"
urlpatterns: list[URLPattern] = [
    path("", join_requests.join, name="join"),
    path("start/", join_requests.start, name="start"),
    path("sent/", join_requests.sent, name="sent"),
    path("known/<slug:slug>/", join_requests.known, name="known"),
    path("link/<str:token>/", join_requests.link, name="link"),
]
