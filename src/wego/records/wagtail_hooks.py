"""Puts facts into the secretariat's office."""

from wego.core.office import MenuGroup, add_to_menu, add_to_office
from wego.records.fact_listings import FACTS, IMPORTS

add_to_office("wego.records.urls.office", FACTS, group=MenuGroup.MEMBERS, order=65)
add_to_menu(IMPORTS, group=MenuGroup.MEMBERS, order=65)
