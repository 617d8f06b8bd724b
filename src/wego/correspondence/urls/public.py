"""Partners for everybody, and the page on which a contact answers the yearly question."""

from django.urls import URLPattern, path

from wego.correspondence.listings.contacts import PARTNERS
from wego.correspondence.views.confirmations import confirm
from wego.correspondence.views.stops import stop
from wego.correspondence.views.surveys import answer

app_name = "correspondence"
urlpatterns: list[URLPattern] = [
    path("partners/", PARTNERS.view, name="partners"),
    path("mailings/stop/<str:token>/", stop, name="stop"),
    path("surveys/<str:token>/", answer, name="answer"),
    path("contacts/<str:token>/", confirm, name="confirm"),
]
