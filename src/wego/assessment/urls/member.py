"""Addresses of a member's diagnoses. One number, the response's, from the first answer to the report."""

from django.urls import path

from wego.assessment.views import diagnoses, reports

app_name = "assessment"
urlpatterns = [
    path("", diagnoses.overview, name="overview"),
    path("start/<slug:slug>/", diagnoses.diagnosis_start, name="diagnosis_start"),
    *diagnoses.DiagnosisFlow.paths(),
    path("<int:pk>/report/", reports.report, name="report"),
    path("<int:pk>/report.pdf", reports.report_as_pdf, name="report_as_pdf"),
    path("<int:pk>/reopen/", reports.diagnosis_reopen, name="diagnosis_reopen"),
    path("<int:pk>/publish/", reports.diagnosis_publish, name="diagnosis_publish"),
]
