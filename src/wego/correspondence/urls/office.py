"""Addresses of contacts, partners and prospects in the office."""

from django.urls import URLPattern, path

from wego.correspondence.acts import contacts as acts
from wego.correspondence.listings.contacts import CONTACTS, EXTERNALS
from wego.correspondence.office import contacts as office

app_name = "office_contacts"
urlpatterns: list[URLPattern] = [
    path("contacts/", CONTACTS.view, name="contacts"),
    acts.CONTACT_ADD.path("contacts/add/"),
    path("contacts/<int:pk>/", office.contact, name="contact"),
    acts.CONTACT_CHANGE.path("contacts/<int:pk>/change/"),
    acts.CONTACT_ASK.path("contacts/<int:pk>/ask/"),
    acts.CONTACT_REMOVE.path("contacts/<int:pk>/delete/"),
    acts.POST_ADD.path("contacts/<int:pk>/posts/add/"),
    acts.POST_END.path("contacts/posts/<int:pk>/end/"),
    path("partners/", EXTERNALS.view, name="externals"),
    acts.EXTERNAL_ADD.path("partners/add/"),
    path("partners/<int:pk>/", office.external, name="external"),
    acts.EXTERNAL_CHANGE.path("partners/<int:pk>/change/"),
]
