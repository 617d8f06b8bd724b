"""What the bodies say on the front page: their next meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wego.core.front_page import DateItem
from wego.governance.queries import planned_meetings


def dates(today: date) -> Iterator[DateItem]:
    """Planned meetings that have a day; one query."""
    for meeting in planned_meetings().filter(starts_on__gte=today).order_by("starts_on", "pk")[:4]:
        assert meeting.starts_on is not None
        yield DateItem(meeting.starts_on, f"{meeting.body.name}: {meeting.title}", meeting.ends_on, meeting.place)
