"""Addresses of people in the office."""

from django.urls import URLPattern, path

from wego.accounts import acts, office
from wego.accounts.listings import PEOPLE

app_name = "office_people"
urlpatterns: list[URLPattern] = [
    path("people/", PEOPLE.view, name="list"),
    acts.PERSON_ADD.path("people/add/"),
    path("people/<int:pk>/", office.person, name="person"),
    acts.PERSON_TASK_ADD.path("people/<int:pk>/tasks/add/"),
    acts.ROLE_GRANT.path("people/<int:pk>/roles/"),
    acts.ROLE_END.path("people/<int:pk>/roles/<int:role_pk>/end/"),
    acts.WAY_IN_SEND.path("people/<int:pk>/way-in/"),
    acts.SECOND_FACTOR_RESET.path("people/<int:pk>/second-factor/"),
    acts.PERSON_ERASE.path("people/<int:pk>/erasure/"),
]
