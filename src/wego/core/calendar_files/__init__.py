"""Calendar files (iCalendar, RFC 5545) of anything with a date: one function for one entry and for many."""

from wego.core.calendar_files.files import CalendarEntry, calendar_file, calendar_response

__all__ = ["CalendarEntry", "calendar_file", "calendar_response"]
