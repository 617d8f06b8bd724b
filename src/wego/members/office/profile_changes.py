"""One proposed profile in the office, both versions side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.assignments.panel import open_panel
from wego.core.office import office_page
from wego.members import acts
from wego.members.models import ProfileChange
from wego.members.permissions import can_see_register
from wego.members.queries.changes import differences
from wego.members.queries.visibility import in_register_of


@require_safe
def profile_change(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal, both versions side by side."""
    require(can_see_register(request.user))
    change = get_object_or_404(
        in_register_of(request.user, ProfileChange.objects.select_related("organisation", "submitted_by")), pk=pk
    )
    facts = {
        "change": change,
        "differences": differences(change),
        "assignment": open_panel(request, change),
        "approve": acts.PROFILE_CHANGE_APPROVE,
        "return_": acts.PROFILE_CHANGE_RETURN,
    }
    above = acts.above_changes()
    title = change.organisation.name
    return office_page(request, "members/office/profile_change.html", title, facts, above=above)
