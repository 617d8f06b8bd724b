"""What a page of something that can be assigned shows of who works on it."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from wego.core.assignments.kinds import ASSIGNABLE
from wego.core.assignments.queries import AssignmentPanel, panel_of
from wego.core.assignments.services import note_opening


def open_panel(request: HttpRequest, thing: Model) -> AssignmentPanel:
    """For `ui/assignment.html`; that this reader has opened the page is noted."""
    panel = panel_of(ASSIGNABLE[thing._meta.label], thing, request.user)
    note_opening(panel.subject, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return panel
