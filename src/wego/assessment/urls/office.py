"""Addresses of diagnoses in the office."""

from django.urls import URLPattern, path

from wego.assessment import office

app_name = "office_assessment"
urlpatterns: list[URLPattern] = [
    path("diagnoses/", office.diagnosis_list, name="diagnosis_list"),
    path("diagnoses/regions/", office.region_summary, name="region_summary"),
]
