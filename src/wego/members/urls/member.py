"""Addresses of a member in the portal."""

from django.urls import URLPattern, path

from wego.members import key_acts, member_acts
from wego.members.views import affiliations, api_keys, changes

app_name = "my_members"
urlpatterns: list[URLPattern] = [
    path("organisations/<slug:slug>/profile/", changes.profile_change, name="profile_change"),
    member_acts.PROFILE_CHANGE_WITHDRAW.path("profile-changes/<int:pk>/withdraw/"),
    path("colleagues/", affiliations.colleagues_index, name="colleagues_index"),
    path("organisations/<slug:slug>/colleagues/", affiliations.colleagues, name="colleagues"),
    member_acts.AFFILIATION_END.path("affiliations/<int:pk>/end/"),
    member_acts.INVITATION_RESEND.path("invitations/<int:pk>/resend/"),
    member_acts.INVITATION_WITHDRAW.path("invitations/<int:pk>/withdraw/"),
    member_acts.INVITATION_ACCEPT.path("invitations/<int:pk>/accept/"),
    path("organisations/<slug:slug>/keys/", api_keys.api_keys, name="api_keys"),
    key_acts.API_KEY_MAKE.path("organisations/<slug:slug>/keys/new/"),
    key_acts.API_KEY_REVOKE.path("keys/<int:pk>/revoke/"),
    path("join/<str:token>/", affiliations.invitation, name="invitation"),
]
