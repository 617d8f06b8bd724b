"""How members use their benefits, in the office."""

from django.urls import URLPattern, path

from wego.entitlements import office

app_name = "office_entitlements"
urlpatterns: list[URLPattern] = [path("members/care/", office.member_care, name="member_care")]
