"""Addresses of admissions in the office."""

from django.urls import URLPattern, path

from wego.admissions import acts
from wego.admissions.listings import ACCEPTED_APPLICATIONS, APPLICATIONS, CHANGES, DEPARTURES
from wego.admissions.office import applications

app_name = "office_admissions"
urlpatterns: list[URLPattern] = [
    path("admissions/", APPLICATIONS.view, name="queue"),
    path("admissions/to-decide/", ACCEPTED_APPLICATIONS.view, name="to_decide"),
    acts.ADMISSION_PROPOSE.path("admissions/to-decide/propose/"),
    path("admissions/<int:pk>/", applications.application, name="application"),
    acts.APPLICATION_ACCEPT.path("admissions/<int:pk>/accept/"),
    acts.APPLICATION_RETURN.path("admissions/<int:pk>/return/"),
    acts.APPLICATION_DECLINE.path("admissions/<int:pk>/decline/"),
    acts.APPLICATION_AGAIN.path("admissions/<int:pk>/again/"),
    path("admissions/<int:pk>/evidence/<int:evidence_pk>/", applications.evidence, name="evidence"),
    path("admissions/leaving/", DEPARTURES.view, name="departure_list"),
    acts.LAPSE_PROPOSE.path("admissions/leaving/propose/"),
    acts.DEPARTURE_RETRACT.path("admissions/leaving/<int:pk>/retract/"),
    path("admissions/changes/", CHANGES.view, name="changes"),
    acts.ORGANISATION_RENAME.path("admissions/changes/rename/"),
    acts.ORGANISATIONS_MERGE.path("admissions/changes/merge/"),
    acts.ORGANISATION_SPLIT.path("admissions/changes/split/"),
]
