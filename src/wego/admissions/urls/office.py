"""Addresses of admissions in the office."""

from django.urls import URLPattern, path

from wego.admissions.office import applications, departures, mergers

app_name = "office_admissions"
urlpatterns: list[URLPattern] = [
    path("admissions/", applications.queue, name="queue"),
    path("admissions/to-decide/", applications.to_decide, name="to_decide"),
    path("admissions/<int:pk>/", applications.application, name="application"),
    path("admissions/<int:pk>/again/", applications.application_again, name="application_again"),
    path("admissions/<int:pk>/evidence/<int:evidence_pk>/", applications.evidence, name="evidence"),
    path("admissions/leaving/", departures.departure_list, name="departure_list"),
    path("admissions/leaving/<int:pk>/retract/", departures.departure_retract, name="departure_retract"),
    path("admissions/changes/", mergers.changes, name="changes"),
    path("admissions/changes/<slug:act>/", mergers.change, name="change"),
]
