"""Addresses of the record."""

from django.urls import path

from wego.records import views

app_name = "records"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("<str:code>/", views.indicator, name="indicator"),
    path("<str:code>/<slug:slug>/", views.fact, name="fact"),
]
