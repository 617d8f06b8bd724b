"""Partners in the open API."""

from ninja import Router

from wego.core.listings.api import add_list
from wego.correspondence.listings.contacts import PARTNERS

router = Router(tags=["members"])
add_list(router, "/partners", PARTNERS, "Partner")
