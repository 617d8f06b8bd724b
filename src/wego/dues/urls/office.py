"""Addresses of dues in the office."""

from django.urls import URLPattern, path

from wego.dues.office import decisions, runs

app_name = "office_dues"
urlpatterns: list[URLPattern] = [
    path("dues/", runs.run_list, name="runs"),
    path("dues/<int:pk>/", runs.run_page, name="run"),
    path("dues/<int:pk>/confirm/", runs.run_confirm, name="run_confirm"),
    path("dues/<int:pk>/drop/", runs.run_drop, name="run_drop"),
    path("dues/<int:pk>/resume/", runs.run_resume, name="run_resume"),
    path("dues/simulator/", decisions.simulator, name="simulator"),
    path("dues/readings/", decisions.readings, name="readings"),
    path("dues/readings/<slug:code>/", decisions.readings, name="reading"),
    path("dues/concessions/", decisions.concessions, name="concessions"),
    path("dues/concessions/<int:pk>/withdraw/", decisions.concession_withdraw, name="concession_withdraw"),
]
