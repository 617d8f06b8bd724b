"""Addresses that anybody may read."""

from django.urls import path

from wego.assessment.views import public

app_name = "assessment_public"
urlpatterns = [
    path("", public.activator, name="activator"),
    path("<slug:section>/", public.activator_section, name="activator_section"),
]
