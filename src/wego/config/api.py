"""The open API: every app's router under `/api/v1/`."""

from __future__ import annotations

from typing import Any

from ninja.errors import AuthenticationError, ValidationError

from wego import __version__
from wego.assessment.api import router as assessment_router
from wego.cityindex.api import router as cityindex_router
from wego.config.api_description import DescribedAPI
from wego.core.api_problems import Problem, problem_response, unreadable, without_key
from wego.correspondence.api import router as correspondence_router
from wego.members.api import router as members_router
from wego.networks.api import router as networks_router
from wego.records.api import router as records_router

api = DescribedAPI(
    title="WeGO open API",
    version=__version__,
    description="Members, figures and index editions of the network. Public data need no key; with a key of your "
    "organisation you read and submit its own.",
    urls_namespace="api",
)
api.add_router("", members_router)
api.add_router("", cityindex_router)
api.add_router("", assessment_router)
api.add_router("", networks_router)
api.add_router("", correspondence_router)
api.add_router("", records_router)
_refusals: tuple[tuple[type[Exception], Any], ...] = (
    (Problem, problem_response),
    (AuthenticationError, without_key),
    (ValidationError, unreadable),
)
for _refusal, _answer in _refusals:
    api.add_exception_handler(_refusal, _answer)
