"""Addresses of the record in the office."""

from django.urls import URLPattern, path

from wego.records import import_acts as acts
from wego.records.fact_listings import FACTS, IMPORTS
from wego.records.office import imports

app_name = "office_records"
urlpatterns: list[URLPattern] = [
    path("facts/", FACTS.view, name="facts"),
    path("facts/imports/", IMPORTS.view, name="imports"),
    acts.IMPORT_FACTS.path("facts/imports/begin/"),
    path("facts/imports/<int:pk>/", imports.fact_import, name="import"),
    acts.ACCEPT_IMPORT.path("facts/imports/<int:pk>/accept/"),
    acts.DROP_IMPORT.path("facts/imports/<int:pk>/drop/"),
    acts.RESUME_IMPORT.path("facts/imports/<int:pk>/resume/"),
]
