"""Addresses of cityindex."""

from django.urls import URLPattern

app_name = "cityindex"
urlpatterns: list[URLPattern] = []
