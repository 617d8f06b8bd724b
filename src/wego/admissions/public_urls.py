"""Addresses of admissions."""

from django.urls import URLPattern

app_name = "admissions_public"
urlpatterns: list[URLPattern] = []
