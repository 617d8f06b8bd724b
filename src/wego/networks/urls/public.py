"""Addresses of regional offices for everybody."""

from django.urls import URLPattern, path

from wego.networks.listings import PUBLIC_OFFICES

app_name = "networks"
urlpatterns: list[URLPattern] = [path("", PUBLIC_OFFICES.view, name="offices")]
