"""The office's first page: what is late, what waits, one's own work, this week, the next dates, the year's dues."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core import office_home as first_page
from wego.core.office import office_page
from wego.portal.permissions import can_see_tasks
from wego.portal.queries import tasks_due
from wego.portal.role_notes import role_notes_of

SOON = timedelta(days=14)
MOST_WORK = 10


@require_safe
def office_home(request: HttpRequest) -> HttpResponse:
    """What every app has for this reader; at most 25 queries."""
    today = timezone.localdate()
    home = first_page.office_home(request.user, today=today)
    tasks = list(tasks_due(request.user, until=today + SOON))
    facts: dict[str, Any] = {
        "today": today,
        "home": home,
        "my_work": home.my_work[:MOST_WORK],
        "role_notes": role_notes_of(request.user),
        "my_tasks": [task for task in tasks if task.owner_key],
        "open_tasks": [task for task in tasks if not task.owner_key],
        "may_see_tasks": can_see_tasks(request.user),
    }
    return office_page(request, "portal/office/home.html", _("Today"), facts)
