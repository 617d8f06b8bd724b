"""An organisation's own documents, under /my/documents/."""

from django.urls import path

from wego.records import acts, evidence_views

app_name = "my_evidence"
urlpatterns = [
    path("<slug:slug>/", evidence_views.documents, name="documents"),
    acts.EVIDENCE_ADD.path("<slug:slug>/add/"),
    acts.EVIDENCE_EDIT.path("<int:pk>/edit/"),
    acts.EVIDENCE_SHARE.path("<int:pk>/share/"),
    acts.EVIDENCE_REPLACE.path("<int:pk>/replace/"),
    acts.EVIDENCE_REDACT.path("<int:pk>/redact/"),
    acts.EVIDENCE_REMOVE.path("<int:pk>/remove/"),
]
