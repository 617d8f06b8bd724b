"""Addresses of a member in the portal."""

from django.urls import URLPattern, path

from wego.members.views import affiliations, changes

app_name = "my_members"
urlpatterns: list[URLPattern] = [
    path("organisations/<slug:slug>/profile/", changes.profile_change, name="profile_change"),
    path("profile-changes/<int:pk>/withdraw/", changes.profile_change_withdraw, name="profile_change_withdraw"),
    path("colleagues/", affiliations.colleagues_index, name="colleagues_index"),
    path("organisations/<slug:slug>/colleagues/", affiliations.colleagues, name="colleagues"),
    path("affiliations/<int:pk>/end/", affiliations.affiliation_end, name="affiliation_end"),
    path("invitations/<int:pk>/resend/", affiliations.invitation_resend, name="invitation_resend"),
    path("invitations/<int:pk>/withdraw/", affiliations.invitation_withdraw, name="invitation_withdraw"),
    path("invitations/<int:pk>/accept/", affiliations.invitation_accept, name="invitation_accept"),
    path("join/<str:token>/", affiliations.invitation, name="invitation"),
]
