"""Addresses of a member's diagnoses. One number, the response's, from the first answer to the report."""

from django.urls import path

from wego.assessment.views import answering, reports

app_name = "assessment"
urlpatterns = [
    path("", answering.overview, name="overview"),
    path("start/<slug:slug>/", answering.diagnosis_start, name="diagnosis_start"),
    path("<int:pk>/", answering.diagnosis, name="diagnosis"),
    path("<int:pk>/sections/<slug:code>/", answering.section, name="section"),
    path("<int:pk>/questions/<slug:code>/", answering.history, name="history"),
    path("<int:pk>/evidence/<int:evidence_pk>/", answering.evidence, name="evidence"),
    path("<int:pk>/check/", answering.check, name="check"),
    path("<int:pk>/submit/", answering.diagnosis_submit, name="diagnosis_submit"),
    path("<int:pk>/report/", reports.report, name="report"),
    path("<int:pk>/report.pdf", reports.report_as_pdf, name="report_as_pdf"),
    path("<int:pk>/reopen/", reports.diagnosis_reopen, name="diagnosis_reopen"),
    path("<int:pk>/publish/", reports.diagnosis_publish, name="diagnosis_publish"),
]
