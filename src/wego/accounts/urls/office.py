"""Addresses of people in the office."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from wego.accounts import office

app_name = "office_people"
urlpatterns: list[URLPattern] = [
    path("people/", office.person_list, name="list"),
    path("people/add/", office.person_add, name="add"),
    path("people/<int:pk>/", office.person, name="person"),
    path("people/<int:pk>/roles/", require_POST(office.role_grant), name="role_grant"),
    path("people/<int:pk>/roles/<int:role_pk>/end/", require_POST(office.role_end), name="role_end"),
    path("people/<int:pk>/way-in/", require_POST(office.way_in_send), name="way_in_send"),
    path("people/<int:pk>/second-factor/", require_POST(office.second_factor_reset), name="second_factor_reset"),
    path("people/<int:pk>/erasure/", require_POST(office.person_erase), name="person_erase"),
]
