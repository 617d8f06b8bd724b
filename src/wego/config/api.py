"""The open API: every app's router under `/api/v1/`."""

from __future__ import annotations

from ninja import NinjaAPI

from wego import __version__
from wego.assessment.api import router as assessment_router
from wego.cityindex.api import router as cityindex_router
from wego.correspondence.api import router as correspondence_router
from wego.members.api import router as members_router
from wego.networks.api import router as networks_router

api = NinjaAPI(
    title="WeGO open API",
    version=__version__,
    description="Members, figures and index editions of the network. Public data need no key.",
    urls_namespace="api",
)
api.add_router("", members_router)
api.add_router("", cityindex_router)
api.add_router("", assessment_router)
api.add_router("", networks_router)
api.add_router("", correspondence_router)
