"""Puts regional offices into the secretariat's office."""

from wego.core.office import add_to_office
from wego.networks.listings import OFFICES

add_to_office("wego.networks.urls.office", OFFICES, order=170)
