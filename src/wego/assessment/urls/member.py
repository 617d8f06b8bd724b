"""Addresses of a member's diagnoses. One number, the response's, from the first answer to the report."""

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from wego.assessment import acts
from wego.assessment.views import diagnoses, reports
from wego.core.acts.act import Act


def _act(route: str, act: Act) -> URLPattern:
    """A stranger is asked to sign in, whatever is sent."""
    return path(route, login_required(act.view), name=act.name)


app_name = "assessment"
urlpatterns = [
    path("", diagnoses.overview, name="overview"),
    _act("start/<slug:slug>/", acts.DIAGNOSIS_START),
    *diagnoses.DiagnosisFlow.paths(),
    path("<int:pk>/report/", reports.report, name="report"),
    path("<int:pk>/report.pdf", reports.report_as_pdf, name="report_as_pdf"),
    _act("<int:pk>/reopen/", acts.DIAGNOSIS_REOPEN),
    _act("<int:pk>/publish/", acts.DIAGNOSIS_PUBLISH),
]
