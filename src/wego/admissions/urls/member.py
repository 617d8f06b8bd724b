"""Addresses of an organisation's membership: applications and notices."""

from django.urls import URLPattern, path

from wego.admissions import member_acts
from wego.admissions.views import applications, departures

app_name = "admissions"
urlpatterns: list[URLPattern] = [
    path("", applications.membership, name="membership"),
    *applications.ApplicationFlow.paths(),
    path("<int:pk>/form.pdf", applications.form_as_pdf, name="form_as_pdf"),
    member_acts.APPLICATION_WITHDRAW.path("<int:pk>/withdraw/"),
    member_acts.APPLY_AGAIN.path("organisations/<slug:slug>/apply/"),
    path("organisations/<slug:slug>/leave/", departures.leave, name="leave"),
    path("departures/<int:pk>/", departures.departure, name="departure"),
    member_acts.DEPARTURE_RETRACT.path("departures/<int:pk>/retract/"),
]
