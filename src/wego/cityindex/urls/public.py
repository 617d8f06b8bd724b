"""Addresses of the index."""

from django.urls import path

from wego.cityindex.views import changes, cities, downloads, editions, exploration, rankings

app_name = "cityindex"
urlpatterns = [
    path("", editions.editions, name="editions"),
    path("<slug:code>/", rankings.ranking, name="ranking"),
    path("<slug:code>/report.pdf", downloads.report, name="report"),
    path("<slug:code>/bundle.zip", downloads.bundle, name="bundle"),
    path("<slug:code>/edition.xlsx", downloads.workbook, name="workbook"),
    path("<slug:code>/values.parquet", downloads.values, name="values"),
    path("<slug:code>/method/", editions.method, name="method"),
    path("<slug:code>/by/<str:element>/", rankings.element, name="element"),
    path("<slug:code>/explore/", exploration.explore, name="explore"),
    path("<slug:code>/changes/", changes.changes, name="changes"),
    path("<slug:code>/weights/", exploration.weights, name="weights"),
    path("<slug:code>/files/<str:name>", downloads.file, name="file"),
    path("<slug:code>/<slug:slug>/", cities.unit, name="unit"),
]
