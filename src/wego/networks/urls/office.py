"""Addresses of regional offices in the office."""

from django.urls import URLPattern, path

from wego.networks.listings import OFFICE_CLOSE, OFFICE_OPEN, OFFICES

app_name = "office_networks"
urlpatterns: list[URLPattern] = [
    path("offices/", OFFICES.view, name="offices"),
    OFFICE_OPEN.path("offices/open/"),
    OFFICE_CLOSE.path("offices/<int:pk>/close/"),
]
