"""Partners for everybody, and the page on which a contact answers the yearly question."""

from django.urls import URLPattern, path

from wego.correspondence.listings.contacts import PARTNERS
from wego.correspondence.views.confirmations import confirm

app_name = "correspondence"
urlpatterns: list[URLPattern] = [
    path("partners/", PARTNERS.view, name="partners"),
    path("contacts/<str:token>/", confirm, name="confirm"),
]
