"""Addresses of the register in the office, beside those of its list of organisations."""

from django.urls import URLPattern, path

from wego.members.listings import DECIDE_STANDING
from wego.members.office import queues

app_name = "office_members"
urlpatterns: list[URLPattern] = [
    path("members/profile-changes/", queues.profile_changes, name="profile_changes"),
    path("members/profile-changes/<int:pk>/", queues.profile_change, name="profile_change"),
    path("members/inconsistencies/", queues.inconsistencies, name="inconsistencies"),
    DECIDE_STANDING.path("members/standing/"),
    path("members/contact/", queues.contact, name="contact"),
]
