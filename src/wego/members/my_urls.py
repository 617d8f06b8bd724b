"""Addresses of a member in the portal."""

from django.urls import URLPattern

app_name = "my_members"
urlpatterns: list[URLPattern] = []
