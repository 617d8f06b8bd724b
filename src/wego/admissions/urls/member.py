"""Addresses of an organisation's membership: applications and notices."""

from django.urls import URLPattern, path

from wego.admissions.views import applications, departures

app_name = "admissions"
urlpatterns: list[URLPattern] = [
    path("", applications.membership, name="membership"),
    *applications.ApplicationFlow.paths(),
    path("<int:pk>/form.pdf", applications.form_as_pdf, name="form_as_pdf"),
    path("<int:pk>/withdraw/", applications.application_withdraw, name="application_withdraw"),
    path("organisations/<slug:slug>/apply/", applications.apply_again, name="apply_again"),
    path("organisations/<slug:slug>/leave/", departures.leave, name="leave"),
    path("departures/<int:pk>/", departures.departure, name="departure"),
    path("departures/<int:pk>/retract/", departures.departure_retract, name="departure_retract"),
]
