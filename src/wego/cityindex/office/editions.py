"""Editions in the secretariat's office: which there are, and one with its state and who was withdrawn from it."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wego.cityindex.models import WITHDRAWN
from wego.cityindex.office import acts, listings
from wego.cityindex.permissions import can_draft_editions, can_see_editions_office
from wego.cityindex.queries.editions import editions_visible_to
from wego.core.access import require


@require_safe
def edition_list(request: HttpRequest) -> HttpResponseBase:
    """Every edition, drafts among them."""
    return listings.DRAFTS.respond(request, title=acts.TITLE, facts={"may_draft": can_draft_editions(request.user)})


@require_safe
def edition_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """One edition: its state, its digest, who was withdrawn, and how a corrected version of it begins."""
    require(can_see_editions_office(request.user))
    edition = get_object_or_404(editions_visible_to(request.user), code=code)
    facts = {"edition": edition, "corrected_by": edition.corrected_by.all(), "begin_erratum": acts.ERRATUM_BEGIN}
    facts["may_draft"] = can_draft_editions(request.user)
    withdrawn = edition.units.filter(reason=WITHDRAWN).select_related("organisation", "place")
    return listings.WITHDRAWN.respond(
        request, rows=withdrawn, title=edition.name, facts=facts, file_name=f"{code}-withdrawn"
    )
