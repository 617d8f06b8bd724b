"""Addresses of the register in the office, beside those of its list of organisations."""

from django.urls import URLPattern, path

from wego.members import acts
from wego.members.listings.office import CONTACT, INCONSISTENCIES, PROFILE_CHANGES
from wego.members.listings.organisations import DECIDE_STANDING, ORGANISATIONS
from wego.members.office import organisations as one_organisation
from wego.members.office import profile_changes

app_name = "office_members"
urlpatterns: list[URLPattern] = [
    path("members/profile-changes/", PROFILE_CHANGES.view, name="profile_changes"),
    path("members/profile-changes/<int:pk>/", profile_changes.profile_change, name="profile_change"),
    acts.PROFILE_CHANGE_APPROVE.path("members/profile-changes/<int:pk>/approve/"),
    acts.PROFILE_CHANGE_RETURN.path("members/profile-changes/<int:pk>/return/"),
    path("members/inconsistencies/", INCONSISTENCIES.view, name="inconsistencies"),
    DECIDE_STANDING.path("members/standing/"),
    path("members/contact/", CONTACT.view, name="contact"),
    acts.CONTACT_CHANGE.path("members/contact/change/"),
]

organisations: list[URLPattern] = [
    path("organisations/", ORGANISATIONS.view, name="index"),
    path("organisations/<int:pk>/", one_organisation.organisation, name="organisation"),
    acts.ORGANISATION_TASK_ADD.path("organisations/<int:pk>/task/"),
    acts.ORGANISATION_EDIT.path("organisations/edit/<int:pk>/"),
]
