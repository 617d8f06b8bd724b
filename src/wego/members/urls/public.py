"""Addresses of members."""

from django.urls import URLPattern, path

from wego.members.views import atlas, comparison, directory, profiles

app_name = "members"
urlpatterns: list[URLPattern] = [
    path("", directory.directory, name="directory"),
    path("map/", atlas.member_map, name="map"),
    path("compare/<slug:earlier>/<slug:later>/", comparison.comparison, name="compare"),
    path("<slug:slug>/", profiles.profile, name="profile"),
]
