"""Puts regional offices into the secretariat's office."""

from wego.core.office import MenuGroup, add_to_office
from wego.networks.listings import OFFICES

add_to_office("wego.networks.urls.office", OFFICES, group=MenuGroup.MEMBERS, order=50)
