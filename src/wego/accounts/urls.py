"""Addresses of people: sign-in, privacy."""

from django.urls import include, path

from wego.accounts import views

app_patterns = ([path("privacy/", views.privacy, name="privacy")], "accounts")

urlpatterns = [path("", include(app_patterns)), path("", include("allauth.urls"))]
