"""Partners for everybody, and the page on which a contact answers the yearly question."""

from django.urls import URLPattern, path

from wego.correspondence import views
from wego.correspondence.listings import PARTNERS

app_name = "correspondence"
urlpatterns: list[URLPattern] = [
    path("partners/", PARTNERS.view, name="partners"),
    path("contacts/<str:token>/", views.confirm, name="confirm"),
]
