"""Addresses of the office that all apps share: acts on many."""

from django.urls import URLPattern, path

from wego.core.acts import views

app_name = "office_core"
urlpatterns: list[URLPattern] = [
    path("runs/<int:pk>/", views.bulk_run, name="bulk_run"),
    path("runs/<int:pk>/resume/", views.bulk_run_resume, name="bulk_run_resume"),
]
