"""Regional offices in the open API."""

from ninja import Router

from wego.core.listings.api import add_list
from wego.networks.listings import PUBLIC_OFFICES

router = Router(tags=["members"])
add_list(router, "/regional-offices", PUBLIC_OFFICES, "RegionalOffice")
