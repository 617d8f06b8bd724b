"""Addresses of questionnaires that are made in the office."""

from django.urls import URLPattern, path

from wego.questionnaires import draft_acts as acts
from wego.questionnaires.listings import QUESTIONNAIRES
from wego.questionnaires.office import draft_versions as office

app_name = "office_questionnaires"
urlpatterns: list[URLPattern] = [
    path("questionnaires/", QUESTIONNAIRES.view, name="versions"),
    acts.DRAFT_BEGIN.path("questionnaires/upload/"),
    path("questionnaires/drafts/<int:pk>/", office.draft, name="draft"),
    path("questionnaires/drafts/<int:pk>/draft.xlsx", office.workbook, name="draft_workbook"),
    acts.DRAFT_UPLOAD.path("questionnaires/drafts/<int:pk>/upload/"),
    acts.DRAFT_PUBLISH.path("questionnaires/drafts/<int:pk>/publish/"),
    acts.DRAFT_REMOVE.path("questionnaires/drafts/<int:pk>/remove/"),
    path("questionnaires/drafts/<int:pk>/trial/", office.trial, name="trial"),
    path("questionnaires/drafts/<int:pk>/trial/sections/<slug:code>/", office.trial_section, name="trial_section"),
    acts.TRIAL_REMOVE.path("questionnaires/drafts/<int:pk>/trial/remove/"),
]
