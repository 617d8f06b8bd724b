"""Addresses on which seals are checked."""

from django.urls import path

from wego.core.seals import views

app_name = "seals"
urlpatterns = [
    path("", views.verify, name="verify"),
    path("<slug:code>/", views.seal, name="seal"),
]
