"""Addresses of dues in the office."""

from django.urls import URLPattern, path

from wego.dues import acts
from wego.dues.office import decisions, runs

app_name = "office_dues"
urlpatterns: list[URLPattern] = [
    path("dues/", runs.run_list, name="runs"),
    acts.BEGIN.path("dues/begin/"),
    path("dues/<int:pk>/", runs.run_page, name="run"),
    acts.CONFIRM.path("dues/<int:pk>/confirm/"),
    acts.DROP.path("dues/<int:pk>/drop/"),
    acts.RESUME.path("dues/<int:pk>/resume/"),
    path("dues/simulator/", decisions.simulator, name="simulator"),
    path("dues/readings/", decisions.readings, name="readings"),
    acts.CHOOSE_READING.path("dues/readings/<slug:code>/"),
    path("dues/concessions/", decisions.concessions, name="concessions"),
    acts.GRANT.path("dues/concessions/grant/"),
    acts.WITHDRAW.path("dues/concessions/<int:pk>/withdraw/"),
]
