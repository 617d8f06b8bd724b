"""Addresses of what is published of questionnaires."""

from django.urls import path

from wego.questionnaires import versions_page

app_name = "questionnaire_versions"
urlpatterns = [
    path("<slug:code>/", versions_page.versions, name="versions"),
    path("<slug:code>/<int:pk>.xlsx", versions_page.workbook, name="workbook"),
]
