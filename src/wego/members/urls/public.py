"""Addresses of members."""

from django.urls import URLPattern, path

from wego.members.views import comparison, directory, member_map, profiles

app_name = "members"
urlpatterns: list[URLPattern] = [
    path("", directory.directory, name="directory"),
    path("map/", member_map.member_map, name="map"),
    path("compare/<slug:earlier>/<slug:later>/", comparison.comparison, name="compare"),
    path("<slug:slug>/", profiles.profile, name="profile"),
]
