"""Puts letters, certificates, contacts, partners and prospects into the secretariat's office."""

from wego.core.office import MenuGroup, add_to_menu, add_to_office
from wego.correspondence.listings.contacts import CONTACTS, EXTERNALS
from wego.correspondence.listings.letters import CERTIFICATES, LETTERS
from wego.correspondence.listings.mailings import MAILINGS
from wego.correspondence.listings.surveys import SURVEYS

add_to_office("wego.correspondence.urls.office", CONTACTS, group=MenuGroup.CORRESPONDENCE, order=10)
add_to_menu(EXTERNALS, group=MenuGroup.CORRESPONDENCE, order=20)
add_to_menu(MAILINGS, group=MenuGroup.CORRESPONDENCE, order=30)
add_to_menu(SURVEYS, group=MenuGroup.CORRESPONDENCE, order=40)
add_to_menu(LETTERS, group=MenuGroup.CORRESPONDENCE, order=5)
add_to_menu(CERTIFICATES, group=MenuGroup.CORRESPONDENCE, order=7)
