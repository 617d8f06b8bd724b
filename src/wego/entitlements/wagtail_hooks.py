"""Puts the use of benefits into the secretariat's office."""

from wego.core.office import MenuGroup, add_to_office
from wego.entitlements.listings import MEMBER_CARE

add_to_office("wego.entitlements.urls.office", MEMBER_CARE, group=MenuGroup.MEMBERS, order=60)
