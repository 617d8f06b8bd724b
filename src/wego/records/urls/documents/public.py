"""Documents, for whoever may read each: under /documents/."""

from django.urls import path

from wego.records import evidence_views

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", evidence_views.document, name="document"),
    path("<int:pk>/file/", evidence_views.document_file, name="file"),
]
