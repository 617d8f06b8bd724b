"""What an organisation is entitled to, under /my/rights/."""

from django.urls import path

from wego.entitlements import views

app_name = "entitlements"
urlpatterns = [
    path("<slug:slug>/", views.rights, name="rights"),
    path("<slug:slug>/<int:year>/", views.year, name="year"),
    path("<slug:slug>/<int:year>.pdf", views.year_as_pdf, name="year_pdf"),
]
