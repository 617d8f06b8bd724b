"""Writing a calendar file. Folding, escaping and time zones are the library's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language

from wego.core.languages import SOURCE
from wego.core.references import Reference
from wego.lazy_import import lazy_import

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazy_import("icalendar")


@dataclass(frozen=True)
class CalendarEntry:
    """One thing with a date. `sequence` rises with every change of it, so that calendars take the newer one.

    Days without a time run from the first to the last, both meant; a moment carries its time zone, which is named in
    the file. `title` and `text` are by language: the title in the reader's, the text in every one, a line each.
    """

    about: Reference
    title: Mapping[str, str]
    starts: date | datetime
    ends: date | datetime
    sequence: int
    text: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    address: str = ""
    is_cancelled: bool = False

    @property
    def uid(self) -> str:
        """The same for the same thing for ever, on every installation its own."""
        host = urlsplit(settings.WEGO_BASE_URL).hostname or "localhost"
        return f"{self.about.kind}-{self.about.id}@{host}".lower()


def calendar_file(entries: Iterable[CalendarEntry], *, name: str, at: datetime) -> bytes:
    """The file of one entry, or of many as a feed; one that is cancelled takes itself out of calendars."""
    entries = list(entries)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//WeGO platform//calendar files//EN")
    calendar.add("version", "2.0")
    is_end = bool(entries) and all(entry.is_cancelled for entry in entries)
    calendar.add("method", "CANCEL" if is_end else "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, at))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def calendar_response(entries: Iterable[CalendarEntry], *, name: str, at: datetime) -> HttpResponse:
    """The file as an answer that a phone offers to its calendar."""
    response = HttpResponse(calendar_file(entries, name=name, at=at), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


def _event(entry: CalendarEntry, at: datetime) -> icalendar.Event:
    language = get_language() or SOURCE
    title = entry.title.get(language) or entry.title[SOURCE]
    is_by_day = not isinstance(entry.starts, datetime)
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("summary", title, parameters={"LANGUAGE": language if entry.title.get(language) else SOURCE})
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends + timedelta(days=1) if is_by_day else entry.ends)  # the day after the last
    lines = dict.fromkeys(filter(None, [*entry.title.values(), *entry.text.values()]))  # each once, in their order
    if words := "\n".join(line for line in lines if line != title):
        event.add("description", words)
    if entry.place:
        event.add("location", entry.place)
    if entry.address:
        event.add("url", entry.address)
    return event
