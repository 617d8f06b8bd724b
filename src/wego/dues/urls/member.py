"""A member's dues, under /my/dues/."""

from django.urls import path

from wego.dues.views import member

app_name = "dues"
urlpatterns = [
    path("", member.overview, name="overview"),
    path("<slug:slug>/", member.organisation, name="organisation"),
    path("<slug:slug>/figures/<int:pk>/document/", member.figure_document, name="figure_document"),
]
