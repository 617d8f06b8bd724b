"""Addresses of the index."""

from django.urls import path

from wego.cityindex import views

app_name = "cityindex"
urlpatterns = [
    path("", views.editions, name="editions"),
    path("<slug:code>/", views.ranking, name="ranking"),
    path("<slug:code>/report.pdf", views.report, name="report"),
    path("<slug:code>/bundle.zip", views.bundle, name="bundle"),
    path("<slug:code>/edition.xlsx", views.workbook, name="workbook"),
    path("<slug:code>/values.parquet", views.values, name="values"),
    path("<slug:code>/method/", views.method, name="method"),
    path("<slug:code>/by/<str:element>/", views.element, name="element"),
    path("<slug:code>/explore/", views.explore, name="explore"),
    path("<slug:code>/changes/", views.changes, name="changes"),
    path("<slug:code>/weights/", views.weights, name="weights"),
    path("<slug:code>/files/<str:name>", views.file, name="file"),
    path("<slug:code>/<slug:slug>/", views.unit, name="unit"),
]
