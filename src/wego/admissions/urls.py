"""Addresses of an organisation's membership: applications and notices."""

from django.urls import URLPattern, path

from wego.admissions.views import applying, leaving

app_name = "admissions"
urlpatterns: list[URLPattern] = [
    path("", applying.membership, name="membership"),
    path("<int:pk>/", applying.application, name="application"),
    path("<int:pk>/sections/<slug:code>/", applying.section, name="section"),
    path("<int:pk>/evidence/<int:evidence_pk>/", applying.evidence, name="evidence"),
    path("<int:pk>/check/", applying.check, name="check"),
    path("<int:pk>/form.pdf", applying.form_as_pdf, name="form_as_pdf"),
    path("<int:pk>/submit/", applying.application_submit, name="application_submit"),
    path("<int:pk>/withdraw/", applying.application_withdraw, name="application_withdraw"),
    path("organisations/<slug:slug>/apply/", applying.apply_again, name="apply_again"),
    path("organisations/<slug:slug>/leave/", leaving.leave, name="leave"),
    path("departures/<int:pk>/", leaving.departure, name="departure"),
    path("departures/<int:pk>/retract/", leaving.departure_retract, name="departure_retract"),
]
